import Findings

/// The report as JUnit XML, one suite per rule family, for pipelines that read nothing else.
///
/// A rule that can't decide a verdict never breaks a pipeline: what it found stands in its
/// output. The first suite holds the verdict itself, so that suites and exit status agree.
///
/// Source: docs/formats/report.md §7.
package enum JUnitReport {
    /// The bytes of the document.
    ///
    /// - Throws: `RenderingError` when the XML library has no memory left.
    package static func render(_ set: ReportSet) throws(RenderingError) -> [UInt8] {
        let suites =
            set.reports.flatMap(suites) + set.unread.map(unread)
            + (set.comparisons.isEmpty ? [] : [comparisons(set.comparisons)])
            + (set.notebook.map { [notebook($0)] } ?? [])
        return try XMLTree(
            "testsuites",
            [("name", "trailseal-verify")] + Counts(suites).attributes + [("time", "0")],
            suites.map(\.tree)
        ).document()
    }

    private static func suites(_ report: Report) -> [Suite] {
        let file = report.subject.fileName
        var suites = [
            Suite(
                name: "\(file) verdict", cases: [verdict(report)],
                properties: ReportFacts.all(of: report))
        ]
        for result in report.results {
            append(testCase(result), family: result.rule.id.family, file, to: &suites)
        }
        for entry in report.rulesNotAsked {
            append(skipped(entry), family: entry.rule.id.family, file, to: &suites)
        }
        for index in suites.indices { suites[index].judgedAt = report.basis.judgedAt }
        return suites
    }

    private static func append(
        _ testCase: Case, family: String, _ file: String, to suites: inout [Suite]
    ) {
        let name = "\(file) \(family)"
        if let index = suites.firstIndex(where: { $0.name == name }) {
            suites[index].cases.append(testCase)
        } else {
            suites.append(Suite(name: name, cases: [testCase]))
        }
    }

    // MARK: Cases

    private static func verdict(_ report: Report) -> Case {
        let sentence =
            VerdictPhrases.sentence(for: report)
            + (report.endurance.map { " " + EndurancePhrases.sentence($0) } ?? "")
        return switch report.verdict {
        case .passed: Case(name: "verdict", state: .passed(output: sentence))
        case .failed: Case(name: "verdict", state: .failed(type: "FAILED", text: sentence))
        case .indeterminate:
            Case(name: "verdict", state: .erred(type: "INDETERMINATE", text: sentence))
        }
    }

    private static func unread(_ bundle: UnreadBundle) -> Suite {
        let state = Case.State.erred(type: "NONE", text: bundle.reason)
        return Suite(
            name: "\(bundle.fileName) verdict", cases: [Case(name: "verdict", state: state)])
    }

    private static func comparisons(_ comparisons: [BundleComparison]) -> Suite {
        Suite(
            name: "between the bundles",
            cases: comparisons.map { comparison in
                let text = comparison.findings.map(line).joined(separator: " | ")
                let name =
                    "\(comparison.first) and \(comparison.second), log "
                    + "\(comparison.logID.prefix(16)): \(comparison.relation.rawValue)"
                let type = comparison.findings.first?.code ?? comparison.relation.rawValue
                return Case(
                    name: name,
                    state: comparison.verdict == .failed
                        ? .failed(type: type, text: text) : .passed(output: text))
            })
    }

    /// The first case says what was compared with; a new notebook shows nothing.
    private static func notebook(_ notebook: NotebookComparison) -> Suite {
        let before = Case(
            name: "notebook",
            state: .passed(
                output: "\(Wording.count(notebook.lineCount, "head")) noted before, last line "
                    + notebook.tail))
        let visits = notebook.visits.map { visit in
            let text = visit.findings.map(line).joined(separator: " | ")
            let log = visit.logID.map { "log \($0.prefix(16))" } ?? "a log"
            let type = visit.findings.first?.code ?? visit.relation.rawValue
            let state: Case.State =
                switch visit.verdict {
                case .passed: .passed(output: text)
                case .failed: .failed(type: type, text: text)
                case .indeterminate: .erred(type: type, text: text)
                }
            return Case(name: "\(visit.bundle), \(log): \(visit.relation.rawValue)", state: state)
        }
        return Suite(name: "notebook", cases: [before] + visits)
    }

    private static func testCase(_ result: RuleResult) -> Case {
        let name = "\(result.rule.id) \(result.rule.title)"
        let reasons = result.reasons.map { reason in
            "\(reason.code) could mean: \(reason.diagnosis.couldMean) "
                + "Mended by \(reason.diagnosis.mending)"
        }
        let rule = result.rule
        let about = [
            rule.question, "serves: \(Wording.clauses(rule))", "rests on: \(rule.basis.rawValue)",
            "weight: \(rule.severity.rawValue)", result.examined.map { "examined: \($0)" },
            result.meaning, result.reproduction.map { "check it: \($0)" },
        ].compactMap { $0 }
        let more =
            result.unlistedFindings > 0
            ? ["and \(Wording.count(result.unlistedFindings, "more finding"))"] : []
        let text =
            ([Wording.outcome(result.outcome)] + result.findings.map(line) + more + reasons + about)
            .joined(separator: " | ")
        let type = result.findings.first?.code ?? result.outcome.word
        guard result.rule.severity.decides else {
            return Case(name: name, state: .passed(output: text))
        }
        return switch result.outcome {
        case .failed: Case(name: name, state: .failed(type: type, text: text))
        case .indeterminate, .notRun: Case(name: name, state: .erred(type: type, text: text))
        case .notApplicable: Case(name: name, state: .skipped(text))
        case .passed, .observation: Case(name: name, state: .passed(output: text))
        }
    }

    private static func skipped(_ entry: RuleNotAsked) -> Case {
        Case(
            name: "\(entry.rule.id) \(entry.rule.title)", state: .skipped(entry.reason.rawValue))
    }

    private static func line(_ finding: Finding) -> String {
        let expected = finding.expected.map { ", expected: \($0)" } ?? ""
        let found = finding.found.map { ", found: \($0)" } ?? ""
        return "\(finding.effect.rawValue) \(finding.code) at \(Wording.place(finding.place)): "
            + finding.sentence + expected + found
    }
}

/// A suite of JUnit cases.
private struct Suite {
    let name: String
    var cases: [Case]
    /// Facts of the report, by where they stand in the rendering as JSON.
    var properties: [(name: String, value: String)] = []
    /// The moment that the judgement is made for; nil where there is none.
    var judgedAt: String?

    var tree: XMLTree {
        let facts = properties.map {
            XMLTree(harmless: "property", [("name", $0.name), ("value", $0.value)])
        }
        return XMLTree(
            "testsuite",
            [("name", name)] + Counts([self]).attributes
                // How long a check took isn't measured: a report is the same every time.
                + [("timestamp", judgedAt), ("time", "0")],
            (facts.isEmpty ? [] : [XMLTree("properties", [], facts)])
                + cases.map { $0.tree(suite: name) })
    }
}

/// A case of JUnit with how it went.
private struct Case {
    enum State {
        case passed(output: String)
        case failed(type: String, text: String)
        case erred(type: String, text: String)
        case skipped(String)
    }

    let name: String
    let state: State

    func tree(suite: String) -> XMLTree {
        XMLTree(
            "testcase", [("classname", suite), ("name", name), ("time", "0")], [content])
    }

    private var content: XMLTree {
        switch state {
        case .passed(let output): XMLTree("system-out", text: output)
        case .failed(let type, let text):
            XMLTree("failure", [("type", type), ("message", text)])
        case .erred(let type, let text): XMLTree("error", [("type", type), ("message", text)])
        case .skipped(let text): XMLTree("skipped", [("message", text)])
        }
    }
}

/// Cases counted by how they went.
private struct Counts {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0

    init(_ suites: [Suite]) {
        for testCase in suites.flatMap(\.cases) {
            tests += 1
            switch testCase.state {
            case .passed: break
            case .failed: failures += 1
            case .erred: errors += 1
            case .skipped: skipped += 1
            }
        }
    }

    var attributes: [(String, String?)] {
        [
            ("tests", String(tests)), ("failures", String(failures)), ("errors", String(errors)),
            ("skipped", String(skipped)),
        ]
    }
}

import CanonicalJSON
import Findings

/// The results of one run as SARIF has them, each with its rule, its level and where it was seen.
///
/// Source: SARIF 2.1.0 §3.27.
struct SARIFResults {
    private let rules: SARIFRules
    /// The results so far.
    private(set) var objects: [JSONValue] = []
    /// How often a fingerprint occurred, so that the next one differs.
    private var occurrences: [String: Int] = [:]

    /// Draws what the reports found and what the bundles say of each other.
    init(_ set: ReportSet, rules: SARIFRules) {
        self.rules = rules
        for (index, report) in set.reports.enumerated() {
            add(report, at: SARIFLocation(file: report.subject.fileName, index: index))
        }
        for comparison in set.comparisons {
            add(comparison, among: set.reports.map(\.subject.fileName))
        }
        for visit in set.notebook?.visits ?? [] {
            add(visit, among: set.reports.map(\.subject.fileName))
        }
    }

    private mutating func add(_ report: Report, at bundle: SARIFLocation) {
        var worst: SARIFLevel?
        for result in report.results {
            guard let level = add(result, at: bundle) else { continue }
            worst = max(level, worst ?? level)
        }
        // Not every verdict is a rule's: a bundle without a record that could be judged never passes.
        if let level = SARIFLevel(report.verdict), (worst ?? .note) < level {
            let sentence = VerdictPhrases.sentence(for: report)
            add(SARIFRules.verdict, level, report.verdict.rawValue, [sentence], at: bundle)
        }
    }

    /// Adds what a rule came to, finding by finding.
    ///
    /// - Returns: The worst level that was added; nil where nothing was.
    private mutating func add(_ result: RuleResult, at bundle: SARIFLocation) -> SARIFLevel? {
        let id = result.rule.id.rawValue
        var worst: SARIFLevel?
        for finding in result.findings {
            guard let level = SARIFLevel(finding, in: result) else { continue }
            worst = max(level, worst ?? level)
            add(id, level, finding.code, Self.sentences(finding), at: bundle, finding)
        }
        guard let level = SARIFLevel(result) else { return worst }
        // What no finding says, such as that the rule wasn't run, the answer itself says.
        if worst.map({ $0 < level }) ?? true || result.unlistedFindings > 0 {
            let unlisted =
                result.unlistedFindings > 0
                ? ["\(Wording.count(result.unlistedFindings, "more finding")) not listed."] : []
            let answer = "\(result.rule.title): \(Wording.outcome(result.outcome))."
            add(id, level, result.outcome.word, [answer] + unlisted, at: bundle)
        }
        return max(level, worst ?? level)
    }

    private mutating func add(_ comparison: BundleComparison, among files: [String]) {
        func location(_ file: String) -> SARIFLocation {
            SARIFLocation(file: file, index: files.firstIndex(of: file))
        }
        for finding in comparison.findings where finding.effect == .failure {
            add(
                SARIFRules.comparison, .error, finding.code,
                ["\(comparison.title)."] + Self.sentences(finding), at: location(comparison.first),
                finding, related: location(comparison.second))
        }
    }

    private mutating func add(_ visit: LogVisit, among files: [String]) {
        guard let level = SARIFLevel(visit.verdict) else { return }
        let location = SARIFLocation(file: visit.bundle, index: files.firstIndex(of: visit.bundle))
        for finding in visit.findings {
            add(
                SARIFRules.notebook, level, finding.code,
                ["\(visit.title)."] + Self.sentences(finding), at: location, finding)
        }
    }

    private static func sentences(_ finding: Finding) -> [String] {
        [
            finding.sentence, "\(finding.code) at \(Wording.place(finding.place)).",
            finding.expected.map { "Expected: \($0)." }, finding.found.map { "Found: \($0)." },
        ].compactMap { $0 }
    }

    // MARK: One result

    private mutating func add(
        _ rule: String, _ level: SARIFLevel, _ code: String, _ sentences: [String],
        at bundle: SARIFLocation, _ finding: Finding? = nil, related: SARIFLocation? = nil
    ) {
        var location = bundle
        location.place = finding?.place ?? .wholeBundle
        let text = sentences.map(SARIFText.message).joined(separator: " ")
        objects.append(
            .members(
                ("ruleId", JSONReport.text(rule)),
                ("ruleIndex", rules.place(of: rule).map { .integer(Int64($0)) }),
                ("kind", .string("fail")), ("level", .string(level.rawValue)),
                ("message", .members(("text", .string(text)))),
                ("locations", .array([location.object])),
                ("relatedLocations", related.map { .array([$0.object]) }),
                (
                    "partialFingerprints",
                    .members(
                        ("primaryLocationLineHash", .string(fingerprint(rule, code, location))))
                ),
                (
                    "properties",
                    .members(
                        ("code", JSONReport.text(code)),
                        ("effect", JSONReport.text(finding?.effect.rawValue)),
                        ("place", finding.map { .object(JSONReport.place($0.place)) }))
                )))
    }

    /// What stays the same while the finding does: rule, code, place, and the how-manieth it is of these.
    ///
    /// No wording, no time, and no digest that somebody could aim at.
    private mutating func fingerprint(
        _ rule: String, _ code: String, _ location: SARIFLocation
    ) -> String {
        let place = location.place
        let parts = [
            rule, code, location.file, place.log ?? "", place.sequence.map(String.init) ?? "",
            place.epoch.map(String.init) ?? "", place.member ?? "",
        ]
        let key = parts.map(SARIFText.uri).joined(separator: ":")
        let number = (occurrences[key] ?? 0) + 1
        occurrences[key] = number
        return "\(key):\(number)"
    }
}

import CanonicalJSON
package import Findings

/// A sample bundle in which a rule comes to something.
package struct RuleSample: Hashable, Sendable {
    /// The sample's name.
    package let name: String
    /// What the rule comes to in it: `passed`, `failed`, `indeterminate` and so on.
    package let answer: String

    /// Pairs a name with an answer.
    package init(name: String, answer: String) {
        self.name = name
        self.answer = answer
    }
}

/// Everything there is to say of a rule, for a terminal, a page and a program.
///
/// Source: docs/rules.md.
package struct RuleExplanation: Sendable {
    /// The rule.
    package let rule: Rule
    /// The profiles that ask it.
    let profiles: [String]
    /// The samples that show it: first where it passes, then where it doesn't.
    let samples: [RuleSample]

    /// Honest samples beyond this number show nothing new.
    private static let honestLimit = 3

    /// Gathers what is to say.
    ///
    /// - Parameters:
    ///   - profiles: The names of the shipped profiles that ask it.
    ///   - samples: Every sample of which an answer of the rule is fixed, in any order.
    package init(_ rule: Rule, profiles: [String], samples: [RuleSample]) {
        self.rule = rule
        self.profiles = profiles
        let honest = samples.filter { $0.answer == "passed" || $0.answer == "not applicable" }
        let others = samples.filter { $0.answer != "passed" && $0.answer != "not applicable" }
        let named = { (sample: RuleSample) in sample.name.hasPrefix("good-") ? 0 : 1 }
        self.samples =
            honest.sorted { (named($0), $0.name) < (named($1), $1.name) }.prefix(Self.honestLimit)
            + others.sorted { ($0.answer, $0.name) < ($1.answer, $1.name) }
    }

    private var phrase: RulePhrase? { RulePhrases.phrase(for: rule.id) }

    /// Labels and values that stand at the top.
    private var facts: [Fact] {
        [
            Fact("Serves", Wording.clauses(rule)), Fact("Weight", rule.severity.rawValue),
            Fact("Part", rule.block.rawValue), Fact("Rests on", rule.basis.rawValue),
            Fact("Evidence missing", rule.missing.sentence),
            Fact(
                "Asked",
                !rule.isImplemented
                    ? "not in this version"
                    : profiles.isEmpty
                        ? "by no profile that comes with the program"
                        : "by the profile\(profiles.count == 1 ? "" : "s") "
                            + Wording.list(profiles)),
        ]
    }

    /// What each code could mean that can keep the rule from passing.
    private var reasons: [(code: String, meaning: String, diagnosis: Diagnosis)] {
        ReasonCodes.codes(of: rule.id).compactMap { code in
            guard let meaning = ReasonCodes.meaning(of: code),
                let diagnosis = ReasonCodes.diagnosis(of: code, .failure, in: rule.id),
                !diagnosis.menders.isEmpty
            else { return nil }
            return (code, meaning, diagnosis)
        }
    }

    /// The explanation for a terminal, lines that end with LF.
    ///
    /// - Parameter width: Columns of the page.
    package func text(width: Int = 80) -> String {
        var text = "\(rule.id)  \(rule.title)\n\n"
        func add(_ label: String, _ value: String, indent: Int = 20) {
            text += TextReport.labelled(label, value, indent: indent, width: width)
        }
        add("Question", rule.question)
        for fact in facts { add(fact.label, fact.value) }
        if let phrase {
            add("If it fails", phrase.whenFailed)
            add("If it stays open", phrase.whenOpen)
            add("Check it", phrase.reproduce)
        }
        if let why = RulePhrases.whyItNeverFails(rule.id) { add("Never fails", why) }
        for (index, reason) in reasons.enumerated() {
            text += index == 0 ? "\nWhat could be behind it\n" : ""
            text += "\n  \(reason.code)\n"
            for line in [reason.meaning, reason.diagnosis.couldMean] {
                add("", line, indent: 4)
            }
            add("", "Mended by \(reason.diagnosis.mending)", indent: 4)
        }
        for (index, sample) in samples.enumerated() {
            text += index == 0 ? "\nSample bundles that show it\n\n" : ""
            add(sample.name, sample.answer, indent: 42)
        }
        return text
    }

    /// The page as Markdown.
    package var page: String {
        var lines = [
            "# \(rule.id) \(rule.title)", "", rule.question, "", "| | |", "|---|---|",
        ]
        lines += facts.map { "| \($0.label) | \($0.value) |" }
        if let phrase {
            lines += [
                "", "**If it fails.** \(phrase.whenFailed)", "",
                "**If it stays open.** \(phrase.whenOpen)", "",
                "**To see the same without this program.** \(Self.inert(phrase.reproduce))",
            ]
        }
        if let why = RulePhrases.whyItNeverFails(rule.id) {
            lines += ["", "**It never fails.** \(why)"]
        }
        if !reasons.isEmpty {
            lines += [
                "", "## What could be behind it", "",
                "| code | what it could mean | who can mend it |",
                "|---|---|---|",
            ]
            lines += reasons.map {
                "| `\($0.code)` \($0.meaning) | \($0.diagnosis.couldMean) "
                    + "| \($0.diagnosis.mending.capitalisedFirst) |"
            }
        }
        if !samples.isEmpty {
            lines += ["", "## Samples", "", "| sample | the rule |", "|---|---|"]
            lines += samples.map {
                "| [\($0.name)](../../sample-bundles/\($0.name)/README.md) | \($0.answer) |"
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Text in which Markdown finds no markup: angle brackets and underscores stand for themselves.
    private static func inert(_ text: String) -> String {
        text.replacing("<", with: "&lt;").replacing("_", with: "\\_")
    }

    /// The page that lists all pages.
    package static func list(_ explanations: [RuleExplanation]) -> String {
        let rows = explanations.map { explanation in
            let rule = explanation.rule
            return "| [\(rule.id)](\(rule.id).md) | \(rule.title) | \(rule.block.rawValue) "
                + "| \(rule.severity.rawValue) | \(rule.isImplemented ? "yes" : "not in this version") |"
        }
        let head = [
            "# Rules, one page each", "",
            "Made by `trailseal-forge rule-pages docs/rules` from the catalogue, the phrases and the "
                + "samples; a test keeps them in step. What holds for all rules stands in "
                + "[../rules.md](../rules.md).",
            "", "| rule | title | part | weight | asked |", "|---|---|---|---|---|",
        ]
        return (head + rows).map { $0 + "\n" }.joined()
    }

    /// The rule for a program.
    var json: JSONValue {
        var members: [(String, JSONValue?)] = [
            ("rule", .string(rule.id.rawValue)), ("title", .string(rule.title)),
            ("question", .string(rule.question)), ("severity", .string(rule.severity.rawValue)),
            ("block", .string(rule.block.rawValue)), ("basis", .string(rule.basis.rawValue)),
            ("evidenceMissing", .string(rule.missing.sentence)),
            ("implemented", .boolean(rule.isImplemented)),
            ("profiles", .array(profiles.map { .string($0) })),
        ]
        members.append(
            (
                "clauses",
                .array(
                    rule.clauses.map {
                        .object(
                            JSONObject([
                                ("citation", .string($0.citation)),
                                ("strength", .string($0.strength.rawValue)),
                            ]))
                    })
            ))
        members += [
            ("whenFailed", phrase.map { .string($0.whenFailed) }),
            ("whenOpen", phrase.map { .string($0.whenOpen) }),
            ("howToCheck", phrase.map { .string($0.reproduce) }),
            ("neverFails", RulePhrases.whyItNeverFails(rule.id).map { .string($0) }),
            ("codes", .array(ReasonCodes.codes(of: rule.id).map { .string($0) })),
            (
                "samples",
                .array(
                    samples.map {
                        .object(
                            JSONObject([
                                ("name", .string($0.name)), ("answer", .string($0.answer)),
                            ]))
                    })
            ),
        ]
        return .object(JSONObject(members))
    }
}

/// The rules as a table and as JSON.
package enum RuleList {
    /// A table for a terminal, one line a rule.
    package static func table(_ rules: [Rule]) -> String {
        let rows =
            [["rule", "part", "weight", "evidence missing", "title"]]
            + rules.map { rule in
                [
                    rule.id.rawValue, rule.block.rawValue,
                    rule.isImplemented ? rule.severity.rawValue : "not implemented",
                    rule.missing.word, rule.title,
                ]
            }
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0.padded(to: $1) }
            return cells.joined(separator: "  ").trimmedAtEnd + "\n"
        }.joined()
    }

    /// Canonical JSON with a final LF: the rules, and the reason codes with what they could mean.
    ///
    /// - Parameter sha256: The digest of the catalogue, as reports print it.
    package static func json(_ rules: [RuleExplanation], sha256: String) -> [UInt8] {
        let codes = ReasonCodes.sorted.map { code, meaning -> JSONValue in
            let diagnosis = ReasonCodes.diagnosis(of: code, .failure)
            return .object(
                JSONObject([
                    ("code", .string(code)), ("meaning", .string(meaning)),
                    ("couldMean", diagnosis.map { .string($0.couldMean) }),
                    ("menders", .array((diagnosis?.menders ?? []).map { .string($0.rawValue) })),
                    ("remedy", diagnosis.map { .string($0.remedy) }),
                ]))
        }
        let object = JSONObject([
            ("v", .integer(1)), ("ruleSetSha256", .string(sha256)),
            ("rules", .array(rules.map(\.json))), ("reasonCodes", .array(codes)),
        ])
        return CanonicalJSON.encode(.object(object)) + [0x0A]
    }
}

extension MissingEvidence {
    /// What missing evidence gives, as half a sentence.
    package var sentence: String {
        switch self {
        case .fails: "the rule fails"
        case .indeterminate: "the rule stays open"
        case .notApplicable: "the rule does not apply, on one of three grounds"
        }
    }

    fileprivate var word: String {
        switch self {
        case .fails: "fails"
        case .indeterminate: "stays open"
        case .notApplicable: "does not apply"
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    fileprivate var trimmedAtEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}

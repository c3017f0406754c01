import CanonicalJSON
import Findings

/// The rules as SARIF describes them: every one of the catalogue, asked or not, in order of name.
///
/// Source: SARIF 2.1.0 §3.49.
struct SARIFRules {
    /// Stands for the verdict, where no rule by itself says why it isn't PASSED.
    static let verdict = "VERDICT"
    /// Stands for what several bundles say of each other.
    static let comparison = "COMPARISON"
    /// Stands for what the auditor's notebook says of the bundles.
    static let notebook = "NOTEBOOK"

    /// The descriptors.
    let descriptors: [JSONValue]
    private let places: [String: Int]

    /// Gathers the rules that the reports name.
    init(_ set: ReportSet) {
        var objects: [String: JSONValue] = [
            Self.verdict: Self.own(
                Self.verdict, "Verdict", "Does the bundle pass?", page: "docs/formats/bundle.md"),
            Self.comparison: Self.own(
                Self.comparison, "Bundles beside each other",
                "Do the bundles of one run contradict each other?",
                page: "docs/formats/report.md"),
        ]
        if set.notebook != nil {
            objects[Self.notebook] = Self.own(
                Self.notebook, "The auditor's notebook",
                "Do the logs go on from what was seen on earlier visits?",
                page: "docs/formats/notebook.md")
        }
        for report in set.reports {
            for entry in report.rulesNotAsked {
                objects[entry.rule.id.rawValue] = Self.descriptor(entry.rule, entry.reason)
            }
            for result in report.results {
                objects[result.rule.id.rawValue] = Self.descriptor(result.rule, nil)
            }
        }
        let ids = objects.keys.sorted()
        descriptors = ids.compactMap { objects[$0] }
        places = Dictionary(
            ids.enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The place of a rule among the descriptors.
    func place(of id: String) -> Int? { places[id] }

    private static func descriptor(
        _ rule: Rule, _ notAsked: RuleNotAsked.Reason?
    ) -> JSONValue {
        let page = "docs/rules/\(rule.id).md"
        let phrase = RulePhrases.phrase(for: rule.id)
        let help = [
            rule.question, phrase.map { "If it fails: \($0.whenFailed)" },
            phrase.map { "If it stays open: \($0.whenOpen)" },
            phrase.map { "To see the same without this program: \($0.reproduce)" },
            "More: \(page)",
        ]
        var clauses: [String] = []
        for clause in rule.clauses where !clauses.contains(clause.citation) {
            clauses.append(clause.citation)
        }
        return descriptor(
            rule.id.rawValue, rule.title, rule.question,
            help: help.compactMap { $0 }.joined(separator: " "),
            level: rule.severity.decides ? .error : .note, isEnabled: notAsked == nil,
            properties: .members(
                ("page", JSONReport.text(page)),
                ("tags", .array((clauses + [rule.block.rawValue]).map(JSONReport.text))),
                ("weight", JSONReport.text(rule.severity.rawValue)),
                ("restsOn", JSONReport.text(rule.basis.rawValue)),
                ("notAsked", JSONReport.text(notAsked?.rawValue))))
    }

    private static func own(
        _ id: String, _ title: String, _ question: String, page: String
    ) -> JSONValue {
        descriptor(
            id, title, question, help: "\(question) More: \(page)", level: .error, isEnabled: true,
            properties: .members(("page", JSONReport.text(page))))
    }

    /// There is no `helpUri`: SARIF wants an absolute address, and the pages have none of their own.
    private static func descriptor(
        _ id: String, _ title: String, _ question: String, help: String, level: SARIFLevel,
        isEnabled: Bool, properties: JSONValue
    ) -> JSONValue {
        .members(
            ("id", JSONReport.text(id)), ("shortDescription", SARIFReport.message(title)),
            ("fullDescription", SARIFReport.message(question)),
            ("help", SARIFReport.message(help)),
            (
                "defaultConfiguration",
                .members(("level", .string(level.rawValue)), ("enabled", .boolean(isEnabled)))
            ),
            ("properties", properties))
    }
}

import Findings

/// What several bundles say of each other, as one section in front of their reports.
enum ComparisonSection {
    /// The section; nil where the bundles have nothing to say of each other.
    static func section(of set: ReportSet) -> Section? {
        guard !set.comparisons.isEmpty else { return nil }
        return Section("between", "Between the bundles", set.comparisons.flatMap(items))
    }

    private static func items(_ comparison: BundleComparison) -> [Item] {
        let heading =
            "\(comparison.first) and \(comparison.second): \(comparison.relation.rawValue)"
        return [.heading(heading)]
            + comparison.findings.flatMap { [.paragraph($0.sentence), facts($0, comparison)] }
            + reasons(comparison)
    }

    /// What is behind bundles that contradict each other; agreement needs no explanation.
    private static func reasons(_ comparison: BundleComparison) -> [Item] {
        let facts = ResultReason.facts(ResultReason.all(of: comparison.findings))
        return facts.isEmpty ? [] : [.facts(facts)]
    }

    private static func facts(_ finding: Finding, _ comparison: BundleComparison) -> Item {
        var facts = [
            Fact("log", comparison.logID),
            Fact(finding.effect.rawValue, "\(finding.code) at \(Wording.place(finding.place))"),
        ]
        if let expected = finding.expected { facts.append(Fact(comparison.first, expected)) }
        if let found = finding.found {
            facts.append(Fact(finding.expected == nil ? "found" : comparison.second, found))
        }
        return .facts(facts)
    }
}

extension BundleComparison {
    /// The two bundles and how they stand to each other, for a heading or a line.
    var title: String { "\(first) and \(second): \(relation.rawValue)" }
}

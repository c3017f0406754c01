/// What two bundles of one run say of each other about one log.
///
/// Each bundle has its own report; here stands what only both together show.
///
/// Source: docs/formats/report.md §1.
package struct BundleComparison: Hashable, Sendable {
    /// How the two stand to each other.
    package enum Relation: String, Hashable, Sendable, CaseIterable {
        /// Both hold the same records.
        case same = "the same records"
        /// One holds the beginning of what the other holds.
        case extended = "one goes on where the other ends"
        /// The log's own key signed two histories.
        case forked = "two signed histories"
        /// Their records differ, and no two signed statements contradict each other.
        case different = "different records"
        /// One holds a log that continues the other's.
        case continued = "a log that continues the other"
        /// As `continued`, and records between the two are in neither bundle.
        case gap = "a log that continues the other, with records between them"
        /// One names the other's log as its previous one and contradicts it.
        case contradicted = "a log that contradicts the one it continues"
    }

    /// The bundle that was given first, or whose log is continued; the file's name.
    package let first: String
    /// The other bundle.
    package let second: String
    /// The log that both know of, 64 hex digits.
    package let logID: String
    /// How they stand to each other.
    package let relation: Relation
    /// What was seen, at least one.
    package let findings: [Finding]

    /// Makes the comparison of its parts.
    package init(
        first: String, second: String, logID: String, relation: Relation, findings: [Finding]
    ) {
        self.first = first
        self.second = second
        self.logID = logID
        self.relation = relation
        self.findings = findings
    }

    /// FAILED where they contradict each other, else PASSED: that something isn't covered by either
    /// is no fault of what is.
    package var verdict: Verdict {
        findings.contains { $0.effect == .failure } ? .failed : .passed
    }
}

/// What the auditor's notebook and the bundles of a run say of each other.
///
/// Source: docs/formats/report.md §1, docs/formats/notebook.md.
package struct NotebookComparison: Hashable, Sendable {
    /// The digest of the notebook's last line as it was before the run, 64 hex digits; zeros for a new one.
    package let tail: String
    /// How many lines it had.
    package let lineCount: Int
    /// What it says of each log of each bundle, in their order.
    package var visits: [LogVisit]

    /// Makes the comparison of its parts.
    package init(tail: String, lineCount: Int, visits: [LogVisit]) {
        self.tail = tail
        self.lineCount = lineCount
        self.visits = visits
    }

    /// The worst of the visits; PASSED where there is none.
    package var verdict: Verdict { visits.map(\.verdict).max() ?? .passed }
}

/// How a log in a bundle stands to what was seen of it before.
package struct LogVisit: Hashable, Sendable {
    /// How it stands.
    package enum Relation: String, Hashable, Sendable, CaseIterable {
        /// Nothing of it is noted.
        case first = "not seen before"
        /// Nothing of it is noted, and it continues a log of which something is.
        case successor = "continues a log that was seen before"
        /// The head that was noted last is still the newest.
        case same = "as it was seen before"
        /// What was noted is its beginning.
        case extended = "goes on from what was seen before"
        /// It is the beginning of what was noted.
        case beginning = "the beginning of what was seen before"
        /// More of it was noted, and nothing shows that this is the beginning of that.
        case behind = "less than was seen before"
        /// Its founding record isn't in clear, so nobody can tell which log it is.
        case unidentified = "a log that can't be told"
        /// The log's own key signed two histories.
        case forked = "two signed histories"
        /// Its records aren't those that were noted.
        case different = "other records than were seen before"
        /// What it says of the log that it continues isn't what was seen of that one.
        case broken = "not what follows on what was seen before"
    }

    /// The file's name.
    package let bundle: String
    /// The log, 64 hex digits; nil where it can't be told.
    package let logID: String?
    /// How it stands.
    package let relation: Relation
    /// What was seen, at least one.
    package let findings: [Finding]
    /// Whether its newest signed head is noted now.
    package var isNoted: Bool

    /// Makes a visit of its parts; nothing is noted yet.
    package init(bundle: String, logID: String?, relation: Relation, findings: [Finding]) {
        self.bundle = bundle
        self.logID = logID
        self.relation = relation
        self.findings = findings
        isNoted = false
    }

    /// FAILED where notebook and bundle contradict each other, INDETERMINATE where it isn't shown that
    /// they don't.
    package var verdict: Verdict {
        if findings.contains(where: { $0.effect == .failure }) { return .failed }
        return findings.contains { $0.effect == .openQuestion } ? .indeterminate : .passed
    }
}

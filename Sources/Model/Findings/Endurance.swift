/// Until when a bundle that passes goes on passing, and what ends then.
///
/// By the evidence, the anchors and the tables of this judgement: a later revocation, or an algorithm
/// that falls earlier than expected, is not foreseen. Source: docs/formats/report.md §13.
package struct Endurance: Hashable, Sendable {
    /// The first second for which it doesn't pass any more, in UTC; nil where no end is in sight.
    package var until: String?
    /// What keeps it from passing then.
    ///
    /// Empty without an end, and where the search was given up at that moment, up to which it passes.
    package var ends: [EnduranceEnd]
    /// When the first certificate above a time-stamp ends that nothing newer covers, in UTC; nil where
    /// there is none, or it has ended.
    ///
    /// It stays PASSED beyond that, but nobody says any more whether the authority's key was kept.
    package var authorityEnds: String?

    /// Pairs the moment with what ends then.
    package init(until: String?, ends: [EnduranceEnd], authorityEnds: String? = nil) {
        self.until = until
        self.ends = ends
        self.authorityEnds = authorityEnds
    }
}

/// One thing that ends.
package struct EnduranceEnd: Hashable, Sendable {
    /// The rule that will not be answered with yes.
    package var rule: RuleID
    /// What the rule will find.
    package var finding: Finding

    /// Pairs a rule with what it will find.
    package init(rule: RuleID, finding: Finding) {
        self.rule = rule
        self.finding = finding
    }
}

/// One renewal of the bundle, from the folder that came after sealing.
package struct RenewalLine: Hashable, Sendable {
    /// The file.
    package var name: String
    /// The authority.
    package var notary: String
    /// The time it states, in UTC; nil where it states none.
    package var time: String?
    /// How far it is to be relied on, as for receipts.
    package var standing: String

    /// Makes the line of its parts.
    package init(name: String, notary: String, time: String?, standing: String) {
        self.name = name
        self.notary = notary
        self.time = time
        self.standing = standing
    }
}

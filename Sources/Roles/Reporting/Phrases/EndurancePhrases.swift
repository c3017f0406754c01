import Findings

/// Sentences on how long a bundle goes on passing.
enum EndurancePhrases {
    /// Until when, and what to do before.
    static func sentence(_ endurance: Endurance) -> String {
        guard let until = endurance.until else {
            return "By the evidence, anchors and tables of this judgement it stays PASSED without "
                + "an end in sight. " + caution
        }
        if endurance.ends.isEmpty {
            return "It stays PASSED at least until \(until); later moments were not looked at. "
                + caution
        }
        return "It stays PASSED until \(until). Renew it before: a time-stamp over the whole "
            + "bundle (trailseal-seal renew) shows that it was there while everything still "
            + "counted. " + caution
    }

    private static let caution =
        "A revocation that becomes known, or an algorithm that falls earlier than the table says, "
        + "ends it sooner."

    /// What is wise though nothing fails without it; nil where no authority's end is ahead.
    static func advice(_ endurance: Endurance) -> String? {
        endurance.authorityEnds.map {
            "The first certificate above one of its time-stamps ends at \($0). After that nobody says "
                + "whether the authority's key was kept: renew it by then in any case."
        }
    }

    /// What ends then, as it will be found.
    static func end(_ end: EnduranceEnd) -> String {
        let finding = end.finding
        let limit = finding.expected.map { " (asked for: \($0))" } ?? ""
        let found = finding.found.map { " (found: \($0))" } ?? ""
        return
            "\(finding.code) at \(Wording.place(finding.place)): \(finding.sentence)\(limit)\(found)"
    }
}

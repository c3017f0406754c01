import Findings

extension RulePhrases {
    /// The times that records state of themselves.
    static let timePhrases: [RuleID: RulePhrase] = [
        "TIME-002": RulePhrase(
            whenFailed: "A record is dated before the one in front of it, or the seal before what "
                + "it seals, and no record tells of a change of the clock.",
            whenOpen: "The bundle was sealed so long after its export that it may be a later seal "
                + "over the same log. Ask for a bundle whose seal carries a time-stamp.",
            reproduce: "Compare the times of the records with each other, and the signing time in "
                + "manifest.json.p7s with those of the export record and the receipts.")
    ]
}

import Findings

extension RulePhrases {
    /// The times that records state of themselves.
    static let timePhrases: [RuleID: RulePhrase] = [
        "TIME-001": RulePhrase(
            whenFailed: "A time stands with an offset that its zone can't have, or one zone with "
                + "two offsets in turn.",
            whenOpen: "The offsets changed so often that not all were compared.",
            reproduce: "Compare offset and zone in the time of each record, or of its epoch.open "
                + "where it has none; `TZ=ZONE date -d @N` says what a zone has at a moment."),
        "TIME-002": RulePhrase(
            whenFailed: "A record is dated before the one in front of it, or the seal before what "
                + "it seals, and no record tells of a change of the clock.",
            whenOpen: "The bundle was sealed so long after its export that it may be a later seal "
                + "over the same log. Ask for a bundle whose seal carries a time-stamp.",
            reproduce: "Compare the times of the records with each other, and the signing time in "
                + "manifest.json.p7s with those of the export record and the receipts."),
        "TIME-003": RulePhrase(
            whenFailed: "By its own measurement the clock was further from its reference than the "
                + "profile allows.",
            whenOpen: "Nobody measured how far the clock was from a reference, or not lately.",
            reproduce: "Read sync in the time of each record, or of its epoch.open where it has "
                + "none: offsetMs, checkedUtc, status."),
        "TIME-004": RulePhrase(
            whenFailed: "The wall clock was changed and no record says so, or says it otherwise "
                + "than the two clocks of the records show.",
            whenOpen: "The clock changed so often that not every change was compared.",
            reproduce:
                "Between records with the same boot, which their epoch.open states, subtract "
                + "the growth of monotonicMicros from the growth of utc; a clock record has to stand where they differ."
        ),
        "TIME-005": RulePhrase(
            whenFailed: "A record is dated outside the receipts that lie around it.",
            whenOpen: "Records have no receipt that you trust before or behind them, so only the "
                + "host says when they were made.",
            reproduce: "For each epoch, find the receipt that notBefore names and the first one "
                + "of a checkpoint that covers the epoch, and compare with the records' times."),
    ]
}

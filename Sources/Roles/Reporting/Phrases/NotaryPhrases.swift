import Findings

extension RulePhrases {
    /// Receipts of witnesses and time-stamp authorities.
    static let notaryPhrases: [RuleID: RulePhrase] = [
        "NOT-001": RulePhrase(
            whenFailed: "A receipt does not belong to the checkpoint it lies beside, or its "
                + "signature does not hold. It proves nothing and should not be there.",
            whenOpen: "No receipt can be relied on with the anchors you brought. Get the key of "
                + "the witness, or the root of the time-stamp authority, from them and not "
                + "from the laboratory, and judge again.",
            reproduce: "openssl ts -verify -in RECEIPT.tsr -data note -CAfile ROOT "
                + "-attime GENTIME; for a cosignature see docs/formats/log.md."),
        "NOT-002": RulePhrase(
            whenFailed: "No receipt is as independent as the profile asks for.",
            whenOpen: "Only the producer, or somebody under the same authority, vouches for the "
                + "dates.",
            reproduce: "Read the list of receipts in this report and ask who holds each key."),
        "NOT-003": RulePhrase(
            whenFailed: "The times contradict each other: something is dated earlier than what "
                + "it contains.",
            whenOpen: "There is no proved receipt to hold the times against.",
            reproduce: "Compare the time of the last record before each checkpoint with the "
                + "time of its receipts."),
        "NOT-004": RulePhrase(
            whenFailed: "A renewal does not cover what came before it, or is no genuine "
                + "time-stamp. It renews nothing and should not be there.",
            whenOpen: "Something has ended, and no renewal that you can rely on was made before. "
                + "Get the missing renewals, or the root of the authority that gave them.",
            reproduce: "(sha256sum bundle.tar; sha256sum FILES BEFORE IT) | cut -c1-64 | xxd -r -p "
                + "> message; openssl ts -verify -in 0001.tsr -data message -CAfile ROOT "
                + "-attime GENTIME; see docs/formats/bundle.md §13."),
    ]
}

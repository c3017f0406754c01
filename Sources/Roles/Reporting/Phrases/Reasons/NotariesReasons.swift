extension ReasonCodes {
    /// Receipts of witnesses and stores, and the order of times.
    static let notaries: [String: ReasonPhrase] = [
        "RECEIPT_MISSING": ReasonPhrase(
            "There is no receipt that counts as proved.",
            couldMean: "No notary was set up or reached, its receipts were not exported, or you "
                + "have not brought its key.",
            menders: [.laboratory, .auditor],
            remedy: "Get the notary's key from the notary and put it into the trust folder; let "
                + "the laboratory export again with receipts."),
        "RECEIPT_OF_ANOTHER_HEAD": ReasonPhrase(
            "A sound receipt of a head that these records do not have.",
            couldMean: "A receipt of another log or of another history of this one lies in the "
                + "bundle.",
            menders: [.laboratory],
            remedy: "Export again from the store; ask the notary which heads of this log it has "
                + "seen."),
        "WITNESS_FORMAT": ReasonPhrase(
            "A file is not the one line of a witness' cosignature.",
            couldMean: "The file was damaged, or another program wrote it.",
            menders: [.laboratory],
            remedy: "Export again from the store, which keeps the receipts."),
        "WITNESS_NOT_IN_POLICY": ReasonPhrase(
            "The auditor brought no key for a witness.",
            couldMean: "You have not brought the witness' key, or do not rely on this witness.",
            menders: [.auditor],
            remedy: "Get the key from the witness and put it into the trust folder's witnesses."),
        "WITNESS_SIGNATURE_INVALID": ReasonPhrase(
            "A witness did not sign this checkpoint at this time.",
            couldMean: "The receipt was damaged or changed, or made for another checkpoint.",
            menders: [.laboratory],
            remedy: "Export again from the store; the witness can countersign the same head "
                + "again."),
        "NOTARY_NOT_ISOLATED": ReasonPhrase(
            "A notary stands where the log itself is kept.",
            couldMean: "The witness belongs to the log's own host, site or organisation, as the "
                + "trust folder says.",
            menders: [.laboratory],
            remedy: "Let somebody outside countersign too."),
        "INDEPENDENCE_GRADE": ReasonPhrase(
            "The most independent notary that can be relied on.",
            couldMean: "This is how far the dates are independent of the laboratory.",
            menders: [],
            remedy: "Nothing."),
        "TIME_ORDER": ReasonPhrase(
            "Something is dated earlier than what it contains, or in the future.",
            couldMean: "A clock was wrong, or something was dated back or ahead.",
            menders: [.laboratory, .notary],
            remedy: "Say whose clock was wrong and when; the records on the clock and the "
                + "notary's own protocol show it."),
        "CLOCK": ReasonPhrase(
            "Times differ by what clocks may differ, or the judgement's clock is behind.",
            couldMean: "Two clocks differ a little, or this machine's clock is behind.",
            menders: [.auditor],
            remedy: "Look at this machine's clock, and judge again with --at."),
    ]
}

extension ReasonCodes {
    /// Receipts of stores with Object Lock.
    static let stores: [String: ReasonPhrase] = [
        "WORM_CLAIM_ONLY": ReasonPhrase(
            "A store's answer, which nobody signed.",
            couldMean: "Only a store confirms the date, and stores don't sign what they answer.",
            menders: [.laboratory],
            remedy: "Let a witness or a time-stamp authority confirm the heads too."),
        "WORM_FORMAT": ReasonPhrase(
            "A file is not what a receipt of a store looks like.",
            couldMean: "The file was damaged, or another program wrote it.",
            menders: [.laboratory],
            remedy: "Export again from the store, which keeps the receipts."),
        "WORM_DIGEST_MISMATCH": ReasonPhrase(
            "A store holds something else than the checkpoint.",
            couldMean: "The receipt was changed, or belongs to another checkpoint or log.",
            menders: [.laboratory, .auditor],
            remedy: "Ask the store by the commands in this report; export again."),
        "WORM_VERSION_CONFLICT": ReasonPhrase(
            "Something else lies under the key of a note.",
            couldMean:
                "Somebody wrote or deleted under the key later, so that who reads it without "
                + "its version gets another note or none.",
            menders: [.laboratory, .auditor],
            remedy: "Ask the store for all versions and for who wrote them; the version that is "
                + "named stays readable until its lock ends."),
        "WORM_POLICY_UNMET": ReasonPhrase(
            "A store's lock that can be lifted, ends too early or is not there.",
            couldMean: "The bucket was set up in the weaker mode, or for a shorter time than the "
                + "profile asks for.",
            menders: [.laboratory],
            remedy: "Set the notary up with COMPLIANCE and a longer retention; lengthen the locks "
                + "of the notes that lie there."),
        "WORM_CANARY_FAILED": ReasonPhrase(
            "A store that let go of a locked object when it was tested.",
            couldMean:
                "The store takes locks and doesn't keep them, by a fault or by its settings.",
            menders: [.laboratory],
            remedy: "Use another store; rely on witnesses and time-stamp authorities."),
        "WORM_TIME_IMPLAUSIBLE": ReasonPhrase(
            "A store's time that does not fit what is proved.",
            couldMean:
                "The store's clock is wrong, the note came to the store much earlier or later "
                + "than to the other notary, or the receipt was made up.",
            menders: [.laboratory, .auditor],
            remedy: "Ask the store for the version's date; say when each notary could be reached."),
    ]
}

extension ReasonCodes {
    /// Checkpoints and how far they are confirmed.
    static let checkpoints: [String: ReasonPhrase] = [
        "NOTE_FORMAT": ReasonPhrase(
            "A checkpoint is not a note of its one form.",
            couldMean: "The note was damaged, or another program wrote it.",
            menders: [.laboratory],
            remedy: "Export again from the store, which keeps the notes."),
        "NOTE_SIZE": ReasonPhrase(
            "A checkpoint's size is not the one of its folder.",
            couldMean: "A note lies in the folder of another size, by a faulty program or "
                + "because it was moved.",
            menders: [.laboratory],
            remedy: "Export again from the store."),
        "ORIGIN_MISMATCH": ReasonPhrase(
            "A checkpoint names another log.",
            couldMean: "A note of another log was put here.",
            menders: [.laboratory],
            remedy: "Export again from the store."),
        "LOG_SIGNATURE_INVALID": ReasonPhrase(
            "The log's key did not sign a checkpoint.",
            couldMean: "The note was damaged or changed, or signed with another key.",
            menders: [.laboratory],
            remedy: "Export again from the store, which keeps the notes."),
        "MANIFEST_NOTE_MISMATCH": ReasonPhrase(
            "List of contents and checkpoint state different heads.",
            couldMean: "The list of contents was made for another state of the log than the "
                + "checkpoint.",
            menders: [.laboratory],
            remedy: "Export again from the store."),
        "SHORTER_THAN_CHECKPOINT": ReasonPhrase(
            "The log is shorter than a checkpoint knows.",
            couldMean: "The newest records were lost, with a medium or a restored backup, or "
                + "taken away: a signed statement knows more of them.",
            menders: [.laboratory],
            remedy: "Show the records that are missing, from the store or a backup."),
        "PROOF_ABSENT": ReasonPhrase(
            "A checkpoint that should be there is missing.",
            couldMean: "The note was lost when the archive was repacked, or never made.",
            menders: [.laboratory],
            remedy: "Export again from the store."),
        "CADENCE": ReasonPhrase(
            "Checkpoints or receipts are further apart than the profile allows.",
            couldMean: "The notary could not be reached for a while, or checkpoints are asked "
                + "for too rarely.",
            menders: [.laboratory],
            remedy: "Say what stood in the way; let trailseal-capture checkpoint run more "
                + "often. What lies between keeps its order, and is dated by the host alone."),
        "UNWITNESSED_START": ReasonPhrase(
            "The beginning of the log has no outside receipt.",
            couldMean: "The notary was set up later than the log, or could not be reached at "
                + "first.",
            menders: [.laboratory],
            remedy: "Ask for a receipt before the first records of a new log. What lies before "
                + "the first receipt is dated by the host alone."),
        "UNWITNESSED_TAIL": ReasonPhrase(
            "The end of the log has no outside receipt.",
            couldMean: "The newest records were exported before a notary had confirmed them.",
            menders: [.laboratory],
            remedy: "Run trailseal-capture checkpoint and export again."),
        "TAIL_WITNESSED": ReasonPhrase(
            "How much of the log has an outside receipt.",
            couldMean: "The newest records are confirmed from outside up to here.",
            menders: [],
            remedy: "Nothing."),
    ]
}

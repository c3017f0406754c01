import Findings

extension RulePhrases {
    /// Checkpoints and how often they were made.
    static let checkpointPhrases: [RuleID: RulePhrase] = [
        "CKPT-001": RulePhrase(
            whenFailed: "A signed statement on the state of the log does not agree with the "
                + "records. Either the records or the statement is not what it was.",
            whenOpen: "A checkpoint is missing or its proof is incomplete.",
            reproduce: "Compute the Merkle root over the leaves up to the checkpoint's size and "
                + "compare with the third line of its note."),
        "CKPT-002": RulePhrase(
            whenFailed: "Checkpoints are further apart than the profile allows.",
            whenOpen: "Too many records, or too long a time, are not covered by a proved "
                + "receipt.",
            reproduce: "Compare the times of the records before and after each checkpoint."),
    ]
}

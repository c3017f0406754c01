import Findings

extension RulePhrases {
    /// Captured files.
    static let capturePhrases: [RuleID: RulePhrase] = [
        "CAP-001": RulePhrase(
            whenFailed: "A file is not the file that was captured, is missing without a word, "
                + "or lies here though no record names it.",
            whenOpen: "A file is kept elsewhere. Ask for it and judge again with --files.",
            reproduce: "sha256sum on the file, compared with sha256 of the capture record that "
                + "is named."),
        "CAP-003": RulePhrase(
            whenFailed: "What the log says of a gap in watching, or of what is watched, "
                + "contradicts its own records.",
            whenOpen: "Folders were unwatched for longer than the profile allows, or without a "
                + "record or a rescan. What happened then can't be seen from the records.",
            reproduce: "For each record of the family gap, count the file events with the cause "
                + "reconciliation between it and the next one, and compare with its result; "
                + "compare configSha256 of each epoch.open with the config record before it."),
    ]
}

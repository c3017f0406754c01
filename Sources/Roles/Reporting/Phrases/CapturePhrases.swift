import Findings

extension RulePhrases {
    /// Captured files.
    static let capturePhrases: [RuleID: RulePhrase] = [
        "CAP-001": RulePhrase(
            whenFailed: "A file is not the file that was captured, is missing without a word, "
                + "or lies here though no record names it.",
            whenOpen: "A file is kept elsewhere. Ask for it and judge again with --files.",
            reproduce: "sha256sum on the file, compared with sha256 of the capture record that "
                + "is named.")
    ]
}

import Findings

extension RulePhrases {
    /// The audit trails that instruments keep themselves.
    static let instrumentPhrases: [RuleID: RulePhrase] = [
        "INS-001": RulePhrase(
            whenFailed: "The instrument's own audit file was changed after the instrument "
                + "wrote it. Its hash has no key: it shows accident, not malice.",
            whenOpen: "The instrument's audit file could not be read to its end.",
            reproduce: "Recompute the closing hash of the audit file as its vendor defines it."),
        "INS-002": RulePhrase(
            whenFailed: "The raw data are not those that the instrument's own audit file "
                + "names. Its hash has no key: it shows accident, not malice.",
            whenOpen: "The raw file that the audit file names is not in the bundle.",
            reproduce: "md5sum on the raw file, compared with the hash in the audit file."),
        "INS-003": RulePhrase(
            whenFailed: "The instrument's own audit file tells of something later than the moment "
                + "at which it was captured, so one of the two is wrong.",
            whenOpen: "The instrument's audit file holds no time that can be read.",
            reproduce: "Compare time, user and host of the audit file's entries with time, actor "
                + "and origin (its epoch.open's where it has none) of the dataset record that follows "
                + "its capture."),
    ]
}

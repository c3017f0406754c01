import Findings

extension RulePhrases {
    /// The records as they are written.
    static let recordPhrases: [RuleID: RulePhrase] = [
        "REC-001": RulePhrase(
            whenFailed: "A record is not written in the one valid way, so two readers could "
                + "read two things in it.",
            whenOpen: "Some records could not be read.",
            reproduce: "Look at the line with the given number (the first record is line 1) of "
                + "data/records/<log>.jsonl."),
        "REC-002": RulePhrase(
            whenFailed: "The table does not say what the records say. Whoever reads only the "
                + "table is misled.",
            whenOpen: "The table could not be compared with the records.",
            reproduce: "Compare the named row of the CSV file with the same line of the JSON "
                + "Lines file."),
        "REC-003": RulePhrase(
            whenFailed: "A record points to something that does not exist.",
            whenOpen: "A record points to something that is withheld or not in the bundle. Ask "
                + "for it, or for its digest and where it is kept.",
            reproduce: "Search the records for the id that is named."),
    ]
}

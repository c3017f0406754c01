import Findings

extension RulePhrases {
    /// The export and the readable copy.
    static let exportPhrases: [RuleID: RulePhrase] = [
        "CPY-001": RulePhrase(
            whenFailed: "The readable copy is not what the records give. Do not rely on it: "
                + "read the records.",
            whenOpen: "The readable copy follows a template that this verifier does not know.",
            reproduce: "Make data/README.html again from the records, as "
                + "docs/formats/bundle.md describes."),
        "EXP-001": RulePhrase(
            whenFailed: "Nobody entitled to it approved this export before it was made, or "
                + "requester and approver are one person.",
            whenOpen: "The approval could not be judged.",
            reproduce: "Read the export.request, signature and export records near the end of "
                + "the log."),
        "EXP-002": RulePhrase(
            whenFailed: "The bundle does not hold everything that was asked for: the log's own "
                + "counts know more than is shown.",
            whenOpen: "The counts could not be made.",
            reproduce: "Count shown and withheld records by family and project and compare with "
                + "the counts in the epoch.close records."),
    ]
}

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
            whenFailed: "The log does not show that somebody entitled to it, other than the "
                + "requester, approved this export before it was made.",
            whenOpen: "Whether the approval holds can't be told: who wrote the request isn't "
                + "recorded, or a state of the people involved may be withheld. Ask for these "
                + "records in clear.",
            reproduce: "Read the export.request, signature and export records near the end of "
                + "the log."),
        "EXP-002": RulePhrase(
            whenFailed: "The bundle does not hold everything that was asked for: the log's own "
                + "counts know more than is shown.",
            whenOpen: "A stretch of the log has no count to hold what is withheld against, so "
                + "nothing shows how much of what it should hold is not shown. Ask for an export "
                + "that withholds less.",
            reproduce: "Count shown and withheld records by family and project and compare with "
                + "the counts in the epoch.close records."),
    ]
}

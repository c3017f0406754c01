package import Findings

/// What a reader needs to know about a rule that didn't pass.
package struct RulePhrase: Hashable, Sendable {
    /// What a failure means.
    package let whenFailed: String
    /// What it means that the question stayed open, and what would close it.
    package let whenOpen: String
    /// How to see the same without this program.
    package let reproduce: String
}

/// Sentences for each rule, by family; the logic of the checks lies elsewhere.
package enum RulePhrases {
    /// The sentences on a rule; nil for one that this version doesn't answer.
    package static func phrase(for rule: RuleID) -> RulePhrase? { all[rule] }

    private static let all: [RuleID: RulePhrase] = {
        var all: [RuleID: RulePhrase] = [:]
        for family in [
            bundlePhrases, recordPhrases, chainPhrases, checkpointPhrases, notaryPhrases,
            certificatePhrases, signaturePhrases, capturePhrases, exportPhrases,
            identityPhrases, instrumentPhrases, timePhrases, validationPhrases,
        ] {
            all.merge(family) { first, _ in first }
        }
        return all
    }()
}

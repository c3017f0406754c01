import Findings

extension RulePhrases {
    /// The verifier's check of itself.
    static let validationPhrases: [RuleID: RulePhrase] = [
        "VAL-004": RulePhrase(
            whenFailed: "This verifier does not compute what it should. Do not rely on any "
                + "line of this report; use a sound installation.",
            whenOpen: "The verifier could not test itself.",
            reproduce: "Install the verifier again and judge a sample bundle with it.")
    ]
}

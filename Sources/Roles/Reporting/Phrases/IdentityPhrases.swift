import Findings

extension RulePhrases {
    /// Who people are, and how that is known.
    static let identityPhrases: [RuleID: RulePhrase] = [
        "IDN-001": RulePhrase(
            whenFailed: "An id or a key was given to a second person, or a record gives a person "
                + "an id that isn't theirs.",
            whenOpen: "Records of the register of people are withheld, so who else had an id "
                + "can't be told.",
            reproduce: "List personId, userId and spkiSha256 of all identity records in order."),
        "IDN-002": RulePhrase(
            whenFailed: "Something was done under an account that names no single person.",
            whenOpen: "Which person did something isn't recorded, only the account. Enrol people "
                + "with the account of the operating system that is theirs.",
            reproduce: "Read personId and kind in the actor of the records that are named, and the "
                + "newest identity record of that person before them."),
        "IDN-004": RulePhrase(
            whenFailed: "Who acted is a client's claim, or a record claims a stronger proof than "
                + "it holds.",
            whenOpen: "The register doesn't say which account stands for a person, or a sign-in "
                + "was not for this very signature, or of a service that you don't know.",
            reproduce: "Compare attribution and source of the actor with what records.md §2 says "
                + "each class rests on."),
    ]
}

import Findings

extension RulePhrases {
    /// Electronic signatures.
    static let signaturePhrases: [RuleID: RulePhrase] = [
        "SIG-001": RulePhrase(
            whenFailed: "A signature does not say who signed, when, and what it means, in the "
                + "words that the site's policy knows.",
            whenOpen: "What the signature says could not be held against identity or policy.",
            reproduce: "Read the statement of the named signature record, the newest identity "
                + "record of that person before it, and the policy in force."),
        "SIG-002": RulePhrase(
            whenFailed: "The readable copy does not show a signature as it was made.",
            whenOpen: "There is no readable copy that could show the signatures.",
            reproduce: "Search data/README.html for the printed name, time and meaning."),
        "SIG-003": RulePhrase(
            whenFailed: "A signature names a record that does not exist, is not that record, or "
                + "was written after it was signed.",
            whenOpen: "What was signed lies in a log that is not in this bundle.",
            reproduce: "Recompute the leaf of the record that the statement names and compare."),
        "SIG-004": RulePhrase(
            whenFailed: "A signature does not hold: it was made over other words, with another "
                + "key than this person's, or was copied from another record.",
            whenOpen: "A signature could not be checked, because the person's key or "
                + "certificate is not in the bundle.",
            reproduce: "openssl cms -verify -cades -binary -inform DER -in SIGNATURE -content "
                + "STATEMENT -certfile CERTIFICATE -CAfile ROOT, with cms and statement of the "
                + "named record."),
    ]
}

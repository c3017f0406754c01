import Findings

extension RulePhrases {
    /// Electronic signatures.
    static let signaturePhrases: [RuleID: RulePhrase] = [
        "SIG-001": RulePhrase(
            whenFailed: "A signature does not say who signed, when, and what it means, in the "
                + "words that the site's policy knows.",
            whenOpen: "What a signature says could not be held against the register of people or "
                + "the policy, as their records may be withheld or can't be read. Ask for them in clear.",
            reproduce: "Read the statement of the named signature record, the newest identity "
                + "record of that person before it, and the policy in force."),
        "SIG-002": RulePhrase(
            whenFailed: "The readable copy does not show a signature as it was made.",
            whenOpen: "There is no readable copy that shows the signatures as the records give "
                + "them, or it can't be made again here. Read the signature register in this report.",
            reproduce: "Search data/README.html for the printed name, time and meaning."),
        "SIG-003": RulePhrase(
            whenFailed: "A signature names a record that does not exist, is not that record, or "
                + "was written after it was signed.",
            whenOpen: "What was signed lies in a log that is not in this bundle.",
            reproduce: "Recompute the leaf of the record that the statement names and compare."),
        "SIG-004": RulePhrase(
            whenFailed: "A signature does not hold: it was made over other words, with another "
                + "key than this person's, or was copied from another record.",
            whenOpen: "Whether a signature holds can't be told: what says whose key it is, or "
                + "whether it was taken back, may be withheld. Ask for these records in clear.",
            reproduce: "openssl cms -verify -cades -binary -inform DER -in SIGNATURE -content "
                + "STATEMENT -certfile CERTIFICATE -CAfile ROOT, with cms and statement of the "
                + "named record."),
        "SIG-005": RulePhrase(
            whenFailed: "A dataset was changed after it was signed, and the change goes by the "
                + "version that was signed.",
            whenOpen: "Whether what was signed was changed later can't be told, as later captures "
                + "of the project are withheld. Ask for a bundle of the whole project.",
            reproduce: "Follow the capture records of the dataset behind the one that was signed; "
                + "each must state a higher version."),
        "SIG-008": RulePhrase(
            whenFailed: "What an outside service signed is not what is kept.",
            whenOpen: "The log holds records on signatures of a kind that this version can't "
                + "judge.",
            reproduce: "Look for families that begin with signature. among the records and the "
                + "counts of the closes."),
        "SIG-009": RulePhrase(
            whenFailed: "The policy asks for a signature that isn't there, or that doesn't count.",
            whenOpen: "Whether a signature is there that the policy asks for can't be told, as a "
                + "policy or signatures are withheld, or one can't be judged with what was brought.",
            reproduce: "Read requiredSignatures in the policy in force, and for each newest "
                + "version of a dataset look for the signatures whose targets name it."),
    ]
}

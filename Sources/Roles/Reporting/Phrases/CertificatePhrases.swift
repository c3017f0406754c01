import Findings

extension RulePhrases {
    /// Certificates and their paths.
    static let certificatePhrases: [RuleID: RulePhrase] = [
        "PKI-001": RulePhrase(
            whenFailed: "A certificate is used for what it was not issued for, or its chain is "
                + "broken.",
            whenOpen: "A certificate does not lead to an anchor that you brought. A root that "
                + "lies in the bundle does not count: get it from the laboratory's certificate "
                + "authority by another way.",
            reproduce: "openssl verify -CAfile ROOT -attime TIME CERTIFICATE"),
        "PKI-002": RulePhrase(
            whenFailed: "A certificate was not valid at the time that receipts prove.",
            whenOpen: "A certificate has expired and nothing proves that it was used before it "
                + "did.",
            reproduce: "Compare notBefore and notAfter (openssl x509 -noout -dates) with the "
                + "proved time in this report."),
    ]
}

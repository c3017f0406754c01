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
            whenFailed: "A certificate had ended or had been revoked when it was used, by the "
                + "use's own word or by what was there before it.",
            whenOpen: "A certificate has expired or was revoked, and nothing proves that it was "
                + "used before.",
            reproduce: "Compare notBefore and notAfter (openssl x509 -noout -dates) and the "
                + "revocation lists (openssl crl -noout -text) with the proved time in this "
                + "report."),
        "PKI-003": RulePhrase(
            whenFailed: "What is said of a certificate's revocation contradicts itself.",
            whenOpen: "Nothing that counts says whether a certificate was revoked. Get a "
                + "revocation list from its authority, made at the proved time or later, and bring "
                + "it with --crl.",
            reproduce: "openssl crl -inform DER -noout -text -in LIST and "
                + "openssl ocsp -respin RESPONSE -issuer ISSUER -cert CERTIFICATE -text; compare "
                + "issuer, dates and serial number."),
    ]
}

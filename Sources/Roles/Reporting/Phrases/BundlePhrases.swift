import Findings

extension RulePhrases {
    /// The archive, its manifest and its seal.
    static let bundlePhrases: [RuleID: RulePhrase] = [
        "BND-001": RulePhrase(
            whenFailed: "The file is not an archive in the one form that a bundle may have. It "
                + "was cut, added to, repacked or made by another program.",
            whenOpen: "The archive could not be read to its end.",
            reproduce: "List the file with tar -tvf and compare its headers with the table in "
                + "docs/formats/bundle.md; ask the sender for the file's SHA-256."),
        "BND-002": RulePhrase(
            whenFailed: "The list of contents is missing or not written in the one valid way, so "
                + "nothing in the bundle can be told from what was slipped in.",
            whenOpen: "The list of contents names a format version that is newer than this "
                + "verifier. Use a verifier that knows it.",
            reproduce: "Unpack manifest.json and read it with any strict JSON reader."),
        "BND-003": RulePhrase(
            whenFailed: "What lies in the archive is not what the list of contents says: "
                + "something was changed, added or taken away after the list was made.",
            whenOpen: "Some members could not be compared with the list of contents.",
            reproduce: "Unpack the bundle and run sha256sum on the member that is named; compare "
                + "with its row in manifest.json."),
        "BND-004": RulePhrase(
            whenFailed: "The seal over the list of contents is missing, does not hold, or was made "
                + "with a key that the approved request does not name. So nothing shows that "
                + "this is the bundle that was asked for.",
            whenOpen: "Whether the right key sealed can't be told, as the request that names it "
                + "can't be read, or whether a certificate beside the seal is what its issuer made. "
                + "Ask for the request in clear, or for the issuer's certificate.",
            reproduce: "openssl cms -verify -cades -binary -inform DER -in manifest.json.p7s "
                + "-content manifest.json -CAfile ROOT; compare the key's digest with "
                + "sealSpkiSha256 in the export request."),
        "BND-005": RulePhrase(
            whenFailed: "An algorithm or key that had been given up by then protects the bundle.",
            whenOpen: "An ageing algorithm is used and nothing proves that it was still sound "
                + "when it was used.",
            reproduce: "openssl x509 -noout -text on the certificate that is named."),
    ]
}

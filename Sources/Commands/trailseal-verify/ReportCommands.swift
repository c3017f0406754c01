import CommandSupport

/// What there is to do with a report once it is written: the words, options and statuses of it.
///
/// Source: docs/formats/command-line.md §3.
extension VerifyProgram {
    static let report = CommandSpec(
        name: "report", summary: "Checks a report that was written, signs it, checks a signature.",
        subcommands: [reportCheck, reportSign, reportCheckSignature])

    private static let reportFile = PositionalSpec(
        "REPORT", help: "text, XML, HTML, JSON, JUnit, SARIF or ETSI", kind: .file)

    private static let reportCheck = CommandSpec(
        name: "check", summary: "Judges bundles again and compares the result with a report.",
        details: [
            "The program signs no report. One is what it should be if the same bundles, anchors "
                + "and profile give the same bytes again, for the time that the report states."
        ],
        options: [
            trust, profile, files, later, revocation,
            OptionSpec(
                "notebook", placeholder: "FILE",
                help: "the notebook of that judgement; only read, as far as it went then",
                kind: .file),
        ],
        positionals: [
            PositionalSpec("REPORT", help: "text, XML, HTML or JSON", kind: .file),
            PositionalSpec(
                "BUNDLE", help: "the bundles that were judged, in that order",
                count: .oneOrMore, kind: .file),
        ],
        exitStatuses: [
            StatusSpec(.success, "the report is what the bundles give"),
            StatusSpec(.failed, "the report was altered"),
            StatusSpec(.indeterminate, "it was made with something else"),
            StatusSpec(.usage), StatusSpec(.unreadable),
        ])

    private static let reportSign = CommandSpec(
        name: "sign", summary: "Signs a report with your own key.",
        details: [
            "The signature is a CMS file beside the report, for whoever gets both: "
                + "'report check-signature' reads it, and so does 'openssl cms -verify'. The key "
                + "is on P-256 or P-384, or RSA of 2048 bits or more, in PKCS #8."
        ],
        options: [
            OptionSpec(
                "certificate", placeholder: "FILE",
                help: "your certificate, and behind it those above it (PEM)", kind: .file,
                isRequired: true),
            OptionSpec(
                "key", placeholder: "FILE", help: "its key (PEM)", kind: .file, isRequired: true),
            OptionSpec(
                "out", placeholder: "FILE", help: "where the signature goes (REPORT.p7s)",
                kind: .file),
            PasswordSource.option,
        ],
        positionals: [reportFile],
        examples: [
            ExampleSpec(
                "trailseal-verify report sign report.html --certificate me.pem --key me.key",
                "Sign a report; the key's password is asked for.")
        ],
        exitStatuses: [
            StatusSpec(.success, "the signature is written"), StatusSpec(.usage),
            StatusSpec(.unreadable), StatusSpec(.cannotCreate), StatusSpec(.inputOutput),
            StatusSpec(
                .refused,
                "refused: wrong password, another's key, or a certificate that may not sign"
            ),
        ])

    private static let reportCheckSignature = CommandSpec(
        name: "check-signature", summary: "Says who signed a report, and what that is worth.",
        details: [
            "--trust names the anchors under which a signature of a report counts: one PEM file, "
                + "or a folder of which roots/, people/, crls/ and periods are looked at. Bring "
                + "those of the auditors here: the laboratory's vouch for the laboratory's people.",
            "When it was signed is the signer's own word. So the certificate is judged for the "
                + "time of this judgement, and one that has ended since is no longer shown to count.",
        ],
        options: [
            trust, at, revocation,
            OptionSpec(
                "signature", placeholder: "FILE", help: "the signature (REPORT.p7s)", kind: .file),
        ],
        positionals: [reportFile],
        exitStatuses: [
            StatusSpec(.success, "signed as it is, under an anchor of yours"),
            StatusSpec(
                .failed, "altered, signed by another key, or by a certificate that doesn't count"),
            StatusSpec(
                .indeterminate, "signed as it is; it isn't shown that the certificate counts"),
            StatusSpec(.usage), StatusSpec(.unreadable),
        ])
}

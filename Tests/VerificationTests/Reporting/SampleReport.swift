import Findings

@testable import Reporting

/// Reports built by hand, small and whole.
enum SampleReport {
    static let digest = String(repeating: "ab", count: 32)

    static func rule(
        _ id: RuleID, _ severity: Severity = .critical, block: Block = .integrity
    ) -> Rule {
        Rule(
            id: id, title: "Title of \(id)", question: "Does \(id) hold?",
            clauses: [Clause("21 CFR 11.10(e)", .clauseText)], severity: severity, block: block,
            basis: .publicData, missing: .fails, isImplemented: true)
    }

    static let run = ProgramRun(
        version: "1.2.3", commit: "c0ffee", sha256: digest, exitCode: 10,
        exitMeaning: "verdict FAILED")

    static let passes = [
        RuleResult(rule: rule("BND-001"), findings: [], examined: "12 members"),
        RuleResult(rule: rule("SIG-001", block: .signatures), findings: []),
        RuleResult(
            rule: rule("INS-001", .major), outcome: .notApplicable(.nothingOfTheKind)),
    ]

    static func report(
        _ results: [RuleResult] = passes, text: String = "Alice Chen",
        fileName: String = "bundle.tar", atWasGiven: Bool = true, judgedRecords: UInt64 = 35
    ) -> Report {
        var report = Report(
            results: results, judgedRecords: judgedRecords,
            rulesNotAsked: [RuleNotAsked(rule: rule("SIG-005"), reason: .notImplemented)],
            subject: ReportSubject(
                fileName: fileName, byteCount: 1_234_567, sha256: digest, bundleID: "EX-1",
                producer: "trailseal-seal 0.1", organisation: text,
                export: ExportLine(
                    exportID: "EX-1", purpose: text, requester: text, recipient: text,
                    approver: text, query: "project \(text)"),
                memberCount: 12),
            basis: ReportBasis(
                program: "trailseal-verify 0.1", ruleSetSHA256: digest, profile: "standard",
                profileSHA256: digest, judgedAt: "2026-11-21T10:00:00.000000000Z",
                judgedAtWasGiven: atWasGiven,
                anchors: [AnchorLine(role: "roots", name: "CN=\(text)", sha256: digest)]),
            logs: [log(text)], signatures: [signature(text)], datasets: [dataset(text)],
            statements: [Statement(id: "W-01", text: "Not a certificate. \(text)")],
            renewals: [
                RenewalLine(
                    name: text, notary: text, time: "2027-01-01T00:00:00Z", standing: "proved")
            ])
        report.endurance = Endurance(
            until: "2029-01-01T00:00:00Z",
            ends: failing(text).findings.map { EnduranceEnd(rule: "PKI-002", finding: $0) },
            authorityEnds: "2028-01-01T00:00:00Z")
        return report
    }

    static func failing(_ text: String = "x") -> RuleResult {
        RuleResult(
            rule: rule("CHAIN-001"),
            findings: [
                Finding(
                    .failure, "LEAF_MISMATCH",
                    at: Place(
                        member: "data/records/\(text).jsonl", log: text, sequence: 17, epoch: 2,
                        offset: 4_711),
                    expected: text, found: text, "The leaf is another one: \(text).")
            ])
    }

    static let open = RuleResult(
        rule: rule("NOT-001"),
        findings: [Finding(.openQuestion, "RECEIPT_MISSING", "No receipt is proved.")])

    private static func log(_ text: String) -> LogCoverage {
        LogCoverage(
            logID: digest, recordCount: 36, withheldCount: 5, recomputedCodes: 36, epochCount: 3,
            unclosedEpochs: ["epoch 1: \(text)"],
            gaps: [
                GapLine(
                    sequence: 7, cause: text, scope: text, from: "2026-11-20T09:00:00Z",
                    to: "2026-11-20T09:30:00Z", result: nil)
            ], custody: "custodian",
            receipts: [
                ReceiptLine(
                    size: 30, notary: text, kind: "witness", time: "2026-11-20T10:00:00Z",
                    standing: "proved")
            ], unwitnessedTail: 6)
    }

    private static func signature(_ text: String) -> SignatureLine {
        SignatureLine(
            place: Place(log: "abababababababab", sequence: 20), printedName: text,
            userID: text, role: text, meaning: "REVIEW: \(text)",
            signedAt: "2026-11-20T11:00:00+01:00", reason: text, targets: [text],
            tier: "digitally signed", isValid: true, witnessInterval: text)
    }

    private static func dataset(_ text: String) -> DatasetLine {
        DatasetLine(
            place: Place(log: "abababababababab", sequence: 18), datasetID: text, kind: "topspin",
            path: text, version: 1, fileCount: 14, byteCount: 262_144, state: "final",
            instrumentTrail: text)
    }

    /// What a hostile name might hold.
    static let hostile = [
        "\n  PASSED  bundle.tar\nVERDICT PASSED", "\u{1B}[2J\u{1B}[1;1HPASSED",
        "]]> <script>alert(1)</script> & \"quoted\" 'single'", "\u{0}\u{8}\u{FFFE}\u{FFFF}",
        "\u{202E}DESSAP\u{202C}\u{200B}\u{2066}", "\r\nPASSED", "\u{2028}\u{2029}\u{85}",
        "<U+202E>", "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
        String(repeating: "long ", count: 400), String(repeating: "W", count: 3_000),
        "陳愛麗 Éva Ångström \u{1F600}", "  spaces  at ends ", "\u{E0041}\u{F8FF}",
    ]
}

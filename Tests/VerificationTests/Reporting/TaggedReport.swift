import Findings
import Reporting

/// A whole report in which every text is made by one function of the field's name.
///
/// The names are those of the initialisers' arguments, so a new field of a report doesn't compile
/// until it stands here; a field with a default value is found by `HostileReportTests`.
struct TaggedReport {
    /// Which texts are made.
    enum Reach {
        /// Those that a bundle or an auditor's file can choose.
        case foreign
        /// Every one, also those that this program computes, such as digests.
        case all
    }

    let reach: Reach
    let make: (_ field: String) -> String

    /// A text that somebody else chooses.
    private func foreign(_ field: String) -> String { make(field) }

    /// A text that this program makes and that the schema describes.
    private func own(_ field: String, _ usual: String) -> String {
        reach == .all ? make(field) : usual
    }

    private static let digest = String(repeating: "ab", count: 32)

    var set: ReportSet {
        ReportSet(
            reports: [report],
            unread: [UnreadBundle(fileName: foreign("unread.file"), reason: foreign("unread.why"))],
            comparisons: [
                BundleComparison(
                    first: foreign("comparison.first"), second: foreign("comparison.second"),
                    logID: own("comparison.log", Self.digest), relation: .forked,
                    findings: [finding(.failure, "comparison.finding")])
            ])
    }

    private var report: Report {
        var report = Report(
            results: [
                RuleResult(
                    rule: rule("first", "CHAIN-001"), outcome: .failed,
                    findings: [
                        finding(.failure, "failure"), finding(.openQuestion, "question"),
                        finding(.observation, "observation"), finding(.note, "note"),
                    ], examined: foreign("result.examined"), unlisted: 2),
                RuleResult(
                    rule: rule("second", "NOT-001", .signatures),
                    outcome: .notRun(blockedBy: RuleID(rawValue: own("blocker", "BND-001"))),
                    findings: [finding(.note, "blocked")], examined: foreign("result.blocked")),
                RuleResult(
                    rule: rule("records", "CAP-001", .records), outcome: .passed,
                    findings: [finding(.note, "records")], examined: foreign("result.records")),
                RuleResult(
                    rule: rule("governance", "EXP-001", .governance), outcome: .observation,
                    findings: [finding(.observation, "governance")],
                    examined: foreign("result.governance")),
            ],
            judgedRecords: 35,
            rulesNotAsked: [
                RuleNotAsked(rule: rule("third", "SIG-005"), reason: .outsideProfile)
            ],
            subject: subject, basis: basis, logs: [log], signatures: [signature],
            datasets: [dataset],
            statements: [
                Statement(id: own("statement.id", "W-01"), text: foreign("statement.text"))
            ],
            renewals: [
                RenewalLine(
                    name: foreign("renewal.name"), notary: foreign("renewal.notary"),
                    time: own("renewal.time", "2027-01-01T00:00:00Z"),
                    standing: own("renewal.standing", "proved"))
            ])
        report.endurance = Endurance(
            until: own("endurance.until", "2029-01-01T00:00:00Z"),
            ends: [
                EnduranceEnd(
                    rule: RuleID(rawValue: own("endurance.rule", "PKI-002")),
                    finding: finding(.openQuestion, "endurance"))
            ], authorityEnds: own("endurance.authority", "2028-01-01T00:00:00Z"))
        return report
    }

    private func rule(_ name: String, _ id: String, _ block: Block = .integrity) -> Rule {
        Rule(
            id: RuleID(rawValue: own("rule.\(name).id", id)),
            title: own("rule.\(name).title", "Title"),
            question: own("rule.\(name).question", "Does it hold?"),
            clauses: [Clause(own("rule.\(name).clause", "21 CFR 11.10(e)"), .clauseText)],
            severity: .critical, block: block, basis: .publicData, missing: .fails,
            isImplemented: true)
    }

    private func finding(_ effect: Finding.Effect, _ name: String) -> Finding {
        Finding(
            effect, own("finding.\(name).code", "LEAF_MISMATCH"), at: place("finding.\(name)"),
            expected: foreign("finding.\(name).expected"), found: foreign("finding.\(name).found"),
            foreign("finding.\(name).sentence"))
    }

    private func place(_ name: String) -> Place {
        Place(
            member: foreign("\(name).member"), log: foreign("\(name).log"), sequence: 17,
            epoch: 2, offset: 4_711)
    }

    private var subject: ReportSubject {
        ReportSubject(
            fileName: foreign("subject.file"), byteCount: 1_234_567,
            sha256: own("subject.sha256", Self.digest), bundleID: foreign("subject.bundle"),
            producer: foreign("subject.producer"), organisation: foreign("subject.organisation"),
            export: ExportLine(
                exportID: foreign("export.id"), purpose: foreign("export.purpose"),
                requester: foreign("export.requester"), recipient: foreign("export.recipient"),
                approver: foreign("export.approver"), query: foreign("export.query")),
            memberCount: 12)
    }

    private var basis: ReportBasis {
        ReportBasis(
            program: own("basis.program", "trailseal-verify 0.1"),
            ruleSetSHA256: own("basis.rules", Self.digest), profile: foreign("basis.profile"),
            profileSHA256: own("basis.sha256", Self.digest),
            judgedAt: own("basis.at", "2026-11-21T10:00:00.000000000Z"), judgedAtWasGiven: true,
            anchors: [
                AnchorLine(
                    role: own("anchor.role", "roots"), name: foreign("anchor.name"),
                    sha256: own("anchor.sha256", Self.digest))
            ])
    }

    private var log: LogCoverage {
        LogCoverage(
            logID: own("log.id", Self.digest), recordCount: 36, withheldCount: 5,
            recomputedCodes: 36, epochCount: 3, unclosedEpochs: [foreign("log.unclosed")],
            gaps: [foreign("log.gap")], custody: own("log.custody", "custodian"),
            receipts: [
                ReceiptLine(
                    size: 30, notary: foreign("receipt.notary"),
                    kind: own("receipt.kind", "witness"),
                    time: own("receipt.time", "2026-11-20T10:00:00Z"),
                    standing: own("receipt.standing", "proved"),
                    questions: [foreign("receipt.question")])
            ], unwitnessedTail: 6)
    }

    private var signature: SignatureLine {
        SignatureLine(
            place: place("signature"), printedName: foreign("signature.name"),
            userID: foreign("signature.user"), role: foreign("signature.role"),
            meaning: foreign("signature.meaning"), signedAt: foreign("signature.at"),
            reason: foreign("signature.reason"), targets: [foreign("signature.target")],
            tier: own("signature.tier", "digitally signed"), isValid: true,
            witnessInterval: foreign("signature.interval"))
    }

    private var dataset: DatasetLine {
        DatasetLine(
            place: place("dataset"), datasetID: foreign("dataset.id"),
            kind: foreign("dataset.kind"), path: foreign("dataset.path"), version: 1,
            fileCount: 14, byteCount: 262_144, state: own("dataset.state", "final"),
            instrumentTrail: foreign("dataset.trail"))
    }
}

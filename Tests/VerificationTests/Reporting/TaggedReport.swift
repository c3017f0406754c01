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
            ], notebook: notebook)
    }

    private var notebook: NotebookComparison {
        NotebookComparison(
            tail: own("notebook.tail", Self.digest), lineCount: 3,
            visits: [
                LogVisit(
                    bundle: foreign("notebook.bundle"), logID: own("notebook.log", Self.digest),
                    relation: .forked, findings: [finding(.failure, "notebook.finding")])
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
        report.reliances = [
            Reliance(
                id: own("reliance.id", "T-01"), claim: foreign("reliance.claim"),
                rules: [RuleID(rawValue: own("reliance.rule", "CHAIN-001"))], isShown: true,
                parties: [foreign("reliance.party"), foreign("reliance.other")],
                note: foreign("reliance.note"))
        ]
        report.certificates = [certificate]
        report.validations = [
            validation("seal", .seal), validation("person", .person),
            validation("stamp", .timeStamp),
        ]
        report.exceptions = [
            ExceptionLine(
                kind: .keptElsewhere, log: own("exception.log", "abababababababab"),
                what: foreign("exception.what"), why: foreign("exception.why"))
        ]
        report.policies = [
            PolicyLine(
                place: place("policy"), policyID: foreign("policy.id"),
                version: foreign("policy.version"), sha256: own("policy.sha256", Self.digest),
                isIncluded: true)
        ]
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

    private func validation(_ name: String, _ kind: ValidationLine.Kind) -> ValidationLine {
        let tag = "validation.\(name)"
        var line = ValidationLine(
            kind: kind, place: place(tag), signer: foreign("\(tag).signer"))
        line.sha256 = own("\(tag).sha256", Self.digest)
        line.contentSHA256 = own("\(tag).content", Self.digest)
        line.signatureValue = own("\(tag).value", "AAAA")
        line.statedTime = own("\(tag).stated", "2026-11-20T10:00:00Z")
        line.provedTime = own("\(tag).proved", "2026-11-20T11:00:00Z")
        line.certificates = [own("\(tag).certificate", Self.digest)]
        line.reachesAnchor = true
        line.problems = [
            ValidationLine.Problem(code: own("\(tag).code", "CMS_FORM"), isFailure: true)
        ]
        return line
    }

    private var subject: ReportSubject {
        ReportSubject(
            fileName: foreign("subject.file"), byteCount: 1_234_567,
            sha256: own("subject.sha256", Self.digest),
            manifestSHA256: own("subject.manifestSHA256", Self.digest),
            bundleID: foreign("subject.bundle"),
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
            programSHA256: own("basis.programSHA256", Self.digest),
            ruleSetSHA256: own("basis.rules", Self.digest), profile: foreign("basis.profile"),
            profileSHA256: own("basis.sha256", Self.digest),
            judgedAt: own("basis.at", "2026-11-21T10:00:00.000000000Z"), judgedAtWasGiven: true,
            anchors: [
                AnchorLine(
                    role: own("anchor.role", "roots"), name: foreign("anchor.name"),
                    sha256: own("anchor.sha256", Self.digest))
            ])
    }

    private var certificate: CertificatePathLine {
        CertificatePathLine(
            place: place("certificate"), task: own("certificate.task", "person"),
            serial: own("certificate.serial", "01"), uses: 1,
            judgedAt: own("certificate.at", "2026-11-20T10:00:00Z"), isTimeProved: true,
            reachesAnchor: true, standing: own("certificate.standing", "holds"),
            path: [
                CertificateStep(
                    subject: foreign("certificate.subject"),
                    sha256: own("certificate.sha256", Self.digest),
                    notBefore: own("certificate.from", "2026-01-01T00:00:00Z"),
                    notAfter: own("certificate.to", "2027-01-01T00:00:00Z"))
            ])
    }

    private var log: LogCoverage {
        var log = LogCoverage(
            logID: own("log.id", Self.digest), recordCount: 36, withheldCount: 5,
            recomputedCodes: 36, epochCount: 3, unclosedEpochs: [foreign("log.unclosed")],
            gaps: [
                GapLine(
                    sequence: 7, cause: foreign("gap.cause"), scope: foreign("gap.scope"),
                    from: own("gap.from", "2026-11-20T09:00:00Z"),
                    to: own("gap.to", "2026-11-20T09:30:00Z"), result: foreign("gap.result"))
            ], custody: own("log.custody", "custodian"),
            receipts: [
                ReceiptLine(
                    size: 30, notary: foreign("receipt.notary"),
                    kind: own("receipt.kind", "witness"),
                    time: own("receipt.time", "2026-11-20T10:00:00Z"),
                    standing: own("receipt.standing", "proved"),
                    questions: [foreign("receipt.question")])
            ], unwitnessedTail: 6)
        log.unwitnessedSeconds = 90
        log.firstTime = own("log.first", "2026-11-20T08:00:00Z")
        log.lastTime = own("log.last", "2026-11-20T12:00:00Z")
        log.host = foreign("log.host")
        log.epochs = [
            EpochLine(
                number: 0, first: 0, last: 29, withheld: 5,
                firstTime: own("epoch.first", "2026-11-20T08:00:00Z"),
                lastTime: own("epoch.last", "2026-11-20T10:00:00Z"),
                closedBy: own("epoch.cause", "count"), codes: own("epoch.codes", "hold"))
        ]
        log.families = [CountLine(name: foreign("family.name"), count: 31)]
        log.withheldReasons = [CountLine(name: foreign("withheld.reason"), count: 5)]
        log.hidden = [CountLine(name: foreign("hidden.name"), count: 5)]
        return log
    }

    private var signature: SignatureLine {
        var line = SignatureLine(
            place: place("signature"), printedName: foreign("signature.name"),
            userID: foreign("signature.user"), role: foreign("signature.role"),
            meaning: foreign("signature.meaning"), signedAt: foreign("signature.at"),
            reason: foreign("signature.reason"), targets: [foreign("signature.target")],
            tier: own("signature.tier", "digitally signed"), isValid: true,
            witnessInterval: foreign("signature.interval"))
        line.provedBy = own("signature.proved", "2026-11-20T10:00:00Z")
        line.lastReceiptBefore = own("signature.before", "2026-11-20T09:00:00Z")
        line.claimedTime = own("signature.claimed", "2026-11-20T09:30:00Z")
        line.problems = [foreign("signature.problem")]
        return line
    }

    private var dataset: DatasetLine {
        var line = DatasetLine(
            place: place("dataset"), datasetID: foreign("dataset.id"),
            kind: foreign("dataset.kind"), path: foreign("dataset.path"), version: 1,
            fileCount: 14, byteCount: 262_144, state: own("dataset.state", "final"),
            instrumentTrail: foreign("dataset.trail"))
        line.recordedAt = own("dataset.at", "2026-11-20T09:00:00Z")
        line.recordedBy = foreign("dataset.by")
        line.fileEvents = 15
        line.files = [
            FileLine(
                path: foreign("file.path"), byteCount: 512, sha256: own("file.sha256", Self.digest),
                modifiedAt: own("file.modified", "2026-11-20T08:30:00Z"), sequence: 12,
                standing: own("file.standing", "in the bundle"))
        ]
        line.instrumentTrails = [
            InstrumentTrailLine(
                member: foreign("trail.member"), dataFile: foreign("trail.data.file"), entries: 3,
                newest: own("trail.newest", "2026-11-20T08:20:00Z"),
                users: [foreign("trail.user")], hosts: [foreign("trail.host")],
                closing: own("trail.closing", "its text holds"), data: own("trail.data", "the same")
            )
        ]
        return line
    }
}

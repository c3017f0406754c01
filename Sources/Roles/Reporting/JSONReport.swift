package import CanonicalJSON
import Findings

/// The report as canonical JSON, for pipelines.
///
/// Source: docs/formats/report.md §5.
package enum JSONReport {
    /// The bytes of one JSON object and a final LF.
    package static func render(_ set: ReportSet) -> [UInt8] {
        CanonicalJSON.encode(.object(object(set))) + [UInt8(ascii: "\n")]
    }

    /// The object itself.
    package static func object(_ set: ReportSet) -> JSONObject {
        JSONObject([
            ("v", .integer(1)),
            ("verdict", .string(set.verdictWord)),
            ("reports", list(set.reports, report)),
            ("unread", list(set.unread, unread)),
            ("comparisons", list(set.comparisons, comparison)),
            ("notebook", set.notebook.map { .object(notebook($0)) }),
        ])
    }

    private static func notebook(_ notebook: NotebookComparison) -> JSONObject {
        JSONObject([
            ("tail", text(notebook.tail)), ("lines", .integer(Int64(notebook.lineCount))),
            ("verdict", text(notebook.verdict.rawValue)),
            ("visits", list(notebook.visits, visit)),
        ])
    }

    private static func visit(_ visit: LogVisit) -> JSONObject {
        JSONObject([
            ("bundle", text(visit.bundle)), ("logId", text(visit.logID)),
            ("relation", text(visit.relation.rawValue)), ("verdict", text(visit.verdict.rawValue)),
            ("noted", .boolean(visit.isNoted)), ("findings", list(visit.findings, finding)),
            ("reasons", list(ResultReason.all(of: visit.findings), reason)),
        ])
    }

    private static func comparison(_ comparison: BundleComparison) -> JSONObject {
        JSONObject([
            ("first", text(comparison.first)), ("second", text(comparison.second)),
            ("logId", text(comparison.logID)), ("relation", text(comparison.relation.rawValue)),
            ("verdict", text(comparison.verdict.rawValue)),
            ("findings", list(comparison.findings, finding)),
            ("reasons", list(ResultReason.all(of: comparison.findings), reason)),
        ])
    }

    private static func unread(_ bundle: UnreadBundle) -> JSONObject {
        JSONObject([("fileName", text(bundle.fileName)), ("reason", text(bundle.reason))])
    }

    static func report(_ report: Report) -> JSONObject {
        JSONObject([
            ("verdict", .string(report.verdict.rawValue)),
            ("run", .object(run(report.basis))),
            ("blocks", list(report.blocks, block)),
            ("endurance", report.endurance.map { .object(endurance($0)) }),
            ("reliances", list(report.reliances, reliance)),
            ("subject", .object(subject(report.subject))),
            ("basis", .object(basis(report.basis))),
            ("statements", list(report.statements, statement)),
            ("results", list(report.results, result)),
            ("rulesNotAsked", list(report.rulesNotAsked, notAsked)),
            ("part11", list(Part11Table.lines(of: report), requirement)),
            ("principles", list(PrincipleTable.lines(of: report), requirement)),
            ("logs", list(report.logs, log)),
            ("certificates", list(report.certificates, certificate)),
            ("validations", list(report.validations, validation)),
            ("exceptions", list(report.exceptions, exception)),
            ("policies", list(report.policies, policy)),
            ("renewals", list(report.renewals, renewal)),
            ("signatures", list(report.signatures, signature)),
            ("datasets", list(report.datasets, dataset)),
        ])
    }

    // MARK: Parts

    private static func run(_ basis: ReportBasis) -> JSONObject {
        JSONObject([
            ("program", text(basis.program)), ("programSha256", basis.programSHA256.map(text)),
            ("judgedAt", text(basis.judgedAt)),
            ("judgedAtWasGiven", .boolean(basis.judgedAtWasGiven)),
        ])
    }

    private static func block(_ block: BlockVerdict) -> JSONObject {
        JSONObject([
            ("name", text(block.block.rawValue)),
            ("verdict", block.verdict.map { .string($0.rawValue) }),
            ("onUnprovenData", .boolean(block.isOnUnprovenData)),
        ])
    }

    private static func endurance(_ endurance: Endurance) -> JSONObject {
        JSONObject([
            ("until", text(endurance.until)), ("authorityEnds", text(endurance.authorityEnds)),
            (
                "ends",
                list(endurance.ends) {
                    JSONObject([
                        ("rule", text($0.rule.rawValue)), ("finding", .object(finding($0.finding))),
                    ])
                }
            ),
        ])
    }

    private static func renewal(_ line: RenewalLine) -> JSONObject {
        JSONObject([
            ("name", text(line.name)), ("notary", text(line.notary)), ("time", text(line.time)),
            ("standing", text(line.standing)),
        ])
    }

    private static func subject(_ subject: ReportSubject) -> JSONObject {
        JSONObject([
            ("fileName", text(subject.fileName)), ("byteCount", number(subject.byteCount)),
            ("sha256", text(subject.sha256)), ("manifestSha256", text(subject.manifestSHA256)),
            ("bundleId", text(subject.bundleID)),
            ("producer", text(subject.producer)), ("organisation", text(subject.organisation)),
            ("memberCount", number(UInt64(max(0, subject.memberCount)))),
            ("export", subject.export.map { .object(export($0)) }),
        ])
    }

    private static func export(_ export: ExportLine) -> JSONObject {
        JSONObject([
            ("exportId", text(export.exportID)), ("purpose", text(export.purpose)),
            ("requester", text(export.requester)), ("recipient", text(export.recipient)),
            ("approver", text(export.approver)), ("query", text(export.query)),
        ])
    }

    private static func basis(_ basis: ReportBasis) -> JSONObject {
        JSONObject([
            ("ruleSetSha256", text(basis.ruleSetSHA256)), ("profile", text(basis.profile)),
            ("profileSha256", text(basis.profileSHA256)),
            (
                "anchors",
                list(basis.anchors) {
                    JSONObject([
                        ("role", text($0.role)), ("name", text($0.name)),
                        ("sha256", text($0.sha256)),
                    ])
                }
            ),
        ])
    }

    private static func statement(_ statement: Statement) -> JSONObject {
        JSONObject([("id", text(statement.id)), ("text", text(statement.text))])
    }

    private static func result(_ result: RuleResult) -> JSONObject {
        let rule = result.rule
        return JSONObject([
            ("rule", text(rule.id.rawValue)), ("title", text(rule.title)),
            ("question", text(rule.question)), ("severity", text(rule.severity.rawValue)),
            ("block", text(rule.block.rawValue)), ("basis", text(rule.basis.rawValue)),
            (
                "clauses",
                list(rule.clauses) {
                    JSONObject([
                        ("citation", text($0.citation)), ("strength", text($0.strength.rawValue)),
                    ])
                }
            ),
            ("outcome", text(result.outcome.word)), ("ground", text(result.outcome.ground)),
            ("blockedBy", text(result.outcome.blocker)), ("examined", text(result.examined)),
            ("meaning", text(result.meaning)), ("howToCheck", text(result.reproduction)),
            ("findings", list(result.findings, finding)),
            ("reasons", list(result.reasons, reason)),
            ("unlistedFindings", number(UInt64(max(0, result.unlistedFindings)))),
        ])
    }

    private static func finding(_ finding: Finding) -> JSONObject {
        JSONObject([
            ("effect", text(finding.effect.rawValue)), ("code", text(finding.code)),
            ("place", .object(place(finding.place))), ("expected", text(finding.expected)),
            ("found", text(finding.found)), ("sentence", text(finding.sentence)),
        ])
    }

    private static func reason(_ reason: ResultReason) -> JSONObject {
        JSONObject([
            ("code", text(reason.code)), ("effect", text(reason.effect.rawValue)),
            ("meaning", text(reason.meaning)), ("couldMean", text(reason.diagnosis.couldMean)),
            ("menders", .array(reason.diagnosis.menders.map { text($0.rawValue) })),
            ("remedy", text(reason.diagnosis.remedy)),
        ])
    }

    static func place(_ place: Place) -> JSONObject {
        JSONObject([
            ("member", text(place.member)), ("log", text(place.log)),
            ("sequence", place.sequence.map(number)), ("epoch", place.epoch.map(number)),
            ("offset", place.offset.map(number)),
        ])
    }

    private static func notAsked(_ entry: RuleNotAsked) -> JSONObject {
        JSONObject([
            ("rule", text(entry.rule.id.rawValue)), ("title", text(entry.rule.title)),
            ("reason", text(entry.reason.rawValue)),
        ])
    }

    private static func log(_ log: LogCoverage) -> JSONObject {
        JSONObject([
            ("logId", text(log.logID)), ("records", number(log.recordCount)),
            ("withheld", number(log.withheldCount)), ("codes", number(log.recomputedCodes)),
            ("epochs", number(log.epochCount)), ("custody", text(log.custody)),
            ("unclosedEpochs", .array(log.unclosedEpochs.map(text))),
            ("gaps", list(log.gaps, gap)),
            ("unwitnessedTail", number(log.unwitnessedTail)),
            ("unwitnessedSeconds", log.unwitnessedSeconds.map(number)),
            ("firstTime", text(log.firstTime)), ("lastTime", text(log.lastTime)),
            ("host", text(log.host)), ("epochList", list(log.epochs, epoch)),
            ("families", list(log.families, count)),
            ("withheldReasons", list(log.withheldReasons, count)),
            ("hidden", list(log.hidden, count)), ("unlisted", number(log.unlisted)),
            (
                "receipts",
                list(log.receipts) {
                    JSONObject([
                        ("size", number($0.size)), ("notary", text($0.notary)),
                        ("kind", text($0.kind)), ("time", text($0.time)),
                        ("standing", text($0.standing)),
                        ("questions", $0.questions.isEmpty ? nil : .array($0.questions.map(text))),
                    ])
                }
            ),
        ])
    }

    private static func signature(_ line: SignatureLine) -> JSONObject {
        JSONObject([
            ("place", .object(place(line.place))), ("printedName", text(line.printedName)),
            ("userId", text(line.userID)), ("role", text(line.role)),
            ("meaning", text(line.meaning)), ("signedAt", text(line.signedAt)),
            ("reason", text(line.reason)), ("targets", .array(line.targets.map(text))),
            ("tier", text(line.tier)), ("valid", .boolean(line.isValid)),
            ("witnessInterval", text(line.witnessInterval)),
            ("provedBy", text(line.provedBy)),
            ("lastReceiptBefore", text(line.lastReceiptBefore)),
            ("claimedTime", text(line.claimedTime)),
            ("problems", .array(line.problems.map(text))),
        ])
    }

    private static func dataset(_ line: DatasetLine) -> JSONObject {
        JSONObject([
            ("place", .object(place(line.place))), ("dataset", text(line.datasetID)),
            ("kind", text(line.kind)), ("path", text(line.path)),
            ("version", number(line.version)), ("files", number(line.fileCount)),
            ("bytes", number(line.byteCount)), ("state", text(line.state)),
            ("instrumentTrail", text(line.instrumentTrail)),
            ("recordedAt", text(line.recordedAt)), ("recordedBy", text(line.recordedBy)),
            ("fileEvents", number(line.fileEvents)), ("deletions", number(line.deletions)),
            ("fileList", list(line.files, file)), ("unlistedFiles", number(line.unlistedFiles)),
            ("instrumentTrails", list(line.instrumentTrails, trail)),
        ])
    }

    // MARK: Values

    static func text(_ text: String) -> JSONValue { .string(HarmlessText.shown(text)) }

    static func text(_ value: String?) -> JSONValue? { value.map(text) }

    /// A number; one that JSON readers would round is written as a string.
    static func number(_ value: UInt64) -> JSONValue {
        guard let integer = Int64(exactly: value), integer <= JSONValue.largestInteger else {
            return .string(String(value))
        }
        return .integer(integer)
    }

    static func list<Element>(
        _ elements: [Element], _ object: (Element) -> JSONObject
    ) -> JSONValue {
        .array(elements.map { .object(object($0)) })
    }
}

extension Outcome {
    /// The ground of not applicable.
    var ground: String? {
        if case .notApplicable(let ground) = self { return ground.rawValue }
        return nil
    }

    /// What blocked a rule that was not run.
    var blocker: String? {
        if case .notRun(let blocker) = self { return blocker.rawValue }
        return nil
    }
}

import BundleFormat
import Cryptography
import Findings
import Records

/// EXP-001: asked for by one person, approved and signed by another before it was made.
struct ExportApprovedCheck: Check {
    let rule: RuleID = "EXP-001"
    let needs: [RuleID] = ["BND-001", "BND-002", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let exports = facts.exports()
        guard !exports.isEmpty else {
            return .findings([
                Finding(
                    .failure, "EXPORT_MISSING", at: Place(member: "manifest.json"),
                    "No log of this bundle holds the record of its export.")
            ])
        }
        let findings = exports.flatMap { export -> [Finding] in
            guard let log = facts.log(export.log) else { return [] }
            return ExportJudgement(export: export, log: log, context: context).findings
        }
        return .findings(findings, examined: Wording.count(exports.count, "export"))
    }
}

/// Judges the three records of one export against each other.
private struct ExportJudgement {
    let export: ExportFacts
    let log: LogFacts
    let context: JudgementContext

    var findings: [Finding] {
        guard let record = export.export else {
            return [
                failure(
                    "EXPORT_MISSING", at: export.exportSequence,
                    "The record of this export isn't where the list of contents says.")
            ]
        }
        return references(record) + order(record) + people(record) + meaning(record)
            + signature(record)
    }

    private func failure(
        _ code: String, at sequence: UInt64, expected: String? = nil, found: String? = nil,
        _ sentence: String
    ) -> Finding {
        Finding(
            .failure, code,
            at: Place(
                member: log.member, log: log.label, sequence: sequence,
                epoch: log.epoch(of: sequence)?.number),
            expected: expected, found: found, sentence)
    }

    /// The export names its request and its approval by place and leaf, and they are there.
    private func references(_ record: ExportBody) -> [Finding] {
        var findings: [Finding] = []
        let at = export.exportSequence
        if export.request == nil {
            findings.append(
                failure(
                    "EXPORT_REQUEST_MISSING", at: record.request.seq,
                    expected: "an export request", "The request for this export isn't there."))
        } else if export.request?.exportId != record.exportId {
            findings.append(
                failure(
                    "EXPORT_ORDER", at: at, expected: record.exportId,
                    found: export.request?.exportId,
                    "The export was made for another request than the one it names."))
        }
        if export.approval == nil {
            findings.append(
                failure(
                    "EXPORT_APPROVAL_MISSING", at: record.approval.seq,
                    expected: "the approver's signature",
                    "The signature that approves this export isn't there."))
        }
        for reference in [record.request, record.approval] {
            guard let leaf = log.table.leaf(at: reference.seq), leaf != reference.leaf else {
                continue
            }
            findings.append(
                failure(
                    "LEAF_MISMATCH", at: reference.seq, expected: reference.leaf.hex,
                    found: leaf.hex,
                    "Record \(reference.seq) isn't the one that the export refers to."))
        }
        return findings
    }

    private func order(_ record: ExportBody) -> [Finding] {
        let (request, approval) = (record.request.seq, record.approval.seq)
        guard request >= approval || approval >= export.exportSequence else { return [] }
        return [
            failure(
                "EXPORT_ORDER", at: export.exportSequence,
                expected: "request, approval, export",
                found: "request \(request), approval \(approval), export \(export.exportSequence)",
                "The approval doesn't stand between the request and the export.")
        ]
    }

    private func people(_ record: ExportBody) -> [Finding] {
        guard let request = export.request, let approval = export.approval else { return [] }
        let approver = approval.statement.personId
        var findings: [Finding] = []
        if approver == request.requester {
            findings.append(
                failure(
                    "EXPORT_ORDER", at: record.approval.seq,
                    expected: "another person than \(request.requester)", found: approver,
                    "The person who asked for the export also approved it."))
        }
        if let identity = export.approver, identity.status != .active {
            findings.append(
                failure(
                    "ESIG_AUTHORITY", at: record.approval.seq, expected: "active",
                    found: identity.status.rawValue,
                    "The approver's account was \(identity.status.rawValue) when the export was approved."
                ))
        }
        if let requester = export.requester, let approver = export.approver,
            requester.spkiSha256 == approver.spkiSha256
        {
            findings.append(
                failure(
                    "WRONG_KEY_FOR_TASK", at: record.approval.seq,
                    expected: "a key of the approver's own", found: approver.spkiSha256.hex,
                    "Requester and approver sign with one key."))
        }
        return findings
    }

    /// The approval must mean what it is used for, and be about this request.
    private func meaning(_ record: ExportBody) -> [Finding] {
        guard let approval = export.approval else { return [] }
        var findings: [Finding] = []
        let meaning = approval.statement.meaning
        if meaning != SitePolicy.exportApproved {
            findings.append(
                failure(
                    "EXPORT_MEANING", at: record.approval.seq,
                    expected: "\(SitePolicy.exportApproved.code) "
                        + "(\(SitePolicy.exportApproved.label))",
                    found: "\(meaning.code) (\(meaning.label))",
                    "The signature doesn't mean that the export is approved as a true copy."))
        }
        let isAboutRequest = approval.statement.targets.contains { target in
            target.seq == record.request.seq && target.leaf == record.request.leaf
                && (target.log == nil || target.log == log.logID)
        }
        if !isAboutRequest {
            findings.append(
                failure(
                    "ESIG_TARGET_MISMATCH", at: record.approval.seq,
                    expected: "record \(record.request.seq)",
                    found: Wording.list(approval.statement.targets.map { "record \($0.seq)" }),
                    "The signature that should approve the export is about something else."))
        }
        return findings + withdrawn(record)
    }

    private func withdrawn(_ record: ExportBody) -> [Finding] {
        if log.hides(SignatureStatusBody.family) {
            return [
                Finding(
                    .openQuestion, "HIDDEN",
                    at: Place(member: log.member, log: log.label, sequence: record.approval.seq),
                    expected: "every later word on a signature in clear", found: "some withheld",
                    "Whether the approval was taken back may stand in a withheld record.")
            ]
        }
        return log.bodies(SignatureStatusBody.self)
            .filter {
                $0.body.signature.seq == record.approval.seq && $0.seq < export.exportSequence
            }
            .map { status in
                failure(
                    "EXPORT_APPROVAL_WITHDRAWN", at: status.seq,
                    found: status.body.status.rawValue,
                    "The approval was taken back before the export was made.")
            }
    }

    /// An approval that isn't validly signed approves nothing.
    private func signature(_ record: ExportBody) -> [Finding] {
        let failed = ["SIG-003", "SIG-004"].compactMap { id in
            context.prior[RuleID(rawValue: id)]?.findings.first {
                $0.effect == .failure && $0.place.sequence == record.approval.seq
                    && $0.place.log == log.label
            }
        }
        return failed.prefix(1).map { broken in
            failure(
                "APPROVAL_INVALID", at: record.approval.seq, found: broken.code,
                "The signature that approves the export isn't valid.")
        }
    }
}

/// EXP-002: every log whole, everything withheld marked and counted, nothing asked for hidden.
struct ScopeCompleteCheck: Check {
    let rule: RuleID = "EXP-002"
    let needs: [RuleID] = ["BND-001", "BND-002", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        guard let manifest = facts.manifest.content else { return .blocked(by: "BND-002") }
        var findings = unlisted(facts)
        let exports = facts.exports()
        for export in exports {
            guard let log = facts.log(export.log) else { continue }
            let head = manifest.logs.first { $0.log.hex.hasPrefix(log.label) }
            if let head, head.size != log.table.count {
                findings.append(incomplete(log, expected: head.size))
            }
            findings += Scope(export: export, log: log).findings
        }
        let withheld = facts.logs.reduce(0) { $0 + $1.withheldCount }
        return .findings(
            findings,
            examined: Wording.count(facts.logs.count, "log") + ", "
                + Wording.count(withheld, "withheld record"))
    }

    private func unlisted(_ facts: Facts) -> [Finding] {
        let listed = facts.manifest.content?.logs.map(\.log.hex) ?? []
        return facts.logs.filter { log in !listed.contains { $0.hasPrefix(log.label) } }.map {
            log in
            Finding(
                .failure, "UNDECLARED_LOG", at: Place(member: log.member, log: log.label),
                "The bundle holds a log that the sealed list of contents doesn't name.")
        }
    }

    private func incomplete(_ log: LogFacts, expected: UInt64) -> Finding {
        Finding(
            .failure, "COUNT_MISMATCH", at: Place(member: log.member, log: log.label),
            expected: Wording.count(expected, "record"),
            found: Wording.count(log.table.count, "record"),
            "The log isn't whole, so nothing can be said of what it leaves out.")
    }
}

/// Judges what one log withholds against what its export request asked for.
private struct Scope {
    let export: ExportFacts
    let log: LogFacts

    var findings: [Finding] { reasons + hiddenOfProject + ownRecords + words }

    private var query: ExportQuery? { export.request?.query }

    /// Whether the query asks for a project and nothing that the closes can't count.
    private var isCountable: Bool {
        guard let query else { return false }
        return query.datasets.isEmpty && query.persons.isEmpty && query.from == nil
            && query.to == nil && query.records.isEmpty
    }

    /// Every reason for withholding must be one that the approved request declares.
    private var reasons: [Finding] {
        guard let request = export.request else { return [] }
        let declared = Set(request.withholding.map(\.reason.rawValue))
        return log.withheldByReason.filter { !declared.contains($0.key) }
            .sorted { $0.key < $1.key }
            .map { reason, count in
                Finding(
                    .failure, "WITHHOLDING_UNDECLARED",
                    at: Place(member: log.member, log: log.label),
                    expected: declared.isEmpty
                        ? "nothing withheld" : Wording.list(declared.sorted()),
                    found: "\(reason) (\(Wording.count(count, "record")))",
                    "Records are withheld for a reason that the approved request doesn't give.")
            }
    }

    /// Records of the project that was asked for must all be shown.
    private var hiddenOfProject: [Finding] {
        guard let query, isCountable else { return [] }
        return log.epochs.flatMap { epoch -> [Finding] in
            let hidden = (epoch.hidden ?? [:]).filter { key, count in
                count > 0 && (query.project == nil || key.project == query.project)
                    && !isExcused(key)
            }
            return hidden.sorted { $0.key < $1.key }.map { key, count in
                Finding(
                    .failure, "COUNT_MISMATCH",
                    at: Place(
                        member: log.member, log: log.label, sequence: epoch.last,
                        epoch: epoch.number),
                    expected: "every record of what was asked for",
                    found: "\(Wording.number(count)) of \(key) hidden",
                    """
                    The export was to show everything of \
                    \(query.project.map { "project \($0)" } ?? "the log"), and epoch \
                    \(epoch.number) hides \(Wording.count(count, "record")) of \(key.family).
                    """)
            }
        }
    }

    /// Without a project the whole log is asked for; what a declared reason covers may be hidden.
    private func isExcused(_ key: FamilyCountKey) -> Bool {
        query?.project == nil && export.request?.withholding.isEmpty == false
    }

    /// The bundle's own request, approval and export stand in clear.
    private var ownRecords: [Finding] {
        guard let record = export.export else { return [] }
        return [record.request.seq, record.approval.seq].filter { log.table.isWithheld(at: $0) }
            .map { sequence in
                Finding(
                    .failure, "HIDDEN_LOG_RECORD",
                    at: Place(member: log.member, log: log.label, sequence: sequence),
                    expected: "the record in clear", found: "withheld",
                    "The request or the approval of this very export is withheld.")
            }
    }

    /// What counting can't show is the approver's word, and the report says so.
    private var words: [Finding] {
        guard let query, !isCountable, log.withheldCount > 0 else { return [] }
        return [
            Finding(
                .note, "APPROVERS_WORD", at: Place(member: log.member, log: log.label),
                found: Wording.count(log.withheldCount, "withheld record"),
                """
                The export was asked for by more than a project\
                \(query.project == nil ? "" : " alone"), so which withheld records belong to the \
                question is the approver's word.
                """)
        ]
    }
}

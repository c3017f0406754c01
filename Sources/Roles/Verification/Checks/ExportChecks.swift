import Cryptography
import Findings
import Records

/// EXP-001: asked for by one person, approved and signed by another before it was made.
struct ExportApprovedCheck: Check {
    let rule: RuleID = "EXP-001"
    let needs: [RuleID] = ["BND-001", "BND-002", "REC-001"]
    let sees: [RuleID] = ["SIG-003", "SIG-004"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let exports = facts.exports()
        guard !exports.isEmpty else {
            return .findings([
                Finding(
                    .failure, "EXPORT_MISSING", at: Place(member: "manifest.json"),
                    expected: "the record of the export", found: "none",
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
                    expected: "the record of this export", found: "another record, or none",
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
            .failure, code, at: log.place(of: sequence), expected: expected, found: found, sentence)
    }

    private func open(
        _ code: String, at sequence: UInt64, expected: String? = nil, found: String? = nil,
        _ sentence: String
    ) -> Finding {
        Finding(
            .openQuestion, code, at: log.place(of: sequence), expected: expected, found: found,
            sentence)
    }

    /// The export names its request and its approval by place and leaf, and they are there.
    private func references(_ record: ExportBody) -> [Finding] {
        var findings: [Finding] = []
        let at = export.exportSequence
        if export.request == nil {
            findings.append(
                failure(
                    "EXPORT_REQUEST_MISSING", at: record.request.seq,
                    expected: "an export request", found: "another record, or none",
                    "The request for this export isn't there."))
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
                    expected: "the approver's signature", found: "another record, or none",
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

    // MARK: People

    private func people(_ record: ExportBody) -> [Finding] {
        guard let request = export.request, let approval = export.approval else { return [] }
        let approver = approval.statement.personId
        var findings = author(of: request, record, approver)
        if approver == request.requester {
            findings.append(
                failure(
                    "EXPORT_ORDER", at: record.approval.seq,
                    expected: "another person than \(request.requester)", found: approver,
                    "The person who asked for the export also approved it."))
        }
        return findings + identities(request, record, approver)
    }

    /// Who asks is whom the record's own actor says; the name in the request must be theirs.
    private func author(
        of request: ExportRequestBody, _ record: ExportBody, _ approver: String
    ) -> [Finding] {
        guard let actor = log.entry(at: record.request.seq)?.actor else { return [] }
        guard actor.kind == .human, let author = actor.personId else {
            return [
                open(
                    "REQUESTER_UNKNOWN", at: record.request.seq,
                    expected: "a record that person \(request.requester) made",
                    found: "\(actor.kind.rawValue) account \(actor.userId)",
                    "Which person wrote the request isn't recorded, so it is only the request's "
                        + "own word who asked.")
            ]
        }
        if author == approver {
            return [
                failure(
                    "EXPORT_ORDER", at: record.request.seq,
                    expected: "another person than the approver, \(approver)", found: author,
                    "The person who approved the export wrote the request for it.")
            ]
        }
        guard author != request.requester else { return [] }
        return [
            failure(
                "EXPORT_ORDER", at: record.request.seq, expected: request.requester, found: author,
                "The request names another person as the one who asks than the one who wrote it.")
        ]
    }

    /// What the register of people says of both, unless a withheld record may say otherwise.
    private func identities(
        _ request: ExportRequestBody, _ record: ExportBody, _ approver: String
    ) -> [Finding] {
        let hidden = HiddenRecords(of: IdentityBody.family, in: log)
        let requesting = log.identity(of: request.requester, before: record.request.seq)
        let approving = log.identity(of: approver, before: record.approval.seq)
        var findings = [
            (requesting?.seq, record.request.seq), (approving?.seq, record.approval.seq),
        ].filter { hidden.mayStand(after: $0.0, before: $0.1) }.map { _, place in
            open(
                "IDENTITY_WITHHELD", at: place,
                expected: "every record of the register of people in clear",
                found: "some withheld",
                "What the register says of requester or approver may stand in a withheld record.")
        }
        guard findings.isEmpty, let approving else { return findings }
        if approving.body.status != .active {
            let status = approving.body.status.rawValue
            findings.append(
                failure(
                    "ESIG_AUTHORITY", at: record.approval.seq, expected: "active", found: status,
                    "The approver's account was \(status) when the export was approved."))
        }
        if let requesting, requesting.body.spkiSha256 == approving.body.spkiSha256 {
            findings.append(
                failure(
                    "WRONG_KEY_FOR_TASK", at: record.approval.seq,
                    expected: "a key of the approver's own", found: approving.body.spkiSha256.hex,
                    "Requester and approver sign with one key."))
        }
        return findings
    }

    // MARK: Approval

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
                open(
                    "HIDDEN", at: record.approval.seq,
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
                    "EXPORT_APPROVAL_WITHDRAWN", at: status.seq, expected: "in force",
                    found: status.body.status.rawValue,
                    "The approval was taken back before the export was made.")
            }
    }

    /// An approval that isn't validly signed approves nothing.
    private func signature(_ record: ExportBody) -> [Finding] {
        let failed = ExportApprovedCheck().sees.compactMap { id in
            context.prior[id]?.findings.first {
                $0.effect == .failure && $0.place.sequence == record.approval.seq
                    && $0.place.log == log.label
            }
        }
        return failed.prefix(1).map { broken in
            failure(
                "APPROVAL_INVALID", at: record.approval.seq, expected: "a signature that holds",
                found: broken.code,
                "The signature that approves the export isn't valid.")
        }
    }
}

import BundleFormat
import Cryptography
import Findings
import Records

/// REC-003: everything that a record refers to exists.
///
/// What isn't there leaves the question open: it may be kept elsewhere or be withheld.
struct ReferencesCheck: Check {
    let rule: RuleID = "REC-003"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        var references = 0
        for log in facts.logs {
            var followed = LogReferences(log: log, facts: facts)
            followed.follow()
            findings += followed.findings
            references += followed.count
        }
        return .findings(findings, examined: Wording.count(references, "reference"))
    }
}

/// Follows the references of one log.
private struct LogReferences {
    let log: LogFacts
    let facts: Facts
    private let certificates: Set<Digest>
    private let logs: [Digest: LogFacts]
    private(set) var findings: [Finding] = []
    private(set) var count = 0

    init(log: LogFacts, facts: Facts) {
        self.log = log
        self.facts = facts
        certificates = Set(facts.certificates.map(\.sha256))
        logs = Dictionary(
            facts.logs.compactMap { log in log.logID.map { ($0, log) } },
            uniquingKeysWith: { first, _ in first })
    }

    mutating func follow() {
        genesis()
        policies()
        identities()
        signatures()
        statuses()
        exports()
        projects()
    }

    /// Counts a reference, and notes it where it leads nowhere.
    private mutating func refer(
        from seq: UInt64, to what: String, _ name: String, exists: Bool, hidden: String? = nil
    ) {
        count += 1
        guard !exists else { return }
        let isHidden = hidden.map { log.hides($0) } ?? false
        findings.append(
            Finding(
                .openQuestion, "REFERENCE_OPEN",
                at: Place(
                    member: log.member, log: log.label, sequence: seq,
                    epoch: log.epoch(of: seq)?.number),
                expected: "\(what) \(name)",
                found: isHidden ? "none shown; such records are withheld" : "none",
                "Record \(seq) refers to \(what) that isn't in the bundle."))
    }

    private mutating func genesis() {
        guard let genesis = log.genesis else { return }
        refer(
            from: 0, to: "the custodian's certificate", genesis.custodianCertificateSha256.hex,
            exists: certificates.contains(genesis.custodianCertificateSha256))
        refer(
            from: 0, to: "the founding policy", genesis.policySha256.hex,
            exists: facts.policies[genesis.policySha256] != nil)
    }

    private mutating func policies() {
        for (seq, body) in log.bodies(PolicyBody.self) {
            refer(
                from: seq, to: "policy", "\(body.policyId) \(body.version)",
                exists: facts.policies[body.sha256] != nil)
        }
    }

    private mutating func identities() {
        for (seq, body) in log.bodies(IdentityBody.self) {
            refer(
                from: seq, to: "the certificate of", body.personId,
                exists: certificates.contains(body.certificateSha256))
        }
    }

    private mutating func signatures() {
        for (seq, body) in log.bodies(SignatureBody.self) {
            let statement = body.statement
            refer(
                from: seq, to: "the signer's certificate", body.certificateSha256.hex,
                exists: certificates.contains(body.certificateSha256))
            refer(
                from: seq, to: "the identity of", statement.personId,
                exists: log.identity(of: statement.personId, before: seq) != nil,
                hidden: IdentityBody.family)
            refer(
                from: seq, to: "policy", statement.policySha256.hex,
                exists: facts.policies[statement.policySha256] != nil, hidden: PolicyBody.family)
            for target in statement.targets {
                let other = target.log.map { logs[$0] } ?? log
                refer(
                    from: seq, to: "record", "\(target.seq)",
                    exists: other.map { target.seq < $0.table.count } ?? false)
            }
        }
    }

    private mutating func statuses() {
        for (seq, body) in log.bodies(SignatureStatusBody.self) {
            let target = body.signature.seq
            let isSignature = log.entry(at: target)?.family == SignatureBody.family
            refer(
                from: seq, to: "the signature in record", "\(target)",
                exists: target < seq && (isSignature || log.table.isWithheld(at: target)))
        }
    }

    private mutating func exports() {
        for (seq, body) in log.bodies(ExportRequestBody.self) {
            refer(
                from: seq, to: "the identity of", body.requester,
                exists: log.identity(of: body.requester, before: seq) != nil,
                hidden: IdentityBody.family)
            for dataset in body.query.datasets {
                refer(
                    from: seq, to: "dataset", dataset, exists: knows(dataset: dataset),
                    hidden: CaptureBody.family)
            }
        }
        for (seq, body) in log.bodies(ExportBody.self) {
            refer(
                from: seq, to: "the request in record", "\(body.request.seq)",
                exists: body.request.seq < seq)
            refer(
                from: seq, to: "the approval in record", "\(body.approval.seq)",
                exists: body.approval.seq < seq)
        }
    }

    private func knows(dataset id: String) -> Bool {
        log.bodies(CaptureBody.self).contains { _, body in
            if case .dataset(let record) = body { record.dataset.id == id } else { false }
        }
    }

    /// Every label was introduced by a project record before it is used.
    private mutating func projects() {
        var introduced: [String: UInt64] = [:]
        for (seq, body) in log.bodies(ProjectBody.self) {
            introduced[body.label] = min(introduced[body.label] ?? seq, seq)
        }
        var seen: Set<String> = []
        for kept in log.entries {
            guard let label = kept.entry.project, seen.insert(label).inserted else { continue }
            refer(
                from: kept.seq, to: "project", label,
                exists: introduced[label].map { $0 <= kept.seq } ?? false,
                hidden: ProjectBody.family)
        }
        for place in 0..<Int32(clamping: log.captures.projects.count) {
            let label = log.captures.projects[place]
            guard seen.insert(label).inserted,
                let first = log.captures.events.first(where: { $0.project == place })?.seq
            else { continue }
            refer(
                from: first, to: "project", label,
                exists: introduced[label].map { $0 <= first } ?? false,
                hidden: ProjectBody.family)
        }
    }
}

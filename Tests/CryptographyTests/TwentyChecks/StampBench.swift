import Findings
import RecordLog
import Records
import TrailSealTestKit

@testable import Cryptography
@testable import Verification

/// A checkpoint, an authority with a root and an authority below it, and the auditor's trust.
struct StampBench: Sendable {
    static let now = TestAuthority.now
    static let policy = "1.3.6.1.4.1.99999.1"
    /// When the honest token was given; the judgement is made an hour later.
    static let genTime = now
    static let generalizedTime = "20260910002640Z"

    let authority: TestAuthority
    let key: PrivateKey
    let stamper: Certificate
    let checkpoint: Checkpoint

    static func shared() throws -> StampBench { try made.get() }
    private static let made = Result { try StampBench() }

    private init() throws {
        authority = try TestAuthority()
        key = try PrivateKey.generate(.p256)
        stamper = try authority.leaf(.timeStampAuthority, key: key, name: "TSA")
        checkpoint = try Checkpoint.sign(
            logID: SHA256.hash([1]), size: 2, root: SHA256.hash([2]),
            logKeySeed: SecretBytes(copying: [UInt8](repeating: 3, count: 32)))
    }

    var note: [UInt8] { checkpoint.note }

    // MARK: Honest parts

    /// The honest statement, with one part changed.
    struct Statement {
        var version: UInt64 = 1
        var policy = StampBench.policy
        var algorithm = HashAlgorithm.sha256
        var imprint: [UInt8]
        var serial: UInt64 = 0x77
        var time = StampBench.generalizedTime
        var accuracy: [UInt8] = DER.sequence(DER.integer(1))
        var nonce: [UInt8] = DER.integer(magnitude: [5, 6, 7])
        var name: [UInt8] = []
        var extensions: [UInt8] = []
        var after: [UInt8] = []

        var encoded: [UInt8] {
            DER.sequence(
                DER.integer(version), OID(dotted: policy).map { DER.oid($0) } ?? [],
                TimeStampRequest.messageImprint(algorithm, imprint), DER.integer(serial),
                DER.value(DERTag.generalizedTime, Array(time.utf8)), accuracy, nonce, name,
                extensions) + after
        }
    }

    func statement(_ change: (inout Statement) -> Void = { _ in }) -> [UInt8] {
        var statement = Statement(imprint: HashAlgorithm.sha256.hash(note))
        change(&statement)
        return statement.encoded
    }

    /// The honest message around a statement, with one part changed.
    func token(
        _ statement: [UInt8]? = nil, signer: Certificate? = nil, key: PrivateKey? = nil,
        _ change: (inout CMSAssembler) -> Void = { _ in }
    ) throws -> [UInt8] {
        let statement = statement ?? self.statement()
        let signer = signer ?? stamper
        var form = CMSAssembler(signer: signer, key: key ?? self.key)
        form.version = 3
        form.contentType = .timeStampInfo
        form.eContent = statement
        form.content = statement
        form.certificates.append(authority.issuing)
        form.attributes[0] = DER.attribute(.contentType, DER.oid(.timeStampInfo))
        form.attributes[2] = DER.attribute(
            .messageDigest, DER.octets(HashAlgorithm.sha256.hash(statement)))
        change(&form)
        return try form.assemble()
    }

    func request(
        nonce: [UInt8]? = [5, 6, 7], policy: String? = StampBench.policy
    ) throws -> [UInt8] {
        try TimeStampRequest.make(
            imprint: HashAlgorithm.sha256.hash(note), algorithm: .sha256, nonce: nonce,
            policy: policy)
    }

    /// A leaf of the issuing authority for the authority's key.
    func leaf(_ extensions: CertificateExtensions) throws -> Certificate {
        try authority.leaf(.special(extensions), key: key, name: "TSA")
    }

    func list(
        _ revoked: [RevokedCertificate] = [], byRoot: Bool = false
    ) throws -> CertificateRevocationList {
        try CertificateIssuer.issueCRL(
            issuer: byRoot ? authority.root : authority.issuing,
            key: byRoot ? authority.rootKey : authority.issuingKey,
            thisUpdate: Self.now + 600, nextUpdate: Self.now + 86_400, number: 1,
            revoked: revoked)
    }

    // MARK: Submissions

    /// What is judged: an honest answer, the trust that makes it count, and one change.
    struct Submission {
        var response: [UInt8]
        var request: [UInt8]?
        /// A second answer for the same checkpoint.
        var second: [UInt8]?
        var trust: Trust
        var at = Timestamp(unixSeconds: StampBench.now + 3_600)
        /// The time of the newest record that the checkpoint covers.
        var newestRecord = StampBench.now - 60
    }

    func submission(
        _ token: [UInt8]? = nil, _ change: (inout Submission) throws -> Void = { _ in }
    ) throws -> Submission {
        var submission = Submission(
            response: TimeStampAuthority.response(holding: try token ?? self.token()),
            request: try request(),
            trust: Trust(
                tsa: [authority.root], revocation: [try list(), try list(byRoot: true)]))
        try change(&submission)
        return submission
    }

    // MARK: Judging

    private func facts(_ submission: Submission) -> Facts {
        let label = String(checkpoint.logID.hex.prefix(16))
        let folder = "evidence/logs/\(label)/2"
        func file(_ bytes: [UInt8], _ name: String) -> EvidenceFile {
            EvidenceFile(path: "\(folder)/\(name)", notary: "tsa", bytes: bytes)
        }
        var folderFacts = CheckpointFacts(folderSize: 2, folder: folder)
        folderFacts.noteBytes = note
        folderFacts.checkpoint = checkpoint
        folderFacts.isSignedByLog = true
        folderFacts.recomputedRoot = checkpoint.root
        folderFacts.timeStamps = [
            TimeStampFiles(
                notary: "tsa", response: file(submission.response, "tsa.tsr"),
                request: submission.request.map { file($0, "tsa.tsq") })
        ]
        if let second = submission.second {
            folderFacts.timeStamps.append(
                TimeStampFiles(notary: "tsa2", response: file(second, "tsa2.tsr"), request: nil))
        }
        var log = LogFacts(label: label, member: "data/records/\(label).jsonl")
        log.logID = checkpoint.logID
        log.checkpoints = [folderFacts]
        var epoch = EpochFacts(
            number: 0, first: 0, startLeaf: checkpoint.logID, leafBefore: checkpoint.logID)
        epoch.last = 1
        epoch.lastTime = Timestamp(unixSeconds: submission.newestRecord)
        log.epochs = [epoch]
        var facts = Facts()
        facts.logs = [log]
        return facts
    }

    /// The codes of what fails or stays open, and whether the time-stamp counts.
    func judge(_ submission: Submission) -> (codes: Set<String>, notes: Set<String>, isFirm: Bool) {
        let facts = facts(submission)
        let context = JudgementContext(
            facts: facts, trust: submission.trust, profile: .standard, at: submission.at)
        let checks: [any Check] = [ReceiptCheck(), RevocationCheck(), TimeOrderCheck()]
        var findings: [Finding] = []
        for check in checks {
            if case .findings(let found, _, _) = check.run(on: facts, in: context) {
                findings += found
            }
        }
        // Where no receipt is left, NOT-003 has nothing to compare with.
        let decisive = findings.filter {
            ($0.effect == .failure || $0.effect == .openQuestion) && $0.code != "RECEIPT_MISSING"
        }
        return (
            Set(decisive.map(\.code)),
            Set(findings.map(\.code)).subtracting(decisive.map(\.code)),
            context.receipts.values.first?.first?.isFirm ?? false
        )
    }
}

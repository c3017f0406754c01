import CanonicalJSON
import Cryptography
import Findings
import RecordLog
import Records

@testable import Verification

/// Facts of an honest bundle built by hand, for tests to change one thing in.
///
/// One log: 0 genesis, 1 close; 2 open, 3 policy, 4 identity of Alice, 5 dataset, 6 Alice's
/// signature over 5, 7 close. Checkpoints at 2 and 8, each with a witness' cosignature.
struct Laboratory {
    let keys: LabKeys
    var log: LogFacts
    /// Other logs of the bundle.
    var others: [LogFacts] = []
    var trust: Trust
    var profile = Profile.standard
    var at = Timestamp(unixSeconds: LabKeys.start + 1_000)
    var certificates: [Certificate]
    var seal = SealFacts()
    var readme = ViewFacts.same
    var later = LaterFacts()
    /// Lists in the bundle: one of the root on which nothing stands.
    var revocation: [CertificateRevocationList]
    var responses: [RevocationResponse] = []
    let policy: SitePolicy
    /// Policies that records besides the first name.
    var laterPolicies: [SitePolicy] = []

    static let logID = SHA256.hash(Array("a log".utf8))
    static let label = String(logID.hex.prefix(16))

    init(policy: SitePolicy = .asking([])) throws {
        self.policy = policy
        keys = try LabKeys.shared()
        log = LogFacts(label: Self.label, member: "data/records/\(Self.label).jsonl")
        trust = Trust(
            roots: [keys.root],
            witnesses: [WitnessAnchor(key: try Self.witnessKey(keys), domain: "qa-department")])
        certificates = [keys.alice, keys.bob, keys.log]
        revocation = [try keys.list()]
        log.logID = Self.logID
        for seq in 0..<UInt64(8) {
            log.table.append(leaf: Self.leaf(seq), kind: .shown)
        }
        try addRecords()
        addEpochs()
        log.checkpoints = [try checkpoint(2, receiptAt: 15), try checkpoint(8, receiptAt: 100)]
    }

    static func leaf(_ seq: UInt64) -> Digest { SHA256.hash([1, UInt8(seq)]) }

    static func time(_ seconds: Int64) -> Timestamp {
        Timestamp(unixSeconds: LabKeys.start + seconds)
    }

    // MARK: Judging

    var facts: Facts {
        var facts = Facts()
        facts.logs = [log] + others
        facts.certificates = certificates
        facts.revocation = revocation
        facts.responses = responses
        facts.seal = seal
        facts.readme = readme
        facts.later = later
        for policy in [policy] + laterPolicies { facts.policies[policy.sha256] = policy }
        return facts
    }

    var context: JudgementContext {
        JudgementContext(facts: facts, trust: trust, profile: profile, at: at)
    }

    var receipts: [JudgedReceipt] { context.receipts[Self.label] ?? [] }

    /// The findings of a check that aren't mere notes, as `effect CODE`.
    func codes(_ check: some Check) -> [String] {
        findings(check).filter { $0.effect != .note }.map { "\($0.effect.rawValue) \($0.code)" }
    }

    /// The codes of the notes of a check.
    func notes(_ check: some Check) -> [String] {
        findings(check).filter { $0.effect == .note }.map(\.code)
    }

    func findings(_ check: some Check) -> [Finding] {
        switch check.run(on: facts, in: context) {
        case .findings(let findings, _, _): findings
        case .notApplicable(_, let notes, _), .blocked(_, let notes): notes
        }
    }
}

// MARK: Records

extension Laboratory {
    private mutating func addRecords() throws {
        let digest = SHA256.hash([])
        let program = ProgramIdentity(name: "capture", version: "1", sha256: digest)
        let genesis = GenesisBody(
            calendar: digest, calendarDepth: 4, custody: .custodian,
            custodianCertificateSha256: digest, logKey: keys.logKey, organisation: "Basel Labs",
            site: "BSL", host: "nmr-pc-7", program: program, configSha256: digest,
            policySha256: policy.sha256)
        log.genesis = genesis
        add(0, 0, genesis)
        add(3, 1, PolicyBody(policyId: "POL", version: "1", sha256: policy.sha256))
        add(4, 1, identity())
        add(5, 1, dataset(version: 1))
        try sign()
    }

    /// Puts a record at a place, ten seconds of the clock for each.
    mutating func add(
        _ seq: UInt64, _ epoch: UInt64, _ body: some RecordBody, person: String? = nil,
        in project: String? = nil
    ) {
        add(seq, epoch, family: body.family, json: body.json, person: person, in: project)
    }

    /// Captures a file of one byte as the record at a place.
    mutating func add(eventAt seq: UInt64, dataset: String, version: UInt64, path: String) {
        var run = CaptureRun()
        run.append(
            seq: seq, dataset: dataset, version: version, project: nil, path: path, size: 1,
            sha256: .zero)
        log.captures.append(run)
    }

    /// Withholds a record.
    mutating func withhold(_ seq: UInt64) {
        var table = LeafTable()
        for place in 0..<log.table.count {
            table.append(
                leaf: log.table.leaf(at: place) ?? .zero,
                kind: place == seq ? .withheld : log.table.kind(at: place) ?? .shown)
        }
        log.table = table
        log.entries.removeAll { $0.seq == seq }
        if let epoch = log.epochs.lastIndex(where: { $0.first <= seq }) {
            log.epochs[epoch].withheld += 1
        }
    }

    mutating func add(
        _ seq: UInt64, _ epoch: UInt64, family: String, json: JSONObject, person: String? = nil,
        in project: String? = nil
    ) {
        let time = RecordTime(
            utc: Self.time(Int64(seq) * 10), offset: "+01:00", zone: "Europe/Zurich",
            monotonicMicros: 1, boot: "b", source: "system-clock",
            sync: ClockSync(status: .unknown))
        let entry = Entry(
            seq: seq, epoch: epoch, salt: [UInt8](repeating: 1, count: 16), time: time,
            actor: Actor(
                personId: person, userId: "achen", kind: .human, source: "password",
                attribution: .loginSession),
            origin: Origin(
                system: "capture", systemRole: "capture", site: "BSL",
                organisation: "Basel Labs", version: "1", configSha256: SHA256.hash([]),
                host: "nmr-pc-7"),
            project: project, family: family, body: json)
        log.entries.removeAll { $0.seq == seq }
        log.entries.append(KeptEntry(seq: seq, entry: entry))
        log.entries.sort { $0.seq < $1.seq }
    }

    func identity(
        name: String = "Alice Chen", roles: [String] = ["analyst"],
        status: IdentityBody.Status = .active, spki: Digest? = nil
    ) -> IdentityBody {
        IdentityBody(
            personId: "P1", userId: "achen", printedName: name, roles: roles,
            proofing: Proofing(method: "passport seen", by: "P0", at: Self.time(0)),
            status: status, spkiSha256: spki ?? keys.alice.spkiSha256,
            certificateSha256: keys.alice.sha256)
    }

    func dataset(version: UInt64, state: CapturedDataset.State = .final) -> CaptureBody {
        .dataset(
            CapturedDataset(
                dataset: CapturedDataset.Dataset(
                    id: "DS-1", version: version, kind: "topspin", state: state),
                root: "data", path: "exp1", pathText: "exp1", fileCount: 3, byteCount: 12,
                sha256: SHA256.hash([3])))
    }

    private mutating func addEpochs() {
        for (number, first, last) in [(UInt64(0), UInt64(0), UInt64(1)), (1, 2, 7)] {
            var epoch = EpochFacts(
                number: number, first: first, startLeaf: Self.logID, leafBefore: Self.logID)
            epoch.last = last
            epoch.closes = [last]
            epoch.close = EpochCloseBody(
                cause: .checkpoint, counts: [], gaps: 0, reconciliations: 0)
            epoch.lastTime = Self.time(Int64(last) * 10)
            log.epochs.append(epoch)
        }
    }
}

// MARK: Signature

extension Laboratory {
    /// What a test may change in a signature, everything else being honest.
    struct Signing {
        var seq: UInt64 = 6
        var log = Laboratory.logID
        var name = "Alice Chen"
        var user = "achen"
        var role = "analyst"
        var meaning = Meaning(code: "AUTHORED", label: "authored")
        var reason: String? = "measured by me"
        var policy: Digest?
        var signedAt: Int64 = 60
        var cmsTime: Int64?
        var targets = [SignatureTarget(seq: 5, leaf: Laboratory.leaf(5))]
        var key: PrivateKey?
        var certificate: Certificate?
        var namedCertificate: Digest?
        var intermediates: [Certificate] = []
        /// What is signed; the statement unless set.
        var content: [UInt8]?
        /// The CMS value; made unless set.
        var cms: [UInt8]?
        /// The actor's person.
        var actor: String? = "P1"
    }

    /// Puts a signature of Alice's at place 6, or another one.
    mutating func sign(_ signing: Signing = Signing()) throws {
        let statement = SignatureStatement(
            log: signing.log, personId: "P1", userId: signing.user, printedName: signing.name,
            role: signing.role, meaning: signing.meaning,
            policySha256: signing.policy ?? policy.sha256, reason: signing.reason,
            signedAt: WallClock(
                utc: Self.time(signing.signedAt), offset: "+01:00", zone: "Europe/Zurich"),
            targets: signing.targets,
            auth: Authentication(
                components: ["user-id", "password"], at: Self.time(signing.signedAt), full: true))
        let certificate = signing.certificate ?? keys.alice
        let cms =
            try signing.cms
            ?? ClosedCMS.sign(
                content: signing.content ?? statement.encoded, certificate: certificate,
                key: signing.key ?? keys.aliceKey, intermediates: signing.intermediates,
                signingTime: LabKeys.start + (signing.cmsTime ?? signing.signedAt))
        let body = SignatureBody(
            statement: statement, cms: cms,
            certificateSha256: signing.namedCertificate ?? certificate.sha256)
        add(signing.seq, 1, body, person: signing.actor)
    }
}

// MARK: Receipts

extension Laboratory {
    static func witnessKey(_ keys: LabKeys, name: String = "witness.example") throws -> VerifierKey
    {
        let key = VerifierKey(
            name: name, kind: .cosignature,
            publicKey: try Ed25519.publicKey(seed: keys.witnessSeed))
        guard let key else { throw CryptographyError(function: "VerifierKey", text: name) }
        return key
    }

    /// A checkpoint that fits the records, with a witness' cosignature.
    func checkpoint(_ size: UInt64, receiptAt seconds: Int64) throws -> CheckpointFacts {
        let root = SHA256.hash([2, UInt8(size)])
        let checkpoint = try Checkpoint.sign(
            logID: Self.logID, size: size, root: root, logKeySeed: keys.logSeed)
        let folder = "evidence/logs/\(Self.label)/\(size)"
        var facts = CheckpointFacts(folderSize: size, folder: folder)
        facts.noteBytes = checkpoint.note
        facts.checkpoint = checkpoint
        facts.isSignedByLog = true
        facts.recomputedRoot = root
        facts.cosignatures = [try cosignature(of: checkpoint, folder, at: seconds)]
        return facts
    }

    func cosignature(
        of checkpoint: Checkpoint, _ folder: String, at seconds: Int64,
        witness: String = "witness.example", seed: SecretBytes? = nil
    ) throws -> EvidenceFile {
        let cosignature = try Cosignature.sign(
            noteBody: checkpoint.noteBody, witness: witness, seed: seed ?? keys.witnessSeed,
            unixSeconds: UInt64(LabKeys.start + seconds))
        return EvidenceFile(
            path: "\(folder)/\(witness).cosignature", notary: witness, bytes: cosignature.bytes)
    }

    /// Has the opening of epoch 1 name the first receipt.
    mutating func nameFirstReceipt() throws {
        guard let receipt = receipts.first else { return }
        log.epochs[1].open = Self.opening(
            naming: ReceiptReference(size: 2, sha256: receipt.sha256))
    }

    static func opening(naming receipt: ReceiptReference?) -> EpochOpenBody {
        EpochOpenBody(
            after: leaf(1), notBefore: receipt, boot: "b",
            program: ProgramIdentity(name: "c", version: "1", sha256: .zero), configSha256: .zero,
            rollbackCheck: RollbackCheck(result: .consistent))
    }

    /// What a test may change in a time-stamp.
    struct Stamping {
        var time: Int64 = 100
        var content: [UInt8]?
        var certificate: Certificate?
        var key: PrivateKey?
        var chain: [Certificate] = []
        var nonce: [UInt8]? = [5, 6, 7]
        var askedNonce: [UInt8]? = [5, 6, 7]
        var askedPolicy: String? = "1.2.3.4"
        var policy = "1.2.3.4"
        var serial: [UInt8] = [1]
        var name = "tsa"
        var algorithm = HashAlgorithm.sha256
        /// Changes the finished answer.
        var spoil: ([UInt8]) -> [UInt8] = { $0 }
    }

    /// A time-stamp over the note of a checkpoint.
    func timeStamp(
        _ stamping: Stamping = Stamping(), over checkpoint: CheckpointFacts
    ) throws -> TimeStampFiles {
        let content = stamping.content ?? checkpoint.noteBytes ?? []
        let imprint = stamping.algorithm.hash(content)
        func request(_ nonce: [UInt8]?, _ policy: String?) throws -> [UInt8] {
            try TimeStampRequest.make(
                imprint: imprint, algorithm: stamping.algorithm, nonce: nonce, policy: policy)
        }
        let answer = try TimeStampAuthority.respond(
            to: request(stamping.nonce, stamping.policy),
            certificate: stamping.certificate ?? keys.tsa, key: stamping.key ?? keys.tsaKey,
            chain: stamping.chain, genTime: LabKeys.start + stamping.time,
            serial: stamping.serial, policy: stamping.policy)
        let asked = try TimeStampRequest.make(
            imprint: stamping.algorithm.hash(checkpoint.noteBytes ?? []),
            algorithm: stamping.algorithm, nonce: stamping.askedNonce,
            policy: stamping.askedPolicy)
        let base = "\(checkpoint.folder)/\(stamping.name)"
        return TimeStampFiles(
            notary: stamping.name,
            response: EvidenceFile(
                path: base + ".tsr", notary: stamping.name, bytes: stamping.spoil(answer)),
            request: EvidenceFile(path: base + ".tsq", notary: stamping.name, bytes: asked))
    }
}

extension SitePolicy {
    /// The standard policy that asks for signatures.
    static func asking(_ required: [RequiredSignature]) -> SitePolicy {
        let standard = SitePolicy.standard(policyId: "POL", version: "1")
        return SitePolicy(
            policyId: standard.policyId, version: standard.version, meanings: standard.meanings,
            requireReason: standard.requireReason, roles: standard.roles, limits: standard.limits,
            requiredSignatures: required)
    }
}

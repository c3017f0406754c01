import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// A log written in memory by the formulas of the format; what tests change, they change here.
struct TestLog {
    /// One record as written.
    struct Line {
        var entry: [UInt8]
        var code: Digest
        var withheld: WithholdingReason?

        var bytes: [UInt8] {
            guard let reason = withheld else { return RecordLine.clear(entry: entry, code: code) }
            return RecordLine.withheld(digest: SHA256.hash(entry), code: code, reason: reason)
        }
    }

    let keys = TestKeys.shared
    var lines: [Line] = []
    var leaves: [Digest] = []
    var families: [String] = []
    var checkpoints: [Checkpoint] = []
    var logID = Digest.zero
    var epochKeys: [Digest] = []
    private var recordKey = Digest.zero
    private var state: Digest
    private var tracker = EpochTracker()
    private var opening: EpochOpening?
    private var seconds: Int64 = 1_760_000_000
    private(set) var epoch: UInt64 = 0
    private var enrolled: Set<String> = []
    /// Seconds of the clock that only runs forward.
    var counter: Int64 = 1_000
    /// Seconds by which the wall clock is set ahead at the next record.
    var jump: Int64 = 0
    /// The wall clock's difference and zone.
    var wall = (offset: "+01:00", zone: "Europe/Zurich")
    /// The components that signatures state.
    var components = ["user-id", "password"]
    /// The difference that signatures state.
    var signedAtOffset = "+01:00"
    /// What stands beside Alice's signatures as the word of a sign-in service.
    var assertion: ((SignatureStatement) throws -> SignInAssertion)?
    /// What records state of a measurement of the clock: milliseconds, and seconds since it.
    var measured: (offset: Int64, age: Int64)?

    /// The digest of the configuration in force.
    var configuration = Digest.zero

    private var sync: ClockSync {
        guard let measured else { return ClockSync(status: .synchronised) }
        return ClockSync(
            status: .synchronised, offsetMs: measured.offset, reference: "ntp.example",
            checkedUtc: Timestamp(unixSeconds: seconds - measured.age))
    }

    static let project = "00112233445566ff"
    static let depth = 4

    init() {
        state = keys.state.withBytes { bytes in
            Digest((0..<bytes.count).map { bytes[$0] }) ?? .zero
        }
        beginKeys()
    }

    /// The number of records that were written, whatever a test takes out later.
    var size: UInt64 { UInt64(leaves.count) }

    /// When each record was written.
    private(set) var times: [Timestamp] = []

    var label: String { Chain.label(logID: logID) }

    private mutating func beginKeys() {
        let key = Ratchet.epochKey(state)
        epochKeys.append(key)
        recordKey = Ratchet.firstRecordKey(key)
        state = Ratchet.nextState(state)
        tracker = EpochTracker()
    }

    // MARK: - Records

    @discardableResult
    mutating func append(
        _ body: some RecordBody, project: String? = nil, person: String? = "P1",
        actor: Actor? = nil, cause: String? = nil, after delay: Int64 = 1
    ) -> UInt64 {
        seconds += delay
        // Time that passes moves both clocks; whoever sets the wall clock back moves only that one.
        counter += max(delay, 1) - jump
        jump = 0
        let time = RecordTime(
            utc: Timestamp(unixSeconds: seconds), offset: wall.offset, zone: wall.zone,
            monotonicMicros: counter * 1_000_000, boot: "boot-1", source: "system-clock",
            sync: sync)
        let entry = Entry(
            seq: size, epoch: epoch, salt: [UInt8](repeating: UInt8(size & 0xFF), count: 16),
            time: time,
            actor: actor ?? Self.actor(of: body, enrolled.contains(person ?? "") ? person : nil),
            origin: Origin(
                system: "trailseal-capture", systemRole: "capture", site: "Basel",
                organisation: "Example Labs", version: "1", configSha256: configuration,
                host: "NMRPC7"),
            project: project, family: body.family, body: body.json, cause: cause,
            under: EpochOpening.families.contains(body.family) ? nil : opening)
        opening = EpochOpening(entry) ?? opening
        tracker.count(entry)
        if let identity = body as? IdentityBody { enrolled.insert(identity.personId) }
        let bytes = entry.encoded
        if lines.isEmpty { logID = Chain.logID(genesisEntry: bytes) }
        let link = Chain.link(
            sequence: size, previousLeaf: leaves.last ?? logID, digest: SHA256.hash(bytes))
        let code = Chain.code(key: recordKey, link: link)
        recordKey = Ratchet.nextRecordKey(recordKey)
        leaves.append(Chain.leaf(link: link, code: code))
        lines.append(Line(entry: bytes, code: code))
        families.append(body.family)
        times.append(now)
        return size - 1
    }

    /// Who makes a record as capture writes it: the program, a person of the register, or, before
    /// there is one, whoever sits there.
    private static func actor(of body: some RecordBody, _ person: String?) -> Actor {
        if program.contains(body.family) {
            return Actor(
                userId: "lab", kind: .service, source: "program", attribution: .kernelPeer)
        }
        let isSignature = body is SignatureBody
        return Actor(
            personId: person, userId: person.map { "u-\($0)" } ?? "lab", kind: .human,
            source: isSignature ? "password" : "os-session",
            attribution: isSignature ? .freshProof : .loginSession)
    }

    private static let program: Set<String> = [
        EpochOpenBody.family, EpochCloseBody.family, ServiceBody.family, GapBody.family,
        ClockBody.family, ConfigBody.family,
    ]

    func reference(_ sequence: UInt64) -> LeafReference {
        LeafReference(seq: sequence, leaf: leaves[Int(sequence)])
    }

    var now: Timestamp { Timestamp(unixSeconds: seconds) }

    // MARK: - Epochs

    mutating func genesis(policy: Digest, custodian: Digest) throws {
        append(
            GenesisBody(
                calendar: KeyCalendar.root(seed: keys.state, depth: Self.depth),
                calendarDepth: Self.depth, custody: .custodian,
                custodianCertificateSha256: custodian,
                logKey: try Ed25519.publicKey(seed: keys.logSeed), organisation: "Example Labs",
                site: "Basel", host: "NMRPC7", program: Self.capture, configSha256: .zero,
                policySha256: policy))
    }

    static let capture = ProgramIdentity(name: "trailseal-capture", version: "1", sha256: .zero)

    /// What an honest close would say now.
    func closeBody(_ cause: EpochCloseCause) -> EpochCloseBody { tracker.closeBody(cause: cause) }

    mutating func close(_ cause: EpochCloseCause) throws {
        append(closeBody(cause))
        checkpoints.append(
            try Checkpoint.sign(
                logID: logID, size: size, root: CompactRange.root(of: leaves),
                logKeySeed: keys.logSeed))
    }

    /// Opens the next epoch; without a close before it, with a recovery.
    mutating func open(recovering: Bool = false, after delay: Int64 = 1) {
        let last = leaves.last ?? logID
        let found =
            recovering
            ? Recovery(
                seq: size - 1, leaf: last, time: now, counts: tracker.counts,
                startedAt: Timestamp(unixSeconds: seconds + delay)) : nil
        beginKeys()
        epoch += 1
        append(
            EpochOpenBody(
                after: last, boot: "boot-1", program: Self.capture, configSha256: configuration,
                rollbackCheck: RollbackCheck(result: .consistent), recovery: found),
            after: delay)
    }

    // MARK: - Signing

    mutating func sign(
        _ targets: [UInt64], by person: TestPerson, meaning: Meaning, policy: Digest
    ) throws -> UInt64 {
        let statement = SignatureStatement(
            log: logID, personId: person.id, userId: "u-\(person.id)",
            printedName: person.name, role: "qa", meaning: meaning, policySha256: policy,
            reason: "checked",
            signedAt: WallClock(
                utc: Timestamp(unixSeconds: seconds + 1), offset: signedAtOffset,
                zone: "Europe/Zurich"),
            targets: targets.map {
                SignatureTarget(seq: $0, leaf: leaves[Int($0)])
            },
            auth: Authentication(
                components: components, at: Timestamp(unixSeconds: seconds + 1),
                full: true))
        let cms = try ClosedCMS.sign(
            content: statement.encoded, certificate: person.certificate, key: person.key,
            intermediates: [], signingTime: seconds + 1)
        return append(
            SignatureBody(
                statement: statement, cms: cms, certificateSha256: person.certificate.sha256,
                assertion: person.id == TestPerson.alice.id
                    ? try assertion.map { try $0(statement) } : nil),
            person: person.id)
    }
}

/// Somebody who signs.
struct TestPerson {
    var id: String
    var name: String
    var certificate: Certificate
    var key: PrivateKey

    static let alice = TestPerson(
        id: "P1", name: "Alice Chen", certificate: TestKeys.shared.alice,
        key: TestKeys.shared.aliceKey)
    static let bob = TestPerson(
        id: "P2", name: "Bob Okafor", certificate: TestKeys.shared.bob,
        key: TestKeys.shared.bobKey)

    /// Somebody whose own key is the one that seals.
    static let sealKeeper = TestPerson(
        id: "P9", name: "Sam Oyelaran", certificate: TestKeys.shared.seal,
        key: TestKeys.shared.sealKey)

    /// The person's state, with what a test changes in it.
    func identity(
        at time: Timestamp, person: String? = nil, user: String? = nil, account: String? = "own",
        kind: Actor.Kind = .human, status: IdentityBody.Status = .active,
        method: String = "passport", signIn: SignInAccount? = nil
    ) -> IdentityBody {
        IdentityBody(
            personId: person ?? id, userId: user ?? "u-\(id)", printedName: name, kind: kind,
            roles: ["qa"], osUser: account == "own" ? "os-\(id)" : account, signIn: signIn,
            proofing: Proofing(method: method, by: "P0", at: time), status: status,
            spkiSha256: key.spkiSha256, certificateSha256: certificate.sha256)
    }
}

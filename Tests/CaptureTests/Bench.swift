import Cryptography
import RecordLog
import Records
import Synchronization
import TrailSealTestKit

@testable import Capture

/// A clock that moves one second at every question, on both of its hands.
final class TestClock: TimeSource {
    private struct Hands {
        var wall: Int64
        var forward: Int64 = 0
        /// A step that is still to come: how many questions are answered before it.
        var step: (questions: Int, seconds: Int64)?
    }

    private let hands: Mutex<Hands>
    private let boot: String

    init(start: Int64 = 1_795_000_000, boot: String = "boot-1") {
        hands = Mutex(Hands(wall: start))
        self.boot = boot
    }

    /// Moves both hands, as time does.
    func pass(seconds: Int64) {
        hands.withLock {
            $0.wall += seconds
            $0.forward += seconds
        }
    }

    /// Moves the wall hand alone, as somebody who sets the clock does.
    func set(by seconds: Int64) {
        hands.withLock { $0.wall += seconds }
    }

    /// Moves the wall hand alone when so many more questions were answered.
    func set(by seconds: Int64, afterQuestions count: Int) {
        hands.withLock { $0.step = (count, seconds) }
    }

    func now() -> RecordTime {
        pass(seconds: 1)
        let now = hands.withLock { hands in
            if let step = hands.step {
                hands.step = step.questions > 0 ? (step.questions - 1, step.seconds) : nil
                if step.questions == 0 { hands.wall += step.seconds }
            }
            return hands
        }
        return RecordTime(
            utc: Timestamp(unixSeconds: now.wall), offset: "+01:00", zone: "Europe/Zurich",
            monotonicMicros: now.forward * 1_000_000, boot: boot, source: "system-clock",
            sync: ClockSync(status: .synchronised))
    }
}

/// A store in a temporary folder with a witness beside it.
struct Bench {
    let folder: TemporaryDirectory
    let clock: TestClock
    let context: CaptureContext

    static let password = SecretBytes(copying: Array("correct horse".utf8))
    static let wrong = SecretBytes(copying: Array("battery staple".utf8))
    static let custodianPassword = SecretBytes(copying: Array("far away in a safe".utf8))

    var layout: StoreLayout { StoreLayout(folder.file("store")) }
    var witness: String { folder.file("witness") }
    var custodian: String { folder.file("custodian") }

    /// No store yet.
    init(
        osUser: String = "achen", keyFileCost: ScryptCost = .negligible,
        clock: TestClock = TestClock()
    ) throws {
        folder = try TemporaryDirectory()
        self.clock = clock
        context = Bench.context(clock, osUser: osUser, keyFileCost: keyFileCost)
    }

    /// A store with a witness and both people enrolled.
    static func ready(
        limits: SitePolicy.Limits? = nil, clock: TestClock = TestClock()
    ) throws -> Bench {
        let bench = try Bench(clock: clock)
        try bench.initialise(limits: limits)
        try bench.session { writer in
            try bench.enrol("P0042", "achen", "Alice Chen", role: "analyst", writer)
            try bench.enrol("P0007", "rmeier", "Robert Meier", role: "reviewer", writer)
        }
        return bench
    }

    static func context(
        _ clock: TestClock, osUser: String, keyFileCost: ScryptCost = .negligible
    ) -> CaptureContext {
        CaptureContext(
            clock: clock, random: SystemRandomSource(),
            host: HostFacts(host: "NMRPC7", osUser: osUser, loginUser: osUser, boot: "boot-1"),
            program: ProgramIdentity(
                name: "trailseal-capture", version: "0", sha256: SHA256.hash([])),
            keyFileCost: keyFileCost)
    }

    func policy(_ limits: SitePolicy.Limits? = nil) -> SitePolicy {
        let standard = SitePolicy.standard(policyId: "POL-SIGN", version: "1")
        return SitePolicy(
            policyId: standard.policyId, version: standard.version, meanings: standard.meanings,
            requireReason: standard.requireReason, roles: standard.roles,
            limits: limits
                ?? SitePolicy.Limits(
                    skewMilliseconds: 60_000, lockAfterFailures: 3, epochMaxRecords: 10_000,
                    epochMaxSeconds: 86_400))
    }

    func request(
        limits: SitePolicy.Limits? = nil, authority: Configuration.Authority = .own,
        custodian: InitialisationRequest.Custodian = .own(password: Bench.custodianPassword),
        isUnwitnessed: Bool = false, depth: Int = 6
    ) -> InitialisationRequest {
        let notary = NotaryConfiguration(kind: .witness, name: "qa", place: witness)
        return InitialisationRequest(
            organisation: "Example Laboratory", site: "Basel", policy: policy(limits),
            authority: authority, custodian: custodian, custodianFolder: self.custodian,
            notaries: isUnwitnessed ? [] : [notary], isUnwitnessed: isUnwitnessed,
            calendarDepth: depth)
    }

    @discardableResult
    func initialise(limits: SitePolicy.Limits? = nil) throws -> InitialisationResult {
        _ = try DirectoryWitness.create(witness, name: "qa.example/witness")
        let result = try Initialisation.run(
            request(limits: limits), at: layout.folder, context: context)
        _ = try LogWriter.advance(layout, context: context, transport: Bench.noTransport)
        return result
    }

    @discardableResult
    func enrol(
        _ person: String, _ user: String, _ name: String, role: String, osUser: String? = nil,
        password: SecretBytes = Bench.password, _ writer: LogWriter
    ) throws -> EnrolmentResult {
        try Enrolment.enrol(
            EnrolmentRequest(
                personID: person, userID: user, printedName: name, roles: [role],
                osUser: osUser ?? (role == "analyst" ? user : nil), proofing: "passport seen",
                password: password),
            administratorPassword: nil, writer: writer)
    }

    func session<Result>(_ body: (LogWriter) throws -> Result) throws -> Result {
        try LogWriter.session(
            layout, context: context,
            closed: { _ = try Checkpointing.collect($0, transport: Bench.noTransport) }, body)
    }

    func record(_ path: String, project: String = "QC-26-118") throws -> RecordingResult {
        try session { writer in
            try Recording.run(
                RecordingRequest(
                    paths: [Array(path.utf8)], project: project,
                    actor: try writer.resolvedActor()),
                writer: writer)
        }
    }

    func sign(
        _ user: String, _ targets: [SigningTarget], meaning: String = "REVIEWED",
        reason: String? = nil, password: SecretBytes = Bench.password
    ) throws -> SigningResult {
        try session { writer in
            try Signing.sign(
                SigningRequest(
                    userID: user, password: password, meaning: meaning, reason: reason,
                    targets: targets),
                writer: writer)
        }
    }

    func reader() throws -> StoreReader { try StoreReader(layout) }

    /// The families of all records, in order.
    func families() throws -> [String] { try entries().map(\.family) }

    /// The bodies of a family, in order.
    func bodies<Body: RecordBody>(_ type: Body.Type) throws -> [Body] {
        try entries().compactMap { try Families.read($0)?.body as? Body }
    }

    func entries() throws -> [Entry] {
        let reader = try reader()
        return try (0..<reader.size).map { try reader.entry(at: $0) }
    }

    /// Makes a folder below the bench's own and gives its path.
    func data(_ name: String, _ files: [String: String]) throws -> String {
        let root = folder.file(name)
        for (path, content) in files.sorted(by: { $0.key < $1.key }) {
            var parent = root
            if !isThere(parent) { try makeFolder(parent) }
            for part in path.split(separator: "/").dropLast() {
                parent += "/\(part)"
                if !isThere(parent) { try makeFolder(parent) }
            }
            try writeFile("\(root)/\(path)", content)
        }
        return root
    }

    /// A finished experiment of TopSpin's shape.
    static let experiment = [
        "1/acqus": "##TITLE= parameters", "1/fid": "free induction", "1/audita.txt": "trail",
        "1/pdata/1/1r": "spectrum", "1/pdata/1/procs": "processing",
    ]

    static let noTransport = NotaryTransport(timeStamps: { url, _ in
        throw CaptureError.notary("there is no network in a test: \(url)")
    })
}

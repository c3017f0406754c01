import BundleFormat
import CanonicalJSON
import Cryptography
import Records
import Testing

/// Builds small logs for the tests of readable copies.
struct CopyFixture {
    static let project = BundlePathTests.project
    static let digest = SHA256.hash([7])
    let logID: Digest
    private(set) var records: [RecordCopy] = []

    init(log: UInt8 = 1) {
        logID = SHA256.hash([log])
    }

    static func time(_ second: Int64) -> RecordTime {
        RecordTime(
            utc: Timestamp(unixSeconds: 1_795_000_000 + second), offset: "+01:00",
            zone: "Europe/Zurich", monotonicMicros: 1, boot: "b", source: "system-clock",
            sync: ClockSync(status: .unknown))
    }

    static let actor = Actor(
        personId: "P1", userId: "achen", name: "Ada Chen", kind: .human, role: "analyst",
        source: "password", attribution: .freshProof)

    static let origin = Origin(
        system: "trailseal-capture", systemRole: "capture", site: "BSL",
        organisation: "Example Laboratory", version: "1", configSha256: digest, host: "nmr7")

    @discardableResult
    mutating func add(_ body: some RecordBody, project: String? = project) -> UInt64 {
        add(family: body.family, body: body.json, project: project)
    }

    @discardableResult
    mutating func add(family: String, body: JSONObject, project: String? = project) -> UInt64 {
        let sequence = UInt64(records.count)
        let entry = Entry(
            seq: sequence, epoch: 1, salt: [UInt8](repeating: 1, count: 16),
            time: Self.time(Int64(sequence)), actor: Self.actor, origin: Self.origin,
            project: project, family: family, body: body)
        records.append(
            RecordCopy(
                sequence: sequence, digest: SHA256.hash(entry.encoded), content: .shown(entry)))
        return sequence
    }

    mutating func withhold(_ reason: WithholdingReason) {
        let sequence = UInt64(records.count)
        records.append(
            RecordCopy(sequence: sequence, digest: Self.digest, content: .withheld(reason)))
    }

    static func file(
        _ path: String, _ event: CapturedFile.Event = .created, dataset: String = "D1",
        version: UInt64 = 1, content: [UInt8] = [1]
    ) -> CaptureBody {
        let reference = CapturedFile.Dataset(id: dataset, version: version)
        if event == .deleted {
            return .file(CapturedFile(deleted: reference, root: "data", path: path))
        }
        return .file(
            CapturedFile(
                event: event, dataset: reference, root: "data", path: path,
                pathText: (try? MappedName(mapped: path))?.rawText, size: UInt64(content.count),
                sha256: SHA256.hash(content), modifiedUtc: Timestamp(unixSeconds: 1_795_000_000)))
    }

    static func end(
        _ path: String, dataset: String = "D1", version: UInt64 = 1, files: UInt64 = 1
    ) -> CaptureBody {
        .dataset(
            CapturedDataset(
                dataset: .init(id: dataset, version: version, kind: "topspin", state: .final),
                root: "data", path: path, pathText: (try? MappedName(mapped: path))?.rawText,
                fileCount: files, byteCount: files, sha256: digest))
    }

    func statement(
        name: String = "Ada Chen", reason: String? = "reviewed against worksheet", target: UInt64
    ) -> SignatureStatement {
        SignatureStatement(
            log: logID, personId: "P1", userId: "achen", printedName: name, role: "analyst",
            meaning: Meaning(code: "AUTHORED", label: "authored"), policySha256: Self.digest,
            reason: reason, signedAt: WallClock(Self.time(100)),
            targets: [SignatureTarget(seq: target, leaf: Self.digest)],
            auth: Authentication(
                components: ["user-id", "password"], at: Self.time(100).utc, full: true))
    }

    static func bundle() throws -> BundleID { try #require(BundleID("EX-31")) }

    var source: RecordCopies { RecordCopies(logID: logID, records: records) }

    func page(policies: [Digest: SitePolicy] = [:]) throws -> String {
        let rendering = ReadmeRendering(
            logs: [source], policies: policies, bundle: try Self.bundle())
        return String(decoding: try rendering.page(), as: UTF8.self)
    }
}

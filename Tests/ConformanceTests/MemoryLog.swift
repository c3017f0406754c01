import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Sealing

/// A log in memory with the records that a selection tells apart, and its plain reading.
struct MemoryLog: EvidenceSource {
    private(set) var lines: [[UInt8]] = []
    /// The openings with their places, each with another clock than the one before.
    private var openings: [(place: UInt64, opening: EpochOpening)] = []
    /// How many lines a stretch has at most.
    var stretchLength = 3

    var logID: Digest { SHA256.hash([1]) }
    var size: UInt64 { UInt64(lines.count) }

    static let projects = ["00112233445566ff", "ffeeddccbbaa9988"]
    static let persons = ["P1", "P2"]
    private static let digest = SHA256.hash([7])

    /// Replaces a line by other bytes.
    func replacing(_ place: Int, by line: [UInt8]) -> MemoryLog {
        var log = self
        log.lines[place] = line
        return log
    }

    mutating func add(family: String, _ body: JSONObject, project: String?, person: String?) {
        let seq = UInt64(lines.count)
        let isOpening = family == EpochOpenBody.family
        let isElsewhere = (openings.count + (isOpening ? 1 : 0)).isMultiple(of: 2)
        let time = RecordTime(
            utc: Timestamp(unixSeconds: 1_795_000_000 + Int64(seq)),
            offset: isElsewhere ? "-03:30" : "+01:00",
            zone: isElsewhere ? "America/St_Johns" : "Europe/Zurich", monotonicMicros: Int64(seq),
            boot: "b", source: "system-clock",
            sync: ClockSync(status: .unknown))
        let actor = Actor(
            personId: person, userId: "achen", name: "Ada \"A\" Chen", kind: .human,
            role: "=analyst", source: "password", attribution: .freshProof)
        let origin = Origin(
            system: "trailseal-capture", systemRole: "capture", site: "BSL",
            organisation: "Example Laboratory", version: "1", configSha256: Self.digest,
            host: "nmr7")
        let entry = Entry(
            seq: seq, epoch: 1, salt: [UInt8](repeating: 1, count: 16), time: time, actor: actor,
            origin: origin, project: project, family: family, body: body,
            under: isOpening ? nil : openings.last?.opening)
        if let opening = EpochOpening(entry) { openings.append((seq, opening)) }
        lines.append(
            RecordLine.clear(entry: entry.encoded, code: SHA256.hash([UInt8(seq & 0xFF)])))
    }

    mutating func add(_ body: some RecordBody, project: String?, person: String? = "P1") {
        add(family: body.family, body.json, project: project, person: person)
    }

    // MARK: - What a selection asks for

    func forEachLine(
        from: UInt64, to: UInt64, _ body: (UInt64, [UInt8]) throws -> Void
    ) throws {
        for place in from..<min(to, size) { try body(place, lines[Int(place)]) }
    }

    func forEachStretch<Value: Sendable>(
        from: UInt64, to: UInt64, make: @escaping @Sendable (LineStretch) throws -> Value,
        while use: (Value) throws -> Bool
    ) throws {
        var stretch = LineStretch(first: from, under: opening(before: from))
        for place in from..<min(to, size) {
            _ = stretch.append {
                $0 += lines[Int(place)]
                return true
            }
            if stretch.count == stretchLength || place + 1 == min(to, size) {
                guard try use(make(stretch)) else { return }
                stretch = LineStretch(first: place + 1, under: opening(before: place + 1))
            }
        }
    }

    /// The opening in force in front of a place.
    func opening(before place: UInt64) -> EpochOpening? {
        openings.last { $0.place < place }?.opening
    }

    func line(at sequence: UInt64) throws -> [UInt8] { lines[Int(sequence)] }

    func forEachLine(
        ofFamilies families: Set<String>, _ body: (UInt64, [UInt8]) throws -> Void
    ) throws {
        for (place, line) in lines.enumerated() {
            let entry = try StoredEntry(line, sequence: UInt64(place)).entry
            if families.contains(entry.family) { try body(UInt64(place), line) }
        }
    }

    func hasDataset(_ id: String) throws -> Bool { false }
    func checkpoints() throws -> [StoredCheckpoint] { [] }
    func certificates() throws -> [[UInt8]] { [] }
    func revocationLists() throws -> [[UInt8]] { [] }
    func policy(sha256: Digest) throws -> [UInt8]? { nil }
    func openFile(for record: CapturedFile) throws -> OpenedFile { .absent(.gone) }
}

// MARK: - Random logs

extension MemoryLog {
    /// A log of file events and, between them, of everything that a selection treats otherwise, ended
    /// by request, approval and export.
    static func random(_ count: Int, _ numbers: inout some RandomNumberGenerator) -> MemoryLog {
        var log = MemoryLog()
        log.add(
            family: "epoch.open", JSONObject([("after", .string(digest.hex))]), project: nil,
            person: nil)
        while log.lines.count < count { log.addAny(&numbers) }
        let end = log.size
        log.add(
            family: "export.request", JSONObject([("exportId", .string("EX-1"))]),
            project: projects[0], person: "P1")
        log.add(log.signature(over: [end]), project: projects[0], person: "P2")
        log.add(log.exportBody(at: end), project: projects[0])
        return log
    }

    /// The body of the export whose request stands at a place.
    func exportBody(at request: UInt64) -> ExportBody {
        ExportBody(
            exportId: "EX-1", request: LeafReference(seq: request, leaf: Self.digest),
            approval: LeafReference(seq: request + 1, leaf: Self.digest),
            epochs: EpochRange(first: 0, last: 1))
    }

    private mutating func addAny(_ numbers: inout some RandomNumberGenerator) {
        let project = Self.projects.randomElement(using: &numbers)
        let person = (Self.persons + [nil]).randomElement(using: &numbers) ?? nil
        let dataset = ["D1", "D2", "D3"].randomElement(using: &numbers) ?? "D1"
        let name = ["exp/fid", "exp/a", "exp/b=20c", "exp/=c3=a9"].randomElement(using: &numbers)
        let path = name ?? "exp/fid"
        switch Int.random(in: 0..<16, using: &numbers) {
        case 0: add(Self.end(dataset, files: 1), project: project, person: person)
        case 1: add(Self.file(path, nil, dataset), project: project, person: person)
        case 2:
            let targets = (0..<2).map { _ in UInt64.random(in: 0..<(size + 2), using: &numbers) }
            add(signature(over: targets), project: project, person: person)
        case 3:
            let about = JSONObject([("id", .string("D1"))])
            add(
                family: "notes", JSONObject([("dataset", .object(about))]),
                project: [project, nil].randomElement(using: &numbers) ?? nil, person: person)
        case 4:
            let body = ProjectBody(label: project ?? Self.projects[0], name: "Q")
            add(body, project: project, person: person)
        case 5:
            let policy = PolicyBody(policyId: "P", version: "1", sha256: SHA256.hash([9]))
            add(policy, project: nil, person: person)
        case 6:
            let body = JSONObject([("after", .string(Self.digest.hex))])
            add(family: EpochOpenBody.family, body, project: nil, person: nil)
        default:
            add(
                Self.file(path, .random(in: 0...99, using: &numbers), dataset), project: project,
                person: person)
        }
    }

    private static func file(_ path: String, _ content: UInt8?, _ dataset: String) -> CaptureBody {
        let reference = CapturedFile.Dataset(id: dataset, version: 1)
        let text = (try? MappedName(mapped: path))?.rawText
        guard let content else {
            return .file(CapturedFile(deleted: reference, root: "data", path: path, pathText: text))
        }
        return .file(
            CapturedFile(
                event: .created, dataset: reference, root: "data", path: path, pathText: text,
                size: UInt64(content), sha256: SHA256.hash([content]),
                modifiedUtc: Timestamp(unixSeconds: 1_795_000_000)))
    }

    private static func end(_ dataset: String, files: UInt64) -> CaptureBody {
        .dataset(
            CapturedDataset(
                dataset: .init(id: dataset, version: 1, kind: "topspin", state: .final),
                root: "data", path: "exp", pathText: "exp", fileCount: files, byteCount: files,
                sha256: digest))
    }

    private func signature(over targets: [UInt64]) -> SignatureBody {
        let clock = WallClock(
            utc: Timestamp(unixSeconds: 1_795_000_000), offset: "+01:00", zone: "Europe/Zurich")
        let statement = SignatureStatement(
            log: logID, personId: "P1", userId: "achen", printedName: "Ada Chen", role: "analyst",
            meaning: Meaning(code: "AUTHORED", label: "authored"), policySha256: Self.digest,
            reason: nil, signedAt: clock,
            targets: targets.map { SignatureTarget(seq: $0, leaf: Self.digest) },
            auth: Authentication(components: ["user-id"], at: clock.utc, full: true))
        return SignatureBody(statement: statement, cms: [0x30], certificateSha256: Self.digest)
    }
}

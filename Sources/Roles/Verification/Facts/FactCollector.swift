import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// Collects the facts of one bundle.
///
/// 1. Read the frame.
/// 2. Read the small members whole; parse manifest, seal, keys and evidence.
/// 3. In parallel: the digest of every member, the walk of every log, the checkpoints with the
///    signatures over them, and where it is asked for or costs little the digest of the whole file.
/// 4. With the logs known: roots of checkpoints, the readable copy made again, files kept elsewhere,
///    and the instruments' own trails.
struct FactCollector: Sendable {
    let input: VerificationInput
    let progress: (@Sendable (_ done: UInt64, _ total: UInt64) -> Void)?

    /// How many blocks or epochs are worked on at once.
    static let parallelism = 16
    /// How many logs are walked at once; they share the blocks that are held.
    static let logsAtOnce = 4
    /// Where the first line of a log has to end for the key in it to be known ahead: most have 2,000 bytes.
    private static let foundingBytes: UInt64 = 1 << 16

    private var limits: BundleLimits { input.limits }

    init(
        _ input: VerificationInput,
        progress: (@Sendable (_ done: UInt64, _ total: UInt64) -> Void)?
    ) {
        self.input = input
        self.progress = progress
    }

    /// Collects everything.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func facts() async throws -> Facts {
        var facts = Facts(frame: try FrameReader.read(input.source, limits: limits))
        let meter = ReadingMeter(total: amount(facts.frame), report: progress)
        let logs = logs(of: facts.frame)
        let members = MemberDigests(
            source: input.source, of: facts.frame.members,
            readElsewhere: Set(logs.flatMap(\.places)), meter: meter)
        async let digests = members.all()
        async let whole = digestOfFile(meter)
        try readSmallMembers(&facts)
        let list = facts.smallMembers[MemberPath.manifest.text]
        async let manifest = EvidenceReader.manifest(list)
        EvidenceReader.read(&facts)
        let reader = CheckpointReader(
            facts, in: input.source, logKeys: try foundingKeys(logs), trust: input.trust)
        let folders = Task { try await reader.read() }
        defer { folders.cancel() }
        let walks = try await walk(walkers(logs, facts, meter))
        facts.logs = walks.map(\.facts).sorted { $0.label < $1.label }
        facts.frame.sha256 = try await whole
        facts.frame.set(walks.flatMap(\.digests))
        facts.frame.set(try await digests)
        facts.manifest = await manifest
        facts.later = try later(facts.frame)
        try await LogEvidence(input: input, folders: folders).complete(&facts)
        return facts
    }

    // MARK: - After sealing

    /// What came after sealing, with the hash of the tar by each algorithm that it asks for.
    private func later(_ frame: FrameFacts) throws -> LaterFacts {
        var later = LaterReader.read(input.later, limits: limits)
        // Broken functions are never asked for: whatever they give, the renewal fails by its hash.
        for algorithm in LaterReader.algorithms(of: later).subtracting([.md5, .sha1]) {
            if algorithm == .sha256, let known = frame.sha256 {
                later.archive[algorithm] = known.bytes
                continue
            }
            var stream = try HashStream(algorithm)
            try SourceReading.forEachPiece(of: input.source, from: 0, size: input.source.size) {
                stream.update($0)
            }
            later.archive[algorithm] = stream.finish()
        }
        return later
    }

    // MARK: - Small members

    /// Reads what is held whole, but for notes and what lies beside them: there may be many, and whoever
    /// checks their signatures reads them.
    private func readSmallMembers(_ facts: inout Facts) throws {
        for member in facts.frame.members {
            guard let path = member.parsed, limits.wholeBytes(of: path) != nil,
                !member.isBeyondLimits, !path.isOfCheckpoint
            else { continue }
            let text = path.text
            guard facts.smallMembers[text] == nil else { continue }
            facts.smallMembers[text] = try SourceReading.read(
                input.source, at: member.dataOffset, count: Int(member.size))
        }
    }

    /// The keys that sign the notes of the logs, by label, as far as the first lines tell.
    private func foundingKeys(_ logs: [LogMembers]) throws -> [String: [UInt8]] {
        var keys: [String: [UInt8]] = [:]
        for log in logs { keys[log.label] = try foundingKey(log.records.fact) }
        return keys
    }

    /// The key that the founding record of a log names; nil where the first line isn't such a record, or a
    /// very long one.
    private func foundingKey(_ member: MemberFact) throws -> [UInt8]? {
        let count = Int(min(member.size, Self.foundingBytes))
        var bytes = try SourceReading.read(input.source, at: member.dataOffset, count: count)
        guard let end = ByteRuns.first(0x0A, in: bytes.span, from: 0) else { return nil }
        bytes.removeLast(bytes.count - end - 1)
        let block = BlockReader.Block(bytes: bytes, firstLine: 0, lineCount: 1, offset: 0)
        let line = LineBatch(block, limits: limits)
        return (line.kept.first?.body as? GenesisBody)?.logKey
    }

    // MARK: - The whole file, and logs

    /// Whether the file is hashed as a whole, too.
    private var hashesWhole: Bool {
        input.digestsFile || input.source.size <= limits.hashedWhole
    }

    /// How many bytes are read for digests and logs.
    private func amount(_ frame: FrameFacts) -> UInt64 {
        frame.members.reduce(hashesWhole ? frame.byteCount : 0) { sum, member in
            member.isBeyondLimits ? sum : sum &+ member.size
        }
    }

    /// The digest of the file as a whole, which reads every byte a second time; nil where nobody asked
    /// for it and the file is large.
    private func digestOfFile(_ meter: ReadingMeter) async throws -> Digest? {
        guard hashesWhole else { return nil }
        return try SourceReading.sha256(
            of: input.source, from: 0, size: input.source.size, meter: meter)
    }

    private func walk(
        _ walkers: [LogWalker]
    ) async throws -> [(facts: LogFacts, digests: [MemberDigest])] {
        try await withThrowingTaskGroup(of: (facts: LogFacts, digests: [MemberDigest]).self) {
            group in
            var waiting = walkers[...]
            for walker in waiting.prefix(Self.logsAtOnce) {
                group.addTask { try await walker.walk() }
            }
            waiting = waiting.dropFirst(Self.logsAtOnce)
            var logs: [(facts: LogFacts, digests: [MemberDigest])] = []
            while let log = try await group.next() {
                logs.append(log)
                if let walker = waiting.popFirst() {
                    group.addTask { try await walker.walk() }
                }
            }
            return logs
        }
    }

    /// The members of each log that is read.
    private func logs(of frame: FrameFacts) -> [LogMembers] {
        let index = frame.index
        return frame.members.enumerated().compactMap { place, member in
            guard let path = member.parsed, case .recordsJSONL(let label) = path,
                !member.isBeyondLimits, index.place(of: path) == place
            else { return nil }
            let table = index.place(of: .recordsCSV(log: label))
            return LogMembers(
                label: label, records: PlacedMember(place: place, fact: member),
                table: table.map { PlacedMember(place: $0, fact: frame.members[$0]) })
        }
    }

    private func walkers(
        _ logs: [LogMembers], _ facts: Facts, _ meter: ReadingMeter
    ) -> [LogWalker] {
        logs.map { log in
            LogWalker(
                source: input.source, log: log,
                keys: EvidenceReader.keys(of: log.label, in: facts)?.disclosed ?? [:],
                parallelism: Self.parallelism / min(Self.logsAtOnce, logs.count),
                limits: limits, meter: meter)
        }
    }
}

extension MemberPath {
    /// Whether it is a note, or lies beside one.
    fileprivate var isOfCheckpoint: Bool {
        switch self {
        case .note, .receipt: true
        default: false
        }
    }
}

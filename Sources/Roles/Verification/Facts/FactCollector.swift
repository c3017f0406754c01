import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// Collects the facts of one bundle.
///
/// 1. Read the frame.
/// 2. Read the small members whole; parse manifest, seal, keys, checkpoints and evidence.
/// 3. In parallel: the digest of every member, the walk of every log, and where it is asked for or
///    costs little the digest of the whole file.
/// 4. With the logs known: roots of checkpoints, the readable copy made again, files kept elsewhere,
///    and the instruments' own trails.
struct FactCollector: Sendable {
    let input: VerificationInput
    let meter: ReadingMeter

    /// How many members, blocks or epochs are worked on at once.
    static let parallelism = 16
    /// How many logs are walked at once; they share the blocks that are held.
    static let logsAtOnce = 4

    private var limits: BundleLimits { input.limits }

    init(
        _ input: VerificationInput,
        progress: (@Sendable (_ done: UInt64, _ total: UInt64) -> Void)?
    ) {
        self.input = input
        meter = ReadingMeter(total: input.source.size &* 2, report: progress)
    }

    /// Collects everything.
    ///
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func facts() async throws -> Facts {
        var facts = Facts(frame: try FrameReader.read(input.source, limits: limits))
        try readSmallMembers(&facts)
        EvidenceReader.read(&facts)
        let walked = try await withThrowingTaskGroup(of: Product.self) { group in
            try await collect(facts, in: &group)
        }
        facts.frame.sha256 = walked.whole
        facts.frame.set(walked.members)
        facts.logs = walked.logs.sorted { $0.label < $1.label }
        facts.later = try later(facts.frame)
        try await LogEvidence(input: input).complete(&facts)
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

    private func readSmallMembers(_ facts: inout Facts) throws {
        for member in facts.frame.members {
            guard let path = member.parsed, limits.wholeBytes(of: path) != nil,
                !member.isBeyondLimits, facts.smallMembers[member.path] == nil
            else { continue }
            facts.smallMembers[member.path] = try SourceReading.read(
                input.source, at: member.dataOffset, count: Int(member.size))
        }
    }

    // MARK: - Large members and logs

    private enum Product: Sendable {
        case whole(Digest)
        case member(Int, Digest)
        case log(LogFacts)
    }

    private struct Walked {
        var whole: Digest?
        var members: [(place: Int, sha256: Digest)] = []
        var logs: [LogFacts] = []
    }

    private func collect(
        _ facts: Facts, in group: inout ThrowingTaskGroup<Product, any Error>
    ) async throws -> Walked {
        let source = input.source
        let meter = meter
        var walked = Walked()
        var running = 0
        if hashesWhole {
            group.addTask {
                .whole(
                    try SourceReading.sha256(of: source, from: 0, size: source.size, meter: meter))
            }
            running += 1
        }
        var walkers = walkers(facts)[...]
        var members = facts.frame.members.indices[...]
        var runningLogs = 0
        while true {
            while running < Self.parallelism {
                if runningLogs < Self.logsAtOnce, let walker = walkers.popFirst() {
                    group.addTask { .log(try await walker.walk()) }
                    runningLogs += 1
                } else if let index = members.popFirst() {
                    let member = facts.frame.members[index]
                    guard !member.isBeyondLimits else { continue }
                    group.addTask {
                        .member(
                            index,
                            try SourceReading.sha256(
                                of: source, from: member.dataOffset, size: member.size,
                                meter: meter))
                    }
                } else {
                    break
                }
                running += 1
            }
            guard let product = try await group.next() else { return walked }
            running -= 1
            if case .log = product { runningLogs -= 1 }
            Self.take(product, &walked)
        }
    }

    /// Whether the file is hashed as a whole, too, which reads every byte a second time.
    private var hashesWhole: Bool {
        input.digestsFile || input.source.size <= limits.hashedWhole
    }

    private static func take(_ product: Product, _ walked: inout Walked) {
        switch product {
        case .whole(let digest): walked.whole = digest
        case .member(let index, let digest): walked.members.append((index, digest))
        case .log(let log): walked.logs.append(log)
        }
    }

    private func walkers(_ facts: Facts) -> [LogWalker] {
        let members = facts.frame.members.filter { member in
            guard case .recordsJSONL? = member.parsed else { return false }
            return !member.isBeyondLimits
        }
        let index = facts.frame.index
        var seen: Set<String> = []
        return members.compactMap { member in
            guard case .recordsJSONL(let label)? = member.parsed,
                seen.insert(label).inserted
            else { return nil }
            let keys = EvidenceReader.keys(of: label, in: facts)?.disclosed ?? [:]
            return LogWalker(
                source: input.source, member: member, label: label, keys: keys,
                table: index[.recordsCSV(log: label)],
                parallelism: Self.parallelism / min(Self.logsAtOnce, members.count),
                limits: limits, meter: meter)
        }
    }
}

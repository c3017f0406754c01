import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records

/// Collects the facts of one bundle.
///
/// 1. Read the frame.
/// 2. Read the small members whole; parse manifest, seal, keys, checkpoints and evidence.
/// 3. In parallel: the digest of the file, the digest of every member, the walk of every log, and
///    the readable copy made again.
/// 4. With the logs known: roots of checkpoints, files kept elsewhere, and the instruments' own
///    trails.
struct FactCollector: Sendable {
    let input: VerificationInput
    let limits = BundleLimits()
    let meter: ReadingMeter

    /// How many members, blocks or epochs are worked on at once.
    static let parallelism = 16

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
        let logMembers = facts.frame.members.enumerated().filter { _, member in
            if case .recordsJSONL? = member.parsed { true } else { false }
        }
        let walked = try await withThrowingTaskGroup(of: Product.self) { group in
            try await collect(facts, logMembers.map(\.element), in: &group)
        }
        facts.frame.sha256 = walked.whole
        facts.readme = walked.readme
        for (index, digest) in walked.members { facts.frame.members[index].sha256 = digest }
        facts.logs = walked.logs.sorted { $0.label < $1.label }
        try await LogEvidence(input: input).complete(&facts)
        return facts
    }

    // MARK: - Small members

    private func readSmallMembers(_ facts: inout Facts) throws {
        let revocation = RevocationBudget.within(facts.frame.members, limits)
        for member in facts.frame.members
        where !member.isRevocation || revocation.contains(member.path) {
            guard let path = member.parsed, let limit = limits.wholeBytes(of: path),
                member.size <= limit, facts.smallMembers[member.path] == nil
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
        case readme(ViewFacts)
    }

    private struct Walked {
        var whole: Digest?
        var readme = ViewFacts.missing
        var members: [(Int, Digest)] = []
        var logs: [LogFacts] = []
    }

    private func collect(
        _ facts: Facts, _ logMembers: [MemberFact],
        in group: inout ThrowingTaskGroup<Product, any Error>
    ) async throws -> Walked {
        let source = input.source
        let meter = meter
        var walked = Walked()
        group.addTask {
            .whole(
                try SourceReading.sha256(of: source, from: 0, size: source.size, meter: meter))
        }
        group.addTask {
            .readme(try ReadmeComparison(source: source, facts: facts).compare())
        }
        var running = 2
        for walker in walkers(facts, logMembers) {
            group.addTask { .log(try await walker.walk()) }
            running += 1
        }
        for (index, member) in facts.frame.members.enumerated() {
            if running >= Self.parallelism, let product = try await group.next() {
                Self.take(product, &walked)
                running -= 1
            }
            group.addTask {
                .member(
                    index,
                    try SourceReading.sha256(
                        of: source, from: member.dataOffset, size: member.size, meter: meter))
            }
            running += 1
        }
        while let product = try await group.next() { Self.take(product, &walked) }
        return walked
    }

    private static func take(_ product: Product, _ walked: inout Walked) {
        switch product {
        case .whole(let digest): walked.whole = digest
        case .member(let index, let digest): walked.members.append((index, digest))
        case .log(let log): walked.logs.append(log)
        case .readme(let readme): walked.readme = readme
        }
    }

    private func walkers(_ facts: Facts, _ members: [MemberFact]) -> [LogWalker] {
        let byPath = facts.membersByPath()
        var seen: Set<String> = []
        return members.compactMap { member in
            guard case .recordsJSONL(let label)? = member.parsed,
                seen.insert(label).inserted
            else { return nil }
            let keys = EvidenceReader.keys(of: label, in: facts)?.disclosed ?? [:]
            return LogWalker(
                source: input.source, member: member, label: label, keys: keys,
                table: byPath[MemberPath.recordsCSV(log: label).text],
                parallelism: Self.parallelism, meter: meter)
        }
    }
}

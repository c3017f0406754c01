import BundleFormat
import CanonicalJSON
import Cryptography
import Records

/// The members that hold one log.
struct LogMembers: Sendable {
    let label: String
    let records: PlacedMember
    /// The table for spreadsheets, where there is one.
    let table: PlacedMember?

    /// The places of members that whoever walks the log reads whole.
    var places: [Int] { [records, table].compactMap { $0?.place } }
}

/// Walks one log: reads its lines once, parses them in parallel, walks its epochs in parallel.
///
/// 1. Read blocks of whole lines in order, and hand each to a task that parses it.
/// 2. Merge the batches in order; compare the table for spreadsheets as they come.
/// 3. Hand each epoch that has ended to a task that computes its leaves and codes.
/// 4. Put the leaves together in order.
///
/// Memory grows with the number of records, not with their size: a fixed number of blocks is held.
struct LogWalker: Sendable {
    let source: any ByteSource
    let log: LogMembers
    /// The disclosed key of each epoch that has one.
    let keys: [UInt64: Digest]
    let parallelism: Int
    let limits: BundleLimits
    let meter: ReadingMeter

    /// Some blocks are held at once: larger ones cost memory, and smaller ones read what repeats more often.
    static let blockBytes = 1 << 19

    private enum Product: Sendable {
        case batch(Int, LineBatch)
        case walk(Int, EpochWalk)
    }

    /// Walks the log.
    ///
    /// - Returns: What it holds, and the digests of the members that were read.
    /// - Throws: `VerifierError.unreadable` where the source can't be read.
    func walk() async throws -> (facts: LogFacts, digests: [MemberDigest]) {
        let limits = limits
        var merger = LogMerger(
            label: log.label, member: log.records.fact.path, limits: limits)
        var digest = PassingDigest(of: log.records, in: source, meter: meter)
        var comparison = TableComparison(
            source: source, member: log.table?.fact,
            digest: log.table.map { PassingDigest(of: $0, in: source, meter: meter) })
        var walks: [Int: EpochWalk] = [:]
        try await withThrowingTaskGroup(of: Product.self) { group in
            var blocks = BlockReader(source: source, member: log.records.fact)
            var running = 0
            var waiting: [Int: LineBatch] = [:]
            var (sent, merged) = (0, 0)
            var (isAtEnd, hasEnded) = (false, false)
            while true {
                while !isAtEnd, running < parallelism, waiting.count < parallelism * 2 {
                    guard let block = try blocks.next() else {
                        isAtEnd = true
                        break
                    }
                    digest.take(block.bytes)
                    let index = sent
                    group.addTask {
                        .batch(index, LineBatch(block, limits: limits))
                    }
                    (sent, running) = (sent + 1, running + 1)
                }
                if isAtEnd, merged == sent, !hasEnded {
                    merger.end()
                    hasEnded = true
                }
                for (index, stretch) in merger.takeFinished() {
                    let key = keys[merger.facts.epochs[index].number]
                    group.addTask { .walk(index, stretch.walk(key: key)) }
                    running += 1
                }
                guard let product = try await group.next() else { break }
                running -= 1
                switch product {
                case .walk(let index, let walk): walks[index] = walk
                case .batch(let index, let batch): waiting[index] = batch
                }
                while let batch = waiting.removeValue(forKey: merged) {
                    merger.merge(batch)
                    try comparison.compare(batch.rows)
                    merged += 1
                }
                if merger.isCutOff { isAtEnd = true }
            }
        }
        merger.complete(walks)
        var facts = merger.facts
        facts.csv = try comparison.end()
        let digests = try [digest.finish(), comparison.digest?.finish()].compactMap(\.self)
        return (facts, digests)
    }
}

/// Reads a member in blocks that end at the end of a line.
///
/// At a line that is longer than a record may be and whose end isn't in sight, reading ends.
struct BlockReader {
    /// Whole lines, with the place of the first and where they begin in the member.
    struct Block: Sendable {
        var bytes: [UInt8]
        var firstLine: UInt64
        /// How many lines there are, an unfinished last one included.
        var lineCount: Int
        var offset: UInt64
        /// The opening in force in front of the first line; nil where there is none.
        var opening: EpochOpening?
        /// Whether the block is the beginning of a line that is too long; it is the last one.
        var isEndless = false
    }

    private let source: any ByteSource
    private let member: MemberFact
    private var position: UInt64 = 0
    private var lines: UInt64 = 0
    private var openings = OpeningSearch()

    init(source: any ByteSource, member: MemberFact) {
        self.source = source
        self.member = member
    }

    /// The next block; nil at the end of the member.
    ///
    /// What lies behind the last whole line is read again with the next block.
    mutating func next() throws -> Block? {
        var bytes: [UInt8] = []
        let offset = position
        var count = UInt64(LogWalker.blockBytes)
        while offset < member.size {
            bytes = try SourceReading.read(
                source, at: member.dataOffset + offset, count: Int(min(count, member.size - offset))
            )
            position = offset + UInt64(bytes.count)
            if let end = bytes.lastIndex(of: 0x0A) {
                let rest = bytes.count - end - 1
                bytes.removeLast(rest)
                position -= UInt64(rest)
                break
            }
            if bytes.count > BundleLimits.lineBytes {
                position = member.size
                return Block(
                    bytes: [], firstLine: lines, lineCount: 0, offset: offset, isEndless: true)
            }
            if position == member.size { break }
            count += UInt64(LogWalker.blockBytes)
        }
        guard !bytes.isEmpty else { return nil }
        let lineCount = Self.lineCount(of: bytes)
        let opening = openings.inForce
        openings.pass(bytes.span)
        defer { lines += UInt64(lineCount) }
        return Block(
            bytes: bytes, firstLine: lines, lineCount: lineCount, offset: offset, opening: opening)
    }

    /// The number of lines in a block, an unfinished last one included.
    private static func lineCount(of bytes: [UInt8]) -> Int {
        let count = ByteRuns.count(0x0A, in: bytes.span)
        return bytes.last == 0x0A ? count : count + 1
    }
}

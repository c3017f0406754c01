import BundleFormat
import CanonicalJSON
import Cryptography

/// Rows of the table for spreadsheets as a stretch of records gives them.
struct TableRows: Sendable {
    /// The rows, one behind the other.
    var bytes: [UInt8] = []
    /// Where each row begins.
    var starts: [Int32] = []
    /// The place of the first record.
    let first: UInt64
    /// The first record that can't be read, behind which there are no rows.
    private(set) var unreadable: UInt64?

    /// Begins with a record.
    init(first: UInt64) { self.first = first }

    /// Makes room for rows to come.
    mutating func reserve(_ count: Int, bytes byteCount: Int) {
        starts.reserveCapacity(count)
        bytes.reserveCapacity(byteCount)
    }

    /// Adds the next row.
    mutating func append(_ write: (inout [UInt8]) -> Void) {
        guard unreadable == nil else { return }
        starts.append(Int32(clamping: bytes.count))
        write(&bytes)
    }

    /// Ends the rows at a record that can't be read.
    mutating func end(at sequence: UInt64) { unreadable = unreadable ?? sequence }

    /// The record whose row holds a byte, and where that row begins.
    func row(at place: Int) -> (sequence: UInt64?, start: Int) {
        let row = max(0, starts.firstPlace { Int($0) > place } - 1)
        return (first + UInt64(row), starts.isEmpty ? 0 : Int(starts[row]))
    }
}

/// Compares a member with bytes that are made again piece by piece.
///
/// Holds one piece of the member at a time.
struct TableComparison {
    /// The digest of the member, where this is its only reader.
    var digest: PassingDigest?
    private let source: any ByteSource
    private let member: MemberFact?
    private var position: UInt64 = 0
    private var piece: [UInt8] = []
    private var pieceStart: UInt64 = 0
    private var result: ViewFacts?

    /// Begins at the first byte of the member; for a table, with its header.
    init(source: any ByteSource, member: MemberFact?, digest: PassingDigest? = nil) {
        self.digest = digest
        self.source = source
        self.member = member
        if member == nil { result = .missing }
    }

    /// Compares the next rows of a table.
    mutating func compare(_ rows: TableRows) throws {
        if position == 0, result == nil { try compare(CSVRendering.head) }
        try compare(rows.bytes) { rows.row(at: $0) }
        if let sequence = rows.unreadable, result == nil {
            result = .unknown(reason: "record \(sequence) can't be read")
        }
    }

    /// Compares the next bytes, which belong to no record alone.
    mutating func compare(_ expected: [UInt8]) throws { try compare(expected) { _ in (nil, 0) } }

    private mutating func compare(
        _ expected: [UInt8], row: (Int) -> (sequence: UInt64?, start: Int)
    ) throws {
        guard result == nil, let member else { return }
        var done = 0
        while done < expected.count {
            let range = try held(of: member, count: expected.count - done)
            let rest = expected.span.extracting(done..<expected.count)
            let same = ByteRuns.commonPrefix(rest, piece.span.extracting(range))
            position += UInt64(same)
            done += same
            // Less than what is held, or nothing held at all: the member goes on otherwise.
            if same < range.count || range.isEmpty { break }
        }
        guard done < expected.count else { return }
        let row = row(done)
        let lead = min(done - row.start, Self.excerptLead)
        let start = position - UInt64(lead)
        let found = try SourceReading.read(
            source, at: member.dataOffset + start,
            count: Int(min(UInt64(lead + Self.excerptTail), member.size - start)))
        let end = min(expected.count, done + Self.excerptTail)
        result = .differs(
            offset: position, sequence: row.sequence,
            expected: Self.excerpt(Array(expected[(done - lead)..<end])),
            found: Self.excerpt(found))
    }

    /// Ends the comparison: nothing may be left in the member.
    mutating func end() throws -> ViewFacts {
        if let result { return result }
        guard let member, position < member.size else { return .same }
        let rest = try held(of: member, count: 80)
        return .differs(
            offset: position, sequence: nil, expected: "the end",
            found: Self.excerpt(Array(piece[rest])))
    }

    /// Where the next bytes of the member stand in the piece that is held: at most as many as asked for.
    private mutating func held(of member: MemberFact, count: Int) throws -> Range<Int> {
        if position >= pieceStart + UInt64(piece.count), position < member.size {
            let size = min(UInt64(SourceReading.pieceBytes), member.size - position)
            piece = try SourceReading.read(
                source, at: member.dataOffset + position, count: Int(size))
            pieceStart = position
            digest?.take(piece)
        }
        let start = Int(clamping: position - pieceStart)
        return start..<min(piece.count, start + count)
    }

    private static let excerptLead = 20
    private static let excerptTail = 60

    private static func excerpt(_ bytes: [UInt8]) -> String {
        bytes.isEmpty ? "the end" : String(decoding: bytes, as: UTF8.self)
    }
}

import BundleFormat
import Cryptography

/// Compares a member with bytes that are made again piece by piece.
///
/// Holds one piece of the member at a time.
struct TableComparison {
    private let source: any ByteSource
    private let member: MemberFact?
    private var position: UInt64 = 0
    private var piece: [UInt8] = []
    private var pieceStart: UInt64 = 0
    private var result: ViewFacts?

    /// Begins at the first byte of the member; for a table, with its header.
    init(source: any ByteSource, member: MemberFact?) {
        self.source = source
        self.member = member
        if member == nil { result = .missing }
    }

    /// Compares the next rows of a table.
    mutating func compare(_ rows: [CSVPiece]) throws {
        if position == 0, result == nil { try compare(CSVRendering.head, sequence: nil) }
        for row in rows where result == nil {
            switch row {
            case .row(let seq, let bytes): try compare(bytes, sequence: seq)
            case .unreadable(let seq):
                result = .unknown(reason: "record \(seq) can't be read")
            }
        }
    }

    /// Compares the next bytes.
    mutating func compare(_ expected: [UInt8], sequence: UInt64?) throws {
        guard result == nil, let member else { return }
        let found = try bytes(of: member, count: expected.count)
        guard found != expected else {
            position += UInt64(expected.count)
            return
        }
        let same = zip(expected, found).prefix { $0 == $1 }.count
        result = .differs(
            offset: position + UInt64(same), sequence: sequence,
            expected: Self.excerpt(expected, at: same), found: Self.excerpt(found, at: same))
    }

    /// Ends the comparison: nothing may be left in the member.
    mutating func end() throws -> ViewFacts {
        if let result { return result }
        guard let member, position < member.size else { return .same }
        let rest = try bytes(of: member, count: 80)
        return .differs(
            offset: position, sequence: nil, expected: "the end",
            found: Self.excerpt(rest, at: 0))
    }

    /// At most as many bytes as asked for from the current place, without moving on.
    private mutating func bytes(of member: MemberFact, count: Int) throws -> [UInt8] {
        let wanted = min(UInt64(count), member.size - position)
        let held = position >= pieceStart ? position - pieceStart : UInt64(piece.count)
        if held + wanted > UInt64(piece.count) {
            let size = min(max(wanted, UInt64(SourceReading.pieceBytes)), member.size - position)
            piece = try SourceReading.read(
                source, at: member.dataOffset + position, count: Int(size))
            pieceStart = position
        }
        let start = Int(position - pieceStart)
        return Array(piece[start..<(start + Int(wanted))])
    }

    private static func excerpt(_ bytes: [UInt8], at place: Int) -> String {
        let start = max(0, place - 20)
        let end = min(bytes.count, place + 60)
        return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : "the end"
    }
}

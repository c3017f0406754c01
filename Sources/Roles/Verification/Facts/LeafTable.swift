package import Cryptography

/// Leaf and kind of every record of a log, by sequence number, in the stretches in which they were walked.
///
/// Thirty-three bytes for each record: all that a tree and a question for one record need. A stretch is
/// taken as it is, so that nothing is held twice while a log is put together.
package struct LeafTable: Sendable {
    /// What a line held.
    package enum Kind: UInt8, Sendable {
        /// An entry in clear.
        case shown
        /// A withheld record.
        case withheld
        /// A line that couldn't be read.
        case unreadable
    }

    private struct Stretch: Sendable {
        let first: UInt64
        var leaves: [Digest]
        var kinds: [Kind]

        var end: UInt64 { first + UInt64(leaves.count) }
    }

    private var stretches: [Stretch] = []
    /// The number of withheld records.
    package private(set) var withheldCount: UInt64 = 0

    /// Makes an empty table.
    package init() {}

    /// Takes lists of one length.
    init(leaves: [Digest], kinds: [Kind]) {
        stretches = [Stretch(first: 0, leaves: leaves, kinds: kinds)]
        withheldCount = UInt64(kinds.count { $0 == .withheld })
    }

    /// Adds the records of another table behind those that are there.
    mutating func append(_ other: LeafTable) {
        for stretch in other.stretches where !stretch.leaves.isEmpty {
            stretches.append(
                Stretch(first: count, leaves: stretch.leaves, kinds: stretch.kinds))
        }
        withheldCount += other.withheldCount
    }

    /// Adds the next record.
    package mutating func append(leaf: Digest, kind: Kind) {
        append(LeafTable(leaves: [leaf], kinds: [kind]))
    }

    /// The number of lines.
    package var count: UInt64 { stretches.last?.end ?? 0 }

    /// Every leaf, in order.
    package var leaves: some Sequence<Digest> { stretches.lazy.map(\.leaves).joined() }

    /// The leaf of a record; nil beyond the end.
    package func leaf(at sequence: UInt64) -> Digest? {
        place(sequence).map { stretches[$0.stretch].leaves[$0.row] }
    }

    /// What the line of a record held; nil beyond the end.
    package func kind(at sequence: UInt64) -> Kind? {
        place(sequence).map { stretches[$0.stretch].kinds[$0.row] }
    }

    /// Whether the record is there and withheld.
    package func isWithheld(at sequence: UInt64) -> Bool { kind(at: sequence) == .withheld }

    private func place(_ sequence: UInt64) -> (stretch: Int, row: Int)? {
        guard sequence < count else { return nil }
        let stretch = stretches.firstPlace { $0.end > sequence }
        return (stretch, Int(sequence - stretches[stretch].first))
    }
}

package import Cryptography

/// Digest, leaf and kind of every record of a log, by sequence number.
///
/// Sixty-four bytes and a few more for each record: all that a tree and an index need.
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

    private var digests: [Digest] = []
    private var leaves: [Digest] = []
    private var kinds: [Kind] = []

    /// Makes an empty table.
    package init() {}

    /// Takes lists of one length.
    init(digests: [Digest], leaves: [Digest], kinds: [Kind]) {
        self.digests = digests
        self.leaves = leaves
        self.kinds = kinds
    }

    /// Adds the records of another table behind those that are there.
    mutating func append(_ other: LeafTable) {
        digests += other.digests
        leaves += other.leaves
        kinds += other.kinds
    }

    /// The number of lines.
    package var count: UInt64 { UInt64(digests.count) }

    /// The number of withheld records.
    package var withheldCount: UInt64 { UInt64(kinds.count { $0 == .withheld }) }

    /// Every leaf, in order.
    package var allLeaves: [Digest] { leaves }

    /// Adds the next record.
    package mutating func append(digest: Digest, leaf: Digest, kind: Kind) {
        digests.append(digest)
        leaves.append(leaf)
        kinds.append(kind)
    }

    /// Makes room for records to come.
    package mutating func reserve(_ count: Int) {
        digests.reserveCapacity(count)
        leaves.reserveCapacity(count)
        kinds.reserveCapacity(count)
    }

    /// The leaf of a record; nil beyond the end.
    package func leaf(at sequence: UInt64) -> Digest? { place(sequence).map { leaves[$0] } }

    /// The digest of a record's entry; nil beyond the end.
    package func digest(at sequence: UInt64) -> Digest? { place(sequence).map { digests[$0] } }

    /// What the line of a record held; nil beyond the end.
    package func kind(at sequence: UInt64) -> Kind? { place(sequence).map { kinds[$0] } }

    /// Whether the record is there and withheld.
    package func isWithheld(at sequence: UInt64) -> Bool { kind(at: sequence) == .withheld }

    private func place(_ sequence: UInt64) -> Int? {
        guard sequence < UInt64(digests.count) else { return nil }
        return Int(sequence)
    }
}

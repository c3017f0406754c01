package import Cryptography

/// The left edge of a growing Merkle tree, which gives out the root of each block of leaves it completes.
///
/// Whoever keeps those roots takes the edge up again by them and the few leaves behind the last block.
///
/// Source: RFC 6962 §2.1.
package struct BlockedRange: Hashable, Sendable {
    /// The level of a block's root in the tree.
    package static let blockLevel = 10
    /// How many leaves a block has, 1,024.
    package static let blockSize: UInt64 = 1 << UInt64(blockLevel)

    private var blocks = CompactRange()
    private var open = CompactRange()

    /// A tree without leaves.
    package init() {}

    /// The number of leaves.
    package var size: UInt64 { blocks.size * Self.blockSize + open.size }

    /// Adds a leaf hash behind the others.
    ///
    /// - Returns: The root of the block that this leaf completes.
    package mutating func append(_ leaf: Digest) -> Digest? {
        open.append(leaf)
        guard open.size == Self.blockSize else { return nil }
        let root = open.root
        open = CompactRange()
        blocks.append(root)
        return root
    }

    /// Adds a whole block by its root; false, and nothing added, where leaves of another are open.
    package mutating func append(block root: Digest) -> Bool {
        guard open.size == 0 else { return false }
        blocks.append(root)
        return true
    }

    /// The root over all leaves.
    package var root: Digest {
        guard open.size > 0 else { return blocks.root }
        return blocks.nodes.reversed().reduce(open.root) { MerkleHash.node($1, $0) }
    }
}

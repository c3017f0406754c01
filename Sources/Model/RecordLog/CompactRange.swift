package import Cryptography

/// The left edge of a growing Merkle tree: enough to append leaves and to tell the root.
///
/// Holds one hash for each one bit of the size, at most 64; appending costs two hashes on average.
///
/// Source: RFC 6962 §2.1.
package struct CompactRange: Hashable, Sendable {
    /// The number of leaves.
    package private(set) var size: UInt64
    /// The roots of the complete subtrees, the largest first.
    package private(set) var nodes: [Digest]

    /// A tree without leaves.
    package init() {
        size = 0
        nodes = []
    }

    /// Takes up a tree again; nil when the number of nodes doesn't fit the size.
    package init?(size: UInt64, nodes: [Digest]) {
        guard nodes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.nodes = nodes
    }

    /// Adds a leaf hash behind the others.
    package mutating func append(_ leaf: Digest) {
        var node = leaf
        var rest = size
        while rest & 1 == 1, let left = nodes.popLast() {
            node = MerkleHash.node(left, node)
            rest >>= 1
        }
        nodes.append(node)
        size &+= 1
    }

    /// The hashes that lead from the next leaf to the root over all, the lowest first, once it is there.
    package var proofOfNext: [Digest] { nodes.reversed() }

    /// The root over all leaves.
    package var root: Digest {
        guard var root = nodes.last else { return MerkleHash.emptyRoot }
        for node in nodes.dropLast().reversed() { root = MerkleHash.node(node, root) }
        return root
    }

    /// The root over a list of leaf hashes.
    package static func root(of leaves: [Digest]) -> Digest {
        var range = CompactRange()
        for leaf in leaves { range.append(leaf) }
        return range.root
    }
}

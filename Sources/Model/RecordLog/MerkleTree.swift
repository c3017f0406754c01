package import Cryptography

/// A Merkle tree that keeps every complete node, for roots and proofs of any size up to its own.
///
/// Two hashes of 32 bytes are kept per leaf; a root or a proof costs O(log n) hashes.
///
/// Source: RFC 6962 §2.1.
package struct MerkleTree: Sendable {
    /// `levels[k][i]` is the root over the leaves from i·2^k to (i+1)·2^k.
    private var levels: [[Digest]] = [[]]

    /// A tree without leaves.
    package init() {}

    /// A tree over leaf hashes.
    package init(leaves: [Digest]) {
        for leaf in leaves { append(leaf) }
    }

    /// The number of leaves.
    package var size: UInt64 { UInt64(levels[0].count) }

    /// The leaf hashes.
    package var leaves: [Digest] { levels[0] }

    /// Adds a leaf hash behind the others.
    package mutating func append(_ leaf: Digest) {
        levels[0].append(leaf)
        var level = 0
        while levels[level].count % 2 == 0 {
            let count = levels[level].count
            let node = MerkleHash.node(levels[level][count - 2], levels[level][count - 1])
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(node)
        }
    }

    /// The root over all leaves.
    package var root: Digest { subtree(0, levels[0].count) }

    /// The root over the first leaves; nil when there are fewer.
    package func root(size: UInt64) -> Digest? {
        place(size).map { subtree(0, $0) }
    }

    /// The hashes that lead from a leaf to the root, the lowest first.
    ///
    /// Source: RFC 6962 §2.1.1.
    ///
    /// - Returns: Nil when the leaf isn't below `size`, or `size` above this tree's own.
    package func inclusionProof(index: UInt64, size: UInt64) -> [Digest]? {
        guard let end = place(size), index < size else { return nil }
        return nodes.inclusionProof(index: Int(index), size: end)
    }

    /// The hashes that show the first `old` leaves of a tree of `new` to be those of the older one.
    ///
    /// Source: RFC 6962 §2.1.2.
    ///
    /// - Returns: Nil unless 0 < old ≤ new ≤ size; empty for equal sizes.
    package func consistencyProof(old: UInt64, new: UInt64) -> [Digest]? {
        guard let oldEnd = place(old), let newEnd = place(new), old > 0, old <= new else {
            return nil
        }
        return nodes.consistencyProof(old: oldEnd, new: newEnd)
    }

    /// The root over the leaves from index·2^level to (index + 1)·2^level, which must be there.
    package func node(level: Int, index: Int) -> Digest { levels[level][index] }

    /// The root over leaves `low` to `high` of a subtree of the RFC's recursion.
    func subtree(_ low: Int, _ high: Int) -> Digest { nodes.subtree(low, high) }

    private var nodes: MerkleNodes<Never> {
        MerkleNodes { level, index in levels[level][index] }
    }

    private func place(_ size: UInt64) -> Int? {
        size <= self.size ? Int(size) : nil
    }
}

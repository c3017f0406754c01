package import Cryptography

/// Makes and checks RFC 6962 proofs over leaf hashes.
///
/// Source: docs/formats/log.md §4; RFC 6962 §2.1; the checks follow RFC 9162 §2.1.3.2 and §2.1.4.2.
package enum MerkleProofs {
    /// The hashes that lead from a leaf to the root over the first `size` leaves.
    ///
    /// For more than one proof over the same leaves keep a `MerkleTree`.
    ///
    /// - Returns: Nil unless index < size ≤ the number of leaves.
    package static func inclusion(
        index: UInt64, size: UInt64, leaves: [Digest]
    ) -> [Digest]? {
        MerkleTree(leaves: leaves).inclusionProof(index: index, size: size)
    }

    /// The hashes that show the first `old` leaves unchanged in the tree over the first `new`.
    ///
    /// - Returns: Nil unless 0 < old ≤ new ≤ the number of leaves.
    package static func consistency(
        old: UInt64, new: UInt64, leaves: [Digest]
    ) -> [Digest]? {
        MerkleTree(leaves: leaves).consistencyProof(old: old, new: new)
    }

    /// Whether a proof leads from a leaf at a place to a root; unused hashes make it false.
    ///
    /// - Parameters:
    ///   - leaf: The leaf hash.
    ///   - index: Its place, below `size`.
    ///   - size: The number of leaves of the tree.
    ///   - proof: Hashes, the lowest first.
    ///   - root: The root of the tree.
    package static func verifyInclusion(
        leaf: Digest, index: UInt64, size: UInt64, proof: [Digest], root: Digest
    ) -> Bool {
        guard index < size else { return false }
        var place = index
        var last = size - 1
        var hash = leaf
        for sibling in proof {
            if last == 0 { return false }
            if place & 1 == 1 || place == last {
                hash = MerkleHash.node(sibling, hash)
                // A node without a right sibling goes up unchanged.
                while place & 1 == 0 && place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleHash.node(hash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether a proof shows an older tree to be the beginning of a newer one.
    ///
    /// The tree without leaves is the beginning of every tree, and no proof is needed for it.
    ///
    /// - Parameters:
    ///   - oldSize: 0 or more.
    ///   - newSize: At least `oldSize`.
    ///   - proof: Hashes, the lowest first; none for equal sizes and for 0.
    ///   - oldRoot: The root of the older tree.
    ///   - newRoot: The root of the newer tree.
    package static func verifyConsistency(
        oldSize: UInt64, newSize: UInt64, proof: [Digest], oldRoot: Digest, newRoot: Digest
    ) -> Bool {
        guard oldSize <= newSize else { return false }
        if oldSize == 0 && oldRoot != MerkleHash.emptyRoot { return false }
        if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return proof.isEmpty }
        var path = proof
        // The root over a power of two is a node of the newer tree; the proof leaves it out.
        if oldSize & (oldSize - 1) == 0 { path.insert(oldRoot, at: 0) }
        guard let first = path.first else { return false }
        var place = oldSize - 1
        var last = newSize - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var old = first
        var new = first
        for sibling in path.dropFirst() {
            if last == 0 { return false }
            if place & 1 == 1 || place == last {
                old = MerkleHash.node(sibling, old)
                new = MerkleHash.node(sibling, new)
                while place & 1 == 0 && place != 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = MerkleHash.node(new, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}

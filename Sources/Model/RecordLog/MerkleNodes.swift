package import Cryptography

/// The roots and proofs of a Merkle tree whose complete nodes somebody looks up.
///
/// Places are the caller's to check. A root or a proof costs O(log n) nodes and hashes.
///
/// Source: RFC 6962 §2.1.
package struct MerkleNodes<Failure: Error> {
    /// Gives the root over the leaves from index·2^level to (index + 1)·2^level.
    private let node: (_ level: Int, _ index: Int) throws(Failure) -> Digest

    /// A tree by its complete nodes.
    package init(_ node: @escaping (_ level: Int, _ index: Int) throws(Failure) -> Digest) {
        self.node = node
    }

    /// The hashes that lead from a leaf to the root over the first `size`, the lowest first.
    ///
    /// Source: RFC 6962 §2.1.1.
    package func inclusionProof(index: Int, size: Int) throws(Failure) -> [Digest] {
        var proof: [Digest] = []
        var low = 0
        var high = size
        // The recursion of the RFC goes down; its hashes are wanted from the bottom up.
        while high - low > 1 {
            let split = low + Self.largestPower(below: high - low)
            if index < split {
                proof.append(try subtree(split, high))
                high = split
            } else {
                proof.append(try subtree(low, split))
                low = split
            }
        }
        return proof.reversed()
    }

    /// The hashes that show the first `old` leaves to begin the tree over `new`, 0 < old ≤ new.
    ///
    /// Source: RFC 6962 §2.1.2.
    package func consistencyProof(old: Int, new: Int) throws(Failure) -> [Digest] {
        var proof: [Digest] = []
        var low = 0
        var high = new
        while old != high {
            let split = low + Self.largestPower(below: high - low)
            if old <= split {
                proof.append(try subtree(split, high))
                high = split
            } else {
                proof.append(try subtree(low, split))
                low = split
            }
        }
        // A subtree that begins at 0 is the old root itself, which the verifier has.
        if low > 0 { proof.append(try subtree(low, high)) }
        return proof.reversed()
    }

    /// The root over leaves `low` to `high` of a subtree of the RFC's recursion.
    package func subtree(_ low: Int, _ high: Int) throws(Failure) -> Digest {
        let count = high - low
        if count == 0 { return MerkleHash.emptyRoot }
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return try node(level, low >> level)
        }
        let split = low + Self.largestPower(below: count)
        return MerkleHash.node(try subtree(low, split), try subtree(split, high))
    }

    /// The largest power of two below a number of at least 2.
    private static func largestPower(below count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}

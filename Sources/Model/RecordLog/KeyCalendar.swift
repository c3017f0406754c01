package import Cryptography

/// The tree over the commitments of all keys that a log can ever have.
///
/// Source: docs/formats/log.md §5.
package enum KeyCalendar {
    /// The depths that a calendar may have: 2 to this power epochs.
    package static let depths = 1...24

    /// The root over all commitments, which genesis fixes before the first record.
    ///
    /// Walks through 2^depth epochs in memory that doesn't grow with them.
    ///
    /// - Parameters:
    ///   - seed: S_0, 32 bytes.
    ///   - depth: 1 to 24.
    package static func root(seed: SecretBytes, depth: Int) -> Digest {
        var walk = CommitmentWalk(state: seed, epoch: 0)
        return walk.subtree(count: 1 << UInt64(clampedDepth(depth)))
    }

    /// The nodes to the right of the first epochs, which complete their commitments to the root.
    ///
    /// - Parameters:
    ///   - count: The number of first epochs, 1 to 2^depth.
    ///   - state: The ratchet state of epoch `count`; not looked at when all epochs are among them.
    ///   - depth: 1 to 24.
    /// - Returns: At most `depth` nodes, from the leaves up; nil for another count.
    package static func completion(
        afterEpochs count: UInt64, state: SecretBytes, depth: Int
    ) -> [Digest]? {
        guard depths.contains(depth), count > 0, count <= 1 << UInt64(depth) else { return nil }
        var walk = CommitmentWalk(state: state, epoch: count)
        var right: [Digest] = []
        var width = count
        for level in 0..<UInt64(depth) {
            // The missing node begins where the last one ended: the walk never goes back.
            if width & 1 == 1 { right.append(walk.subtree(count: 1 << level)) }
            width = (width + 1) / 2
        }
        return right
    }

    /// The nodes to the right of the first epochs, by the seed.
    ///
    /// - Parameters:
    ///   - seed: S_0, 32 bytes.
    ///   - count: The number of first epochs, 1 to 2^depth.
    ///   - depth: 1 to 24.
    package static func completion(
        seed: SecretBytes, epochs count: UInt64, depth: Int
    ) -> [Digest]? {
        guard depths.contains(depth), count <= 1 << UInt64(depth),
            let state = Ratchet.state(seed, from: 0, to: count)
        else { return nil }
        return completion(afterEpochs: count, state: state, depth: depth)
    }

    private static func clampedDepth(_ depth: Int) -> Int {
        min(max(depth, depths.lowerBound), depths.upperBound)
    }
}

/// Walks along the ratchet and hashes the commitments it passes.
private struct CommitmentWalk {
    var state: SecretBytes
    var epoch: UInt64

    /// The root over the next commitments, and the walk goes on behind them.
    mutating func subtree(count: UInt64) -> Digest {
        var range = CompactRange()
        for _ in 0..<count {
            let key = Ratchet.epochKey(state)
            range.append(Ratchet.commitment(epoch: epoch, key: key))
            state = Ratchet.nextState(state)
            epoch += 1
        }
        return range.root
    }
}

package import Cryptography

/// What a bundle says of the key of one epoch.
package enum EpochKeyItem: Hashable, Sendable {
    /// The key K, disclosed.
    case key(Digest)
    /// Only the commitment c.
    case commitment(Digest)

    /// The commitment, computed or as given.
    package func commitment(epoch: UInt64) -> Digest {
        switch self {
        case .key(let key): Ratchet.commitment(epoch: epoch, key: key)
        case .commitment(let commitment): commitment
        }
    }
}

/// What came of putting keys and commitments together to the calendar.
package enum CalendarCheck: Hashable, Sendable {
    /// They give the calendar of genesis; the commitments of the epochs, from 0.
    case matches(commitments: [Digest])
    /// They don't; in place of the keys named, a ratchet state was given, by which they would.
    case statesInPlaceOfKeys(epochs: [UInt64])
    /// They give another root.
    case otherRoot(Digest)
    /// There is no epoch.
    case noEpochs
    /// There are more epochs than the calendar holds.
    case tooManyEpochs
    /// `right` has another number of nodes than the epochs need.
    case wrongCompletion(needed: Int, found: Int)
    /// The depth is none that a calendar can have.
    case badDepth
}

extension KeyCalendar {
    /// Puts keys and commitments together to the root and compares.
    ///
    /// Level by level from the leaves, an odd number of nodes takes the next node of `right`; after
    /// `depth` levels one node is left and `right` is used up.
    ///
    /// - Parameters:
    ///   - epochs: For each epoch from 0, key or commitment.
    ///   - right: The nodes to the right of them, from the leaves up.
    ///   - depth: 1 to 24.
    ///   - calendar: The root in genesis.
    package static func check(
        epochs: [EpochKeyItem], right: [Digest], depth: Int, calendar: Digest
    ) -> CalendarCheck {
        guard depths.contains(depth) else { return .badDepth }
        if epochs.isEmpty { return .noEpochs }
        if epochs.count > 1 << depth { return .tooManyEpochs }
        let needed = completionCount(epochs: epochs.count, depth: depth)
        if right.count != needed { return .wrongCompletion(needed: needed, found: right.count) }
        let commitments = epochs.enumerated().map { $1.commitment(epoch: UInt64($0)) }
        let tree = CompletedTree(leaves: commitments, right: right, depth: depth)
        if tree.root == calendar { return .matches(commitments: commitments) }
        let states = statesInPlaceOfKeys(epochs, tree, right, depth, calendar)
        return states.isEmpty ? .otherRoot(tree.root) : .statesInPlaceOfKeys(epochs: states)
    }

    /// How many nodes complete a number of first epochs.
    package static func completionCount(epochs: Int, depth: Int) -> Int {
        var width = epochs
        var count = 0
        for _ in 0..<depth {
            count += width & 1
            width = (width + 1) / 2
        }
        return count
    }

    /// The epochs in whose place a ratchet state stands: one of them, or all disclosed.
    private static func statesInPlaceOfKeys(
        _ epochs: [EpochKeyItem], _ tree: CompletedTree, _ right: [Digest], _ depth: Int,
        _ calendar: Digest
    ) -> [UInt64] {
        var substitutes: [(UInt64, Digest)] = []
        for (index, item) in epochs.enumerated() {
            guard case .key(let value) = item else { continue }
            let epoch = UInt64(index)
            let commitment = Ratchet.commitment(epoch: epoch, key: Ratchet.epochKey(value))
            if tree.root(replacing: index, by: commitment) == calendar { return [epoch] }
            substitutes.append((epoch, commitment))
        }
        var leaves = epochs.enumerated().map { $1.commitment(epoch: UInt64($0)) }
        for (epoch, commitment) in substitutes { leaves[Int(epoch)] = commitment }
        let other = CompletedTree(leaves: leaves, right: right, depth: depth)
        return other.root == calendar ? substitutes.map(\.0) : []
    }
}

/// A tree of fixed depth over first leaves and the nodes to their right.
private struct CompletedTree {
    private var levels: [[Digest]]

    /// - Parameter right: As many nodes as `completionCount` tells.
    init(leaves: [Digest], right: [Digest], depth: Int) {
        levels = []
        var nodes = leaves
        var rest = right[...]
        for _ in 0..<depth {
            if nodes.count & 1 == 1, let node = rest.popFirst() { nodes.append(node) }
            levels.append(nodes)
            nodes = stride(from: 0, to: nodes.count - 1, by: 2).map {
                MerkleHash.node(nodes[$0], nodes[$0 + 1])
            }
        }
        levels.append(nodes)
    }

    var root: Digest { levels.last?.first ?? MerkleHash.emptyRoot }

    /// The root if one leaf were another.
    func root(replacing index: Int, by leaf: Digest) -> Digest {
        var node = leaf
        var place = index
        for level in levels.dropLast() {
            let sibling = level[place ^ 1]
            node =
                place & 1 == 0
                ? MerkleHash.node(node, sibling) : MerkleHash.node(sibling, node)
            place >>= 1
        }
        return node
    }
}

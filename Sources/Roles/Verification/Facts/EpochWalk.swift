import Cryptography
import RecordLog

/// What walking one epoch gives: its records with their leaves, and what its codes came to.
struct EpochWalk: Sendable {
    var table = LeafTable()
    var codes: CodeFacts?
    /// Whether the value given as the key is the secret state from which the key follows.
    var isRatchetState = false
}

/// One epoch's records, ready to be walked without the rest of the log.
///
/// The walk begins at the leaf that the opening claims, so epochs don't wait for each other; that
/// each claim equals the last leaf in front of it is compared afterwards.
struct EpochStretch: Sendable {
    let first: UInt64
    let startLeaf: Digest
    var digests: [Digest] = []
    var codes: [Digest] = []
    var kinds: [LeafTable.Kind] = []

    init(first: UInt64, startLeaf: Digest) {
        self.first = first
        self.startLeaf = startLeaf
    }

    mutating func append(_ line: LineBatch.Line) {
        digests.append(line.digest)
        codes.append(line.code)
        kinds.append(line.kind)
    }

    /// Computes every leaf, and every code where a key is given.
    func walk(key: Digest?) -> EpochWalk {
        var chain = ChainWalk(from: first, leaf: startLeaf, epochKey: key)
        var leaves: [Digest] = []
        leaves.reserveCapacity(digests.count)
        var facts = CodeFacts()
        for index in digests.indices {
            let step = chain.take(digest: digests[index], code: codes[index])
            leaves.append(step.leaf)
            guard let expected = step.expectedCode else { continue }
            facts.checked += 1
            guard kinds[index] == .unreadable || !constantTimeEquals(expected, codes[index]) else {
                continue
            }
            facts.mismatches += 1
            facts.firstMismatch = facts.firstMismatch ?? first + UInt64(index)
        }
        var walk = EpochWalk(table: LeafTable(leaves: leaves, kinds: kinds))
        guard let key else { return walk }
        walk.codes = facts
        walk.isRatchetState = facts.firstMismatch == first && isState(key)
        return walk
    }

    /// Whether a value gives the first code by way of the key that follows from it.
    private func isState(_ value: Digest) -> Bool {
        guard let digest = digests.first, let code = codes.first else { return false }
        let link = Chain.link(sequence: first, previousLeaf: startLeaf, digest: digest)
        let key = Ratchet.firstRecordKey(Ratchet.epochKey(value))
        return constantTimeEquals(Chain.code(key: key, link: link), code)
    }
}

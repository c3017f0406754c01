package import Cryptography

/// Recomputes the records of one epoch from the leaf before it, as a verifier does.
///
/// Epochs are walked side by side from what each open claims in `after`; then each claim has to
/// equal the last leaf before it. Pure: it keeps one leaf and one key.
///
/// Source: docs/formats/log.md §3, §6.2.
package struct EpochWalk: Hashable, Sendable {
    /// What one line gave.
    package struct Step: Hashable, Sendable {
        /// The place.
        package let sequence: UInt64
        /// The digest of the entry.
        package let digest: Digest
        /// The leaf.
        package let leaf: Digest
        /// Whether the code is right; nil without a key.
        package let codeHolds: Bool?
    }

    /// The place of the next line.
    package private(set) var nextSequence: UInt64
    /// The leaf before it.
    package private(set) var previousLeaf: Digest
    private var recordKey: Digest?

    /// Begins before an epoch's first record.
    ///
    /// - Parameters:
    ///   - firstSequence: Its place.
    ///   - previousLeaf: The leaf before it; the log's id before record 0.
    ///   - epochKey: The disclosed key K of the epoch.
    package init(firstSequence: UInt64, previousLeaf: Digest, epochKey: Digest? = nil) {
        nextSequence = firstSequence
        self.previousLeaf = previousLeaf
        recordKey = epochKey.map { Ratchet.firstRecordKey($0) }
    }

    /// Takes the next line.
    package mutating func step(_ line: ReadLine) -> Step {
        let link = Chain.link(
            sequence: nextSequence, previousLeaf: previousLeaf, digest: line.digest)
        let leaf = Chain.leaf(link: link, code: line.code)
        let codeHolds = recordKey.map { key in
            constantTimeEquals(Chain.code(key: key, link: link), line.code)
        }
        let step = Step(
            sequence: nextSequence, digest: line.digest, leaf: leaf, codeHolds: codeHolds)
        recordKey = recordKey.map { Ratchet.nextRecordKey($0) }
        previousLeaf = leaf
        nextSequence &+= 1
        return step
    }
}

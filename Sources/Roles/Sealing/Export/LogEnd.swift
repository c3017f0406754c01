internal import Cryptography
internal import RecordLog

/// The end of a stored log, recomputed line by line: what shows that its last record is the last.
struct LogEnd {
    /// The root over all leaves.
    let root: Digest
    /// The leaf in front of the last.
    let leafBeforeLast: Digest
    /// The hashes that lead from the last leaf to the root, the lowest first.
    let proofOfLast: [Digest]

    /// Walks a log from its beginning.
    ///
    /// - Parameter size: How many records it has, at least one.
    /// - Throws: `SealingError.brokenStore` where a line is none, and what the source throws.
    init(of source: any EvidenceSource, size: UInt64) throws {
        var tree = CompactRange()
        var proof: [Digest] = []
        var (before, last) = (source.logID, source.logID)
        try source.forEachStretch(from: 0, to: size) { stretch in
            var parts: [(digest: Digest, code: Digest)] = []
            try stretch.forEachLine { (line, sequence) throws(SealingError) in
                let reading = try StoredEntry.reading(of: line, sequence: sequence)
                parts.append((reading.digest, reading.code))
            }
            return parts
        } use: { parts in
            for part in parts {
                if tree.size == size - 1 { proof = tree.proofOfNext }
                let link = Chain.link(
                    sequence: tree.size, previousLeaf: last, digest: part.digest)
                (before, last) = (last, Chain.leaf(link: link, code: part.code))
                tree.append(last)
            }
        }
        (root, leafBeforeLast, proofOfLast) = (tree.root, before, proof)
    }
}

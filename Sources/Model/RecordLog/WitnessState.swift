package import Cryptography
package import Records

/// What a witness does with a log's new checkpoint.
package enum WitnessDecision: Hashable, Sendable {
    /// Store this head, then sign.
    case accept(LogReference)
    /// The caller's old size isn't the witness's: 409 with the size that it has.
    case otherOldSize(UInt64)
    /// The same size under another root: 409, and a proof of a fork.
    case fork(known: LogReference, offered: LogReference)
    /// The old size lies above the new one: 400.
    case badRequest
    /// The checkpoint isn't signed by the log's key: 403.
    case badSignature
    /// The proof doesn't lead from the known head to the new one: 422.
    case notConsistent

    /// The status that a witness's HTTP interface answers with.
    ///
    /// Source: C2SP tlog-witness.
    package var status: Int {
        switch self {
        case .accept: 200
        case .badRequest: 400
        case .badSignature: 403
        case .otherOldSize, .fork: 409
        case .notConsistent: 422
        }
    }
}

/// The newest head that a witness has signed of each log, and the rule by which it signs another.
///
/// `decide` changes nothing: the head is stored durably first, then told to `record`, then signed.
///
/// Source: docs/formats/log.md §8; C2SP tlog-witness.
package struct WitnessState: Hashable, Sendable {
    private var newest: [Digest: LogReference]

    /// Takes up the heads that a ledger holds; of two of one log the larger counts.
    package init(heads: [LogReference] = []) {
        newest = [:]
        for head in heads { record(head) }
    }

    /// The newest heads, by the logs' identifiers.
    package var heads: [LogReference] { newest.values.sorted { $0.log < $1.log } }

    /// The newest head of a log; nil for one never seen.
    package func head(of log: Digest) -> LogReference? { newest[log] }

    /// Takes a stored head as the newest; one smaller than the known one is left aside.
    package mutating func record(_ head: LogReference) {
        if let known = newest[head.log], known.size > head.size { return }
        newest[head.log] = head
    }

    /// Decides about a checkpoint.
    ///
    /// - Parameters:
    ///   - checkpoint: The new checkpoint.
    ///   - logKey: The raw public key that the witness knows for this log.
    ///   - oldSize: The size from which the proof leads; 0 for a log never seen.
    ///   - proof: The consistency proof; empty for the first and for an equal size.
    package func decide(
        _ checkpoint: Checkpoint, logKey: [UInt8], oldSize: UInt64, proof: [Digest]
    ) -> WitnessDecision {
        guard checkpoint.hasValidSignature(publicKey: logKey) else { return .badSignature }
        if oldSize > checkpoint.size { return .badRequest }
        let offered = LogReference(
            log: checkpoint.logID, size: checkpoint.size, root: checkpoint.root)
        guard let known = newest[checkpoint.logID], known.size > 0 else {
            if oldSize != 0 { return .otherOldSize(0) }
            return proof.isEmpty ? .accept(offered) : .notConsistent
        }
        if known.size == offered.size && known.root != offered.root {
            return .fork(known: known, offered: offered)
        }
        if known.size != oldSize { return .otherOldSize(known.size) }
        let isConsistent = MerkleProofs.verifyConsistency(
            oldSize: known.size, newSize: offered.size, proof: proof, oldRoot: known.root,
            newRoot: offered.root)
        return isConsistent ? .accept(offered) : .notConsistent
    }
}

import Cryptography
import Findings
import RecordLog

/// Compares what two bundles hold of one log.
///
/// A leaf commits to every record before it, so one walk over the leaves finds the first record on
/// which the two disagree. Checkpoints are compared as well: a bundle can hold a signed head of
/// records that it doesn't hold itself.
///
/// Source: docs/formats/log.md §9.
struct LogComparison {
    private let first: (bundle: String, log: LogHistory)
    private let second: (bundle: String, log: LogHistory)
    /// The first record on which both have a leaf and disagree: one walk over the leaves finds it.
    private let disagreement: Int?

    init(first: (bundle: String, log: LogHistory), second: (bundle: String, log: LogHistory)) {
        self.first = first
        self.second = second
        disagreement =
            zip(first.log.leaves, second.log.leaves).enumerated().first { $1.0 != $1.1 }?.offset
    }

    /// The comparison, with the proof where the log's key signed both histories.
    func compare() -> (comparison: BundleComparison, proof: ForkProof?) {
        let proof = forkProof()
        if proof != nil || disagreement != nil {
            return (comparison(proof == nil ? .different : .forked, contradiction(proof)), proof)
        }
        return (agreement, nil)
    }

    private func comparison(
        _ relation: BundleComparison.Relation, _ finding: Finding
    ) -> BundleComparison {
        BundleComparison(
            first: first.bundle, second: second.bundle, logID: first.log.id.hex,
            relation: relation, findings: [finding])
    }

    // MARK: - Agreement

    private var agreement: BundleComparison {
        let (one, other) = (first.log.size, second.log.size)
        let common = min(one, other)
        let place = Place(log: label)
        guard one != other else {
            return comparison(
                .same,
                Finding(
                    .note, "SAME_HISTORY", at: place, found: Wording.count(common, "record"),
                    "Both bundles hold the same records of this log."))
        }
        let longer = one > other ? first.bundle : second.bundle
        return comparison(
            .extended,
            Finding(
                .note, "EXTENDS", at: Place(log: label, sequence: common),
                found: "\(Wording.count(common, "record")) in both",
                """
                Both bundles hold the same first \(Wording.count(common, "record")) of this log; \
                \(longer) goes on with \(Wording.count(max(one, other) - common, "more record")).
                """))
    }

    // MARK: - Contradiction

    private func contradiction(_ proof: ForkProof?) -> Finding {
        let place = Place(log: label, sequence: disagreement.map { UInt64($0) })
        guard let proof else {
            return Finding(
                .failure, "RECORDS_DIFFER", at: place,
                expected: leaf(in: first.log), found: leaf(in: second.log),
                """
                The two bundles hold different records of one log from here on, so at least one \
                of them is not what the log held. Only one of the two histories is signed by the \
                log's key here: this looks like a changed bundle, not like a forked log.
                """)
        }
        return Finding(
            .failure, "FORK", at: place,
            expected: proof.smaller.text, found: proof.larger.text,
            """
            The log's own key signed two histories that can't both be true. Whoever holds that \
            key made two logs out of one; neither bundle can be relied on for the records from \
            there on until it is known which history the witnesses saw.
            """)
    }

    private func leaf(in log: LogHistory) -> String? {
        disagreement.map { log.leaves[$0].hex }
    }

    private var label: String { String(first.log.id.hex.prefix(16)) }

    // MARK: - Proof

    /// The proof that the log's key signed two histories; nil where nothing shows it.
    func forkProof() -> ForkProof? {
        guard first.log.key == second.log.key else { return nil }
        return Self.proof(that: first.log, contradicts: second.log)
            ?? Self.proof(that: second.log, contradicts: first.log)
    }

    /// A checkpoint of one that the records of the other contradict, with the checkpoint over those.
    private static func proof(that one: LogHistory, contradicts other: LogHistory) -> ForkProof? {
        let tree = MerkleTree(leaves: other.leaves)
        for checkpoint in one.checkpoints where tree.root(size: checkpoint.size) != checkpoint.root
        {
            let later = other.checkpoints.first {
                $0.size >= checkpoint.size
                    && ($0.size == checkpoint.size || tree.root(size: $0.size) == $0.root)
            }
            guard let later else { continue }
            if let proof = ForkProof(logKey: one.key, checkpoint, later, tree: tree) {
                return proof
            }
        }
        return nil
    }
}

extension Checkpoint {
    /// Size and root, in words.
    var text: String { "\(Wording.count(size, "record")), root \(root.hex)" }
}

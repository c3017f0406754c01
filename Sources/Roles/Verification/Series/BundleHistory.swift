package import Cryptography
package import RecordLog
package import Records

/// What a bundle knows of its logs that another bundle can contradict.
///
/// Grows with the number of records, 32 bytes each; kept only where several bundles are judged.
package struct BundleHistory: Sendable {
    /// The file's name, without its folders.
    package let fileName: String
    /// The logs whose founding record is in clear.
    package let logs: [LogHistory]
    /// The labels of the other logs.
    package let unidentified: [String]

    /// Takes the history out of the facts of a bundle.
    package init(_ facts: Facts, fileName: String) {
        let logs = facts.logs.map { (label: $0.label, history: LogHistory($0)) }
        self.init(
            fileName: fileName, logs: logs.compactMap(\.history),
            unidentified: logs.filter { $0.history == nil }.map(\.label))
    }

    init(fileName: String, logs: [LogHistory], unidentified: [String] = []) {
        self.fileName = fileName
        self.logs = logs
        self.unidentified = unidentified
    }
}

/// What a bundle knows of one log.
package struct LogHistory: Sendable {
    /// The id of the log, computed from its founding record.
    package let id: Digest
    /// The log's Ed25519 key, raw.
    package let key: [UInt8]
    /// The leaf of every record, as recomputed.
    package let leaves: [Digest]
    /// The checkpoints that the log's key signed.
    package let checkpoints: [Checkpoint]
    /// The end of the log that this one continues.
    package let previous: LogReference?

    init(
        id: Digest, key: [UInt8], leaves: [Digest], checkpoints: [Checkpoint],
        previous: LogReference? = nil
    ) {
        self.id = id
        self.key = key
        self.leaves = leaves
        self.checkpoints = checkpoints
        self.previous = previous
    }

    /// Takes the history of a log; nil where its founding record isn't in clear.
    init?(_ log: LogFacts) {
        guard let id = log.logID, let genesis = log.genesis else { return nil }
        self.init(
            id: id, key: genesis.logKey, leaves: Array(log.table.leaves),
            checkpoints: log.checkpoints.filter(\.isSignedByLog).compactMap(\.checkpoint),
            previous: genesis.previous)
    }

    /// The newest checkpoint over records that are at hand; nil without one that they give.
    package var newestHead: Checkpoint? {
        checkpoints.sorted { $0.size > $1.size }.first {
            $0.size > 0 && $0.size <= size && root(ofFirst: $0.size) == $0.root
        }
    }

    /// The number of records.
    var size: UInt64 { UInt64(leaves.count) }

    /// The tree head over the first records, at most all.
    func root(ofFirst size: UInt64) -> Digest {
        CompactRange.root(of: Array(leaves.prefix(Int(clamping: size))))
    }
}

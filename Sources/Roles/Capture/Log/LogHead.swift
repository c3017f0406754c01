import Cryptography
import RecordLog
import Records

/// Where the log stands: what the next record continues.
struct LogHead {
    /// The number of records.
    private(set) var size: UInt64 = 0
    /// The last chain element; the log's id while there is none.
    private(set) var lastLeaf: Digest
    /// The tree over all records.
    private(set) var tree = CompactRange()
    /// When the last record was made, as far as this process knows.
    private(set) var lastTime: RecordTime?

    /// The head of an empty log.
    init(logID: Digest) {
        lastLeaf = logID
    }

    /// Takes one more record.
    mutating func append(leaf: Digest, time: RecordTime?) {
        tree.append(leaf)
        lastLeaf = leaf
        size += 1
        if let time { lastTime = time }
    }

    /// Takes note of when the last record was made.
    mutating func notice(time: RecordTime) {
        lastTime = time
    }
}

/// An epoch that this process began and hasn't closed.
struct RunningEpoch {
    /// Its number.
    let number: UInt64
    /// k_{e,j} for the next record.
    var key: SecretBytes
    /// What it holds.
    var tracker: EpochTracker
    /// When its open was made.
    let begun: RecordTime
}

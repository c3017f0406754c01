import Cryptography
import RecordLog
import Records

/// Where the log stands: what the next record continues.
struct LogHead: Sendable {
    /// The number of records.
    private(set) var size: UInt64 = 0
    /// The last chain element; the log's id while there is none.
    private(set) var lastLeaf: Digest
    /// The tree over all records.
    private(set) var tree = BlockedRange()
    /// Roots of blocks of the tree that were completed and aren't stored yet.
    private var completed: [NewBlock] = []
    /// When the last record was made, as far as this process knows.
    private(set) var lastTime: RecordTime?

    /// The head of an empty log.
    init(logID: Digest) {
        lastLeaf = logID
    }

    /// The head of a log that was found.
    init(tree: BlockedRange, lastLeaf: Digest, lastTime: RecordTime) {
        self.size = tree.size
        self.tree = tree
        self.lastLeaf = lastLeaf
        self.lastTime = lastTime
    }

    /// Takes one more record.
    mutating func append(leaf: Digest, time: RecordTime) {
        if let root = tree.append(leaf) {
            completed.append(NewBlock(number: size / BlockedRange.blockSize, root: root))
        }
        lastLeaf = leaf
        size += 1
        lastTime = time
    }

    /// The blocks that are to be stored together with the records that completed them.
    mutating func takeCompleted() -> [NewBlock] {
        defer { completed = [] }
        return completed
    }

    /// The step of the wall clock since the last record against the clock that only runs forward.
    ///
    /// - Parameters:
    ///   - now: The present moment.
    ///   - limit: How many milliseconds are no step.
    /// - Returns: Nil where it made none, or nothing is known.
    func clockStep(to now: RecordTime, beyond limit: Int64) -> ClockBody? {
        guard let last = lastTime, last.boot == now.boot,
            now.monotonicMicros >= last.monotonicMicros
        else { return nil }
        let forward = (now.monotonicMicros - last.monotonicMicros) / 1000
        let step = last.utc.milliseconds(to: now.utc) - forward
        guard abs(step) > limit else { return nil }
        return ClockBody(
            stepMs: step, from: last.utc.adding(nanoseconds: forward * 1_000_000), to: now.utc)
    }
}

/// An epoch that this process began and hasn't closed.
struct RunningEpoch: Sendable {
    /// Its number.
    let number: UInt64
    /// k_{e,j} for the next record.
    var key: SecretBytes
    /// What it holds.
    var tracker: EpochTracker
    /// What its opening says for all of its records.
    let opening: EpochOpening
    /// When its opening was made.
    var begun: RecordTime { opening.time }

    /// Why it ends behind a record; nil when it goes on.
    ///
    /// - Parameters:
    ///   - family: The family of the record.
    ///   - time: When it was made.
    ///   - limits: The site's limits.
    func boundary(
        after family: String, at time: RecordTime?, limits: SitePolicy.Limits
    ) -> EpochCloseCause? {
        guard let time else { return nil }
        let age = time.utc.unixSeconds - begun.utc.unixSeconds
        return tracker.boundary(after: family, limits: limits, age: .seconds(age))
    }
}

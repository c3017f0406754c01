import Cryptography
import RecordLog
import Records

/// Makes entries of drafts and codes them.
struct EntryCoder: Sendable {
    let context: CaptureContext
    let origin: Origin
    private var encoder = EntryEncoder()

    init(context: CaptureContext, origin: Origin) {
        self.context = context
        self.origin = origin
    }

    /// What an opening that is made now says for its epoch.
    func opening(at time: RecordTime) -> EpochOpening { EpochOpening(origin: origin, time: time) }

    /// Codes a draft for the place behind a head.
    ///
    /// - Parameter opening: The opening in force; nil for an opening itself.
    mutating func code(
        _ draft: EntryDraft, time: RecordTime, at head: LogHead, epoch: UInt64, key: SecretBytes,
        under opening: EpochOpening?
    ) throws -> NewRecord {
        let entry = Entry(
            seq: head.size, epoch: epoch, salt: try context.random.bytes(Entry.saltByteCount),
            time: time, actor: draft.actor, origin: origin, project: draft.project,
            family: draft.family, body: draft.body, cause: draft.cause,
            idempotencyKey: draft.idempotencyKey, under: opening)
        return try RecordCoder.code(entry, by: &encoder, key: key, after: head.lastLeaf)
    }
}

/// Records that are coded and not stored, with what the log is once they are.
struct CodedPortion: Sendable {
    let records: [NewRecord]
    let blocks: [NewBlock]
    let head: LogHead
    let epoch: RunningEpoch
    let coder: EntryCoder
}

/// Codes portions of drafts for one epoch, each behind the one before.
///
/// Its head and its epoch run ahead of the log's own, so that the next portion can be coded while
/// one is being stored. The writer takes them over portion by portion, when each is durable.
struct PortionCoder: Sendable {
    private var coder: EntryCoder
    private let limits: SitePolicy.Limits
    private var head: LogHead
    private var epoch: RunningEpoch
    private var lastFamily: String?

    init(_ coder: EntryCoder, limits: SitePolicy.Limits, head: LogHead, epoch: RunningEpoch) {
        self.coder = coder
        self.limits = limits
        self.head = head
        self.epoch = epoch
    }

    /// Codes a portion behind those before it.
    ///
    /// - Returns: Nil where something else has to come behind the portion before: the record of a
    ///   step of the clock, or the close of the epoch.
    mutating func codeNext(_ drafts: ArraySlice<EntryDraft>) throws -> CodedPortion? {
        if let lastFamily {
            let now = coder.context.clock.now()
            guard head.clockStep(to: now, beyond: limits.skewMilliseconds) == nil,
                epoch.boundary(after: lastFamily, at: head.lastTime, limits: limits) == nil
            else { return nil }
        }
        var records: [NewRecord] = []
        records.reserveCapacity(drafts.count)
        for draft in drafts {
            let time = coder.context.clock.now()
            let record = try coder.code(
                draft, time: time, at: head, epoch: epoch.number, key: epoch.key,
                under: epoch.opening)
            records.append(record)
            head.append(leaf: record.leaf, time: time)
            epoch.tracker.count(draft)
            epoch.key = Ratchet.nextRecordKey(epoch.key)
        }
        lastFamily = drafts.last?.family
        return CodedPortion(
            records: records, blocks: head.takeCompleted(), head: head, epoch: epoch,
            coder: coder)
    }
}

package import Cryptography
package import Records

/// What happens to the writer of a log.
package enum LogWriterEvent: Hashable, Sendable {
    /// An outside receipt for epoch 0 was proved and the custodian has confirmed the file.
    case releasedFromEpochZero
    /// The next epoch is to begin, or the log itself.
    case begin
    /// Records are to be appended, in order, all or none.
    case append([EntryDraft])
    /// The running epoch is to be closed.
    case close(EpochCloseCause)
    /// The commit under way is durable; the leaf of its last record.
    case durable(lastLeaf: Digest)
    /// The commit under way failed: nothing of it is in the store.
    case failed
    /// The failed commit is to be tried again.
    case retry
    /// The failed commit is given up.
    case giveUp
    /// Whether the commit under way is durable can't be learned.
    case outcomeUnknown
}

/// What the loop round the writer has to do, in the order given.
package enum LogWriterAction: Hashable, Sendable {
    /// Commit, in one durable step, the first record of an epoch, coded with the key that its
    /// state gives, and the state of the epoch after it.
    case commitOpening(sequence: UInt64, epoch: UInt64, follows: OpeningFollows)
    /// Overwrite this epoch's state and epoch key in memory; the store holds the next one's.
    case overwriteState(epoch: UInt64)
    /// Commit, in one durable step, so many records from this place, each under the next key.
    case commitRecords(sequence: UInt64, epoch: UInt64, count: Int)
    /// Commit the close of an epoch, with this body.
    case commitClose(sequence: UInt64, epoch: UInt64, body: EpochCloseBody)
    /// Commit the same bytes once more.
    case commitSameBytes
    /// Let the running key give way so many times.
    case advanceKey(by: Int)
    /// Overwrite the running key: the epoch takes no more records.
    case forgetKey
    /// Sign a checkpoint of this size, then ask for receipts in the background.
    case signCheckpoint(size: UInt64)
    /// End the process without another write.
    case endProcess
}

/// What stands before an epoch's first record.
package enum OpeningFollows: Hashable, Sendable {
    /// Nothing: the record is genesis.
    case nothing
    /// The close of the epoch before.
    case close
    /// An epoch that was never closed: the open has to say what was found of it.
    case unclosedEpoch
}

/// Why the writer refuses an event; its state doesn't change.
package enum LogWriterRefusal: Error, Hashable, Sendable {
    /// The event doesn't fit where the writer stands.
    case notNow
    /// Epoch 0 has no outside receipt yet, or the custodian hasn't confirmed.
    case epochZeroNotReleased
    /// The record just written is the last before a close, for this cause.
    case closeIsDue(EpochCloseCause)
    /// The log has its last record.
    case logHasEnded
    /// All epochs of the calendar are used.
    case calendarUsedUp
    /// The epoch takes so many more records before its close.
    case epochFull(remaining: UInt64)
    /// A family that only the writer itself makes.
    case reservedFamily(String)
    /// A record that ends an epoch has to be the last of its batch.
    case boundaryIsNotLast(family: String)
    /// A field of the body looks like a secret.
    case secretField(path: String)
    /// There is nothing to append.
    case noDrafts
    /// The place of a record would lie above 2^53−1.
    case noMoreSequenceNumbers
    /// The process has to end.
    case processIsEnding
}

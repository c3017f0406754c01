import CanonicalJSON
import Cryptography
import Records

/// The single steps of the writer; `LogWriterState.handle` chooses among them.
extension LogWriterState {
    /// Families that the writer makes itself and takes from nobody.
    private static let reserved: Set<String> = [
        GenesisBody.family, EpochOpenBody.family, EpochCloseBody.family,
    ]

    mutating func begin() throws(LogWriterRefusal) -> [LogWriterAction] {
        if phase == .ended { throw .logHasEnded }
        guard phase == .between else { throw .notNow }
        if epoch >= epochCount { throw .calendarUsedUp }
        if epoch > 0 && !isReleased { throw .epochZeroNotReleased }
        try requireSequences(1)
        phase = .opening
        return [.commitOpening(sequence: nextSequence, epoch: epoch, follows: follows)]
    }

    mutating func append(_ drafts: [EntryDraft]) throws(LogWriterRefusal) -> [LogWriterAction] {
        if hasEnd { throw .logHasEnded }
        if let dueClose { throw .closeIsDue(dueClose) }
        guard phase == .open else { throw .notNow }
        if drafts.isEmpty { throw .noDrafts }
        if UInt64(drafts.count) > remaining { throw .epochFull(remaining: remaining) }
        for (index, draft) in drafts.enumerated() {
            try admit(draft, isLast: index == drafts.count - 1)
        }
        // One more for the close, which always has to find a place.
        try requireSequences(UInt64(drafts.count) + 1)
        phase = .appending(drafts)
        return [.commitRecords(sequence: nextSequence, epoch: epoch, count: drafts.count)]
    }

    private func admit(_ draft: EntryDraft, isLast: Bool) throws(LogWriterRefusal) {
        if Self.reserved.contains(draft.family) { throw .reservedFamily(draft.family) }
        if let path = SecretNames.firstPath(in: draft.body) { throw .secretField(path: path) }
        if !isLast && EpochTracker.boundaryFamilies[draft.family] != nil {
            throw .boundaryIsNotLast(family: draft.family)
        }
    }

    mutating func close(_ cause: EpochCloseCause) throws(LogWriterRefusal) -> [LogWriterAction] {
        guard phase == .open else { throw .notNow }
        try requireSequences(1)
        phase = .closing
        let body = tracker.closeBody(cause: dueClose ?? cause)
        return [.commitClose(sequence: nextSequence, epoch: epoch, body: body)]
    }

    mutating func durable(_ leaf: Digest) throws(LogWriterRefusal) -> [LogWriterAction] {
        guard isCommitting, !hasFailed else { throw .notNow }
        lastLeaf = leaf
        switch phase {
        case .opening: return opened()
        case .appending(let drafts): return appended(drafts)
        default: return closed()
        }
    }

    private mutating func opened() -> [LogWriterAction] {
        nextSequence += 1
        tracker = EpochTracker()
        tracker.count(
            family: epoch == 0 ? GenesisBody.family : EpochOpenBody.family, project: nil)
        // A log that ended without its close gets one, and nothing else.
        dueClose = epoch == 0 ? .genesis : hasEnd ? .end : nil
        phase = .open
        return [.overwriteState(epoch: epoch), .advanceKey(by: 1)]
    }

    private mutating func appended(_ drafts: [EntryDraft]) -> [LogWriterAction] {
        nextSequence += UInt64(drafts.count)
        for draft in drafts {
            tracker.count(draft)
            hasEnd = hasEnd || draft.family == LogEndBody.family
        }
        let family = drafts.last?.family ?? ""
        dueClose = tracker.boundary(after: family, limits: limits, age: .zero)
        phase = .open
        return [.advanceKey(by: drafts.count)]
    }

    private mutating func closed() -> [LogWriterAction] {
        nextSequence += 1
        epoch += 1
        dueClose = nil
        follows = .close
        tracker = EpochTracker()
        phase = hasEnd ? .ended : .between
        return [.forgetKey, .signCheckpoint(size: nextSequence)]
    }

    mutating func giveUp() throws(LogWriterRefusal) -> [LogWriterAction] {
        guard hasFailed else { throw .notNow }
        hasFailed = false
        // Keys and stored state stay where they are: nothing became durable.
        phase = phase == .opening ? .between : .open
        return []
    }

    private func requireSequences(_ count: UInt64) throws(LogWriterRefusal) {
        let most = UInt64(JSONValue.largestInteger)
        let (last, overflow) = nextSequence.addingReportingOverflow(count)
        if overflow || last > most + 1 { throw .noMoreSequenceNumbers }
    }
}

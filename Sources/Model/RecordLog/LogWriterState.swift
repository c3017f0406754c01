package import Cryptography
package import Records

/// What a start finds in the store.
package struct FoundLog: Hashable, Sendable {
    /// The number of durable records; 0 before genesis.
    package let size: UInt64
    /// The leaf of the last one; nil before genesis.
    package let lastLeaf: Digest?
    /// The epoch of the last record; nil before genesis.
    package let lastEpoch: UInt64?
    /// Whether the last record is a close.
    package let isClosed: Bool
    /// Whether there is a `log.end`.
    package let hasEnd: Bool
    /// The epoch whose ratchet state the store holds.
    package let storedStateEpoch: UInt64
    /// The depth of the calendar.
    package let calendarDepth: Int
    /// Whether epoch 0 has its receipt and confirmation, or genesis goes without.
    package let isReleased: Bool

    /// Makes a finding.
    package init(
        size: UInt64, lastLeaf: Digest?, lastEpoch: UInt64?, isClosed: Bool, hasEnd: Bool,
        storedStateEpoch: UInt64, calendarDepth: Int, isReleased: Bool
    ) {
        self.size = size
        self.lastLeaf = lastLeaf
        self.lastEpoch = lastEpoch
        self.isClosed = isClosed
        self.hasEnd = hasEnd
        self.storedStateEpoch = storedStateEpoch
        self.calendarDepth = calendarDepth
        self.isReleased = isReleased
    }

    /// A store without records that holds S_0.
    package static func empty(calendarDepth: Int, unwitnessed: Bool) -> FoundLog {
        FoundLog(
            size: 0, lastLeaf: nil, lastEpoch: nil, isClosed: false, hasEnd: false,
            storedStateEpoch: 0, calendarDepth: calendarDepth, isReleased: unwitnessed)
    }
}

/// Where the writer of a log stands, and which steps that allows.
///
/// Pure: `handle` turns an event into actions and does nothing itself. It holds no key; what it
/// orders keeps four promises whatever crashes:
///
/// 1. The stored ratchet state is never ahead of the log: it moves in the step that makes an
///    epoch's first record durable, so that epoch numbers have no hole.
/// 2. A key gives way only when the record under it is durable.
/// 3. A commit of unknown outcome ends the process; the next start opens the next epoch.
/// 4. A record that causes a boundary is the last before the close.
///
/// Source: docs/formats/log.md §6.4.
package struct LogWriterState: Hashable, Sendable {
    enum Phase: Hashable, Sendable {
        case between
        case opening
        case open
        case appending([EntryDraft])
        case closing
        case ended
        case failing
    }

    var phase = Phase.between
    var hasFailed = false
    var follows: OpeningFollows
    var hasEnd: Bool
    var isReleased: Bool
    let epochCount: UInt64
    let limits: SitePolicy.Limits

    /// The place of the next record.
    package internal(set) var nextSequence: UInt64
    /// The running epoch, or the next one between two.
    package internal(set) var epoch: UInt64
    /// The leaf of the last durable record; nil before genesis.
    package internal(set) var lastLeaf: Digest?
    /// The counts of the running epoch.
    package internal(set) var tracker = EpochTracker()
    /// Why the running epoch has to be closed before another record; nil when it needn't.
    package internal(set) var dueClose: EpochCloseCause?

    /// Takes up a log.
    ///
    /// - Returns: Nil when state and log disagree: the store is damaged or was put back.
    package init?(_ found: FoundLog, limits: SitePolicy.Limits) {
        guard KeyCalendar.depths.contains(found.calendarDepth),
            (found.size == 0) == (found.lastEpoch == nil),
            (found.size == 0) == (found.lastLeaf == nil),
            found.storedStateEpoch == found.lastEpoch.map({ $0 &+ 1 }) ?? 0
        else { return nil }
        nextSequence = found.size
        lastLeaf = found.lastLeaf
        epoch = found.storedStateEpoch
        hasEnd = found.hasEnd
        isReleased = found.isReleased
        epochCount = 1 << UInt64(found.calendarDepth)
        self.limits = limits
        follows = found.size == 0 ? .nothing : found.isClosed ? .close : .unclosedEpoch
        if hasEnd && found.isClosed { phase = .ended }
    }

    /// Whether records can be appended now.
    package var isOpen: Bool { phase == .open && dueClose == nil }

    /// Whether the log has its last close.
    package var isEnded: Bool { phase == .ended }

    /// How many records the running epoch takes before its close.
    package var remaining: UInt64 {
        let most = UInt64(max(limits.epochMaxRecords, 0))
        // The close needs a place of its own.
        let used = tracker.recordCount + 1
        return most > used ? most - used : 0
    }

    /// Takes an event.
    ///
    /// - Returns: What has to be done, in order.
    /// - Throws: A refusal; the state is as before.
    package mutating func handle(
        _ event: LogWriterEvent
    ) throws(LogWriterRefusal) -> [LogWriterAction] {
        if phase == .failing { throw .processIsEnding }
        switch event {
        case .releasedFromEpochZero:
            isReleased = true
            return []
        case .begin: return try begin()
        case .append(let drafts): return try append(drafts)
        case .close(let cause): return try close(cause)
        case .durable(let leaf): return try durable(leaf)
        case .failed:
            guard isCommitting, !hasFailed else { throw .notNow }
            hasFailed = true
            return []
        case .retry:
            guard hasFailed else { throw .notNow }
            hasFailed = false
            return [.commitSameBytes]
        case .giveUp: return try giveUp()
        case .outcomeUnknown:
            guard isCommitting else { throw .notNow }
            phase = .failing
            return [.forgetKey, .endProcess]
        }
    }

    var isCommitting: Bool {
        switch phase {
        case .opening, .appending, .closing: true
        case .between, .open, .ended, .failing: false
        }
    }
}

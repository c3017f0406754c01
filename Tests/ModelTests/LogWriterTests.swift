import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Testing

@Suite struct LogWriterTests {
    static func limits(records: Int64 = 100) -> SitePolicy.Limits {
        SitePolicy.Limits(
            skewMilliseconds: 1, lockAfterFailures: 5, epochMaxRecords: records,
            epochMaxSeconds: 60)
    }

    static func writer(unwitnessed: Bool = true, depth: Int = 4, records: Int64 = 100) throws
        -> LogWriterState
    {
        try #require(
            LogWriterState(
                .empty(calendarDepth: depth, unwitnessed: unwitnessed),
                limits: limits(records: records)))
    }

    static func draft(_ body: some RecordBody, project: String? = nil) -> EntryDraft {
        EntryDraft(body, project: project, actor: RecordFixture.actor)
    }

    static let start = draft(ServiceBody(event: .start))
    static let end = draft(LogEndBody(reason: "year over", by: "P1"))
    static let signature = draft(RecordFixture.signature)

    /// A writer with an open epoch 1.
    static func opened(records: Int64 = 100) throws -> LogWriterState {
        var writer = try writer(records: records)
        for event: LogWriterEvent in [
            .begin, .durable(lastLeaf: .sample(0)), .close(.genesis),
            .durable(lastLeaf: .sample(1)), .begin, .durable(lastLeaf: .sample(2)),
        ] { _ = try writer.handle(event) }
        return writer
    }

    @Test func logBeginsWithGenesisAndItsClose() throws {
        var writer = try Self.writer()
        #expect(
            try writer.handle(.begin)
                == [.commitOpening(sequence: 0, epoch: 0, follows: .nothing)])
        #expect(!writer.isOpen)
        #expect(
            try writer.handle(.durable(lastLeaf: .sample(0)))
                == [.overwriteState(epoch: 0), .advanceKey(by: 1)])
        #expect(writer.dueClose == .genesis)
        #expect(throws: LogWriterRefusal.closeIsDue(.genesis)) {
            try writer.handle(.append([Self.start]))
        }
        let counts = [
            FamilyCount(family: "epoch.close", count: 1), FamilyCount(family: "genesis", count: 1),
        ]
        let body = EpochCloseBody(cause: .genesis, counts: counts, gaps: 0, reconciliations: 0)
        #expect(
            try writer.handle(.close(.shutdown))
                == [.commitClose(sequence: 1, epoch: 0, body: body)])
        #expect(
            try writer.handle(.durable(lastLeaf: .sample(1)))
                == [.forgetKey, .signCheckpoint(size: 2)])
        #expect(
            try writer.handle(.begin) == [.commitOpening(sequence: 2, epoch: 1, follows: .close)])
    }

    @Test func epochOneWaitsForTheReceiptAndTheCustodian() throws {
        var writer = try Self.writer(unwitnessed: false)
        for event: LogWriterEvent in [
            .begin, .durable(lastLeaf: .sample(0)), .close(.genesis),
            .durable(lastLeaf: .sample(1)),
        ] { _ = try writer.handle(event) }
        #expect(throws: LogWriterRefusal.epochZeroNotReleased) { try writer.handle(.begin) }
        _ = try writer.handle(.releasedFromEpochZero)
        #expect(try writer.handle(.begin).count == 1)
    }

    @Test func keyAdvancesOnlyWhenTheCommitIsDurable() throws {
        var writer = try Self.opened()
        let drafts = [Self.start, Self.start]
        #expect(
            try writer.handle(.append(drafts))
                == [.commitRecords(sequence: 3, epoch: 1, count: 2)])
        #expect(throws: LogWriterRefusal.notNow) { try writer.handle(.append(drafts)) }
        #expect(try writer.handle(.failed) == [])
        #expect(throws: LogWriterRefusal.notNow) {
            try writer.handle(.durable(lastLeaf: .sample(4)))
        }
        #expect(try writer.handle(.retry) == [.commitSameBytes])
        #expect(writer.nextSequence == 3)
        #expect(try writer.handle(.durable(lastLeaf: .sample(4))) == [.advanceKey(by: 2)])
        #expect(writer.nextSequence == 5)
        #expect(writer.lastLeaf == .sample(4))
    }

    @Test func commitGivenUpLeavesEverythingWhereItWas() throws {
        var writer = try Self.opened()
        let before = writer
        _ = try writer.handle(.append([Self.start]))
        _ = try writer.handle(.failed)
        #expect(try writer.handle(.giveUp) == [])
        #expect(writer == before)
        _ = try writer.handle(.close(.shutdown))
        _ = try writer.handle(.failed)
        _ = try writer.handle(.giveUp)
        #expect(writer == before)
    }

    @Test func openingGivenUpIsTriedAgainUnderTheSameEpoch() throws {
        var writer = try Self.writer()
        _ = try writer.handle(.begin)
        _ = try writer.handle(.failed)
        _ = try writer.handle(.giveUp)
        #expect(writer.epoch == 0)
        #expect(
            try writer.handle(.begin)
                == [.commitOpening(sequence: 0, epoch: 0, follows: .nothing)])
    }

    @Test func unknownOutcomeEndsTheProcess() throws {
        var writer = try Self.opened()
        _ = try writer.handle(.append([Self.start]))
        #expect(try writer.handle(.outcomeUnknown) == [.forgetKey, .endProcess])
        for event: LogWriterEvent in [.retry, .begin, .close(.shutdown), .append([Self.start])] {
            #expect(throws: LogWriterRefusal.processIsEnding) { try writer.handle(event) }
        }
    }

    @Test func boundaryRecordIsTheLastBeforeTheClose() throws {
        var writer = try Self.opened()
        #expect(throws: LogWriterRefusal.boundaryIsNotLast(family: "signature")) {
            try writer.handle(.append([Self.signature, Self.start]))
        }
        _ = try writer.handle(.append([Self.start, Self.signature]))
        _ = try writer.handle(.durable(lastLeaf: .sample(4)))
        #expect(writer.dueClose == .signature)
        #expect(throws: LogWriterRefusal.closeIsDue(.signature)) {
            try writer.handle(.append([Self.start]))
        }
        guard case .commitClose(5, 1, let body)? = try writer.handle(.close(.time)).first else {
            Issue.record("no close")
            return
        }
        #expect(body.cause == .signature)
        #expect(body.counts.map(\.family) == ["epoch.close", "epoch.open", "service", "signature"])
    }

    @Test func epochHoldsNoMoreThanTheLimit() throws {
        var writer = try Self.opened(records: 5)
        #expect(writer.remaining == 3)
        #expect(throws: LogWriterRefusal.epochFull(remaining: 3)) {
            try writer.handle(.append(Array(repeating: Self.start, count: 4)))
        }
        _ = try writer.handle(.append(Array(repeating: Self.start, count: 3)))
        _ = try writer.handle(.durable(lastLeaf: .sample(3)))
        #expect(writer.dueClose == .count)
        #expect(writer.remaining == 0)
    }

    @Test func writerRefusesItsOwnFamiliesSecretsAndNothing() throws {
        var writer = try Self.opened()
        for family in ["genesis", "epoch.open", "epoch.close"] {
            let draft = EntryDraft(family: family, body: [:], actor: RecordFixture.actor)
            #expect(throws: LogWriterRefusal.reservedFamily(family)) {
                try writer.handle(.append([draft]))
            }
        }
        let secret = EntryDraft(
            family: "audit", body: ["x": ["api-key": "k"]], actor: RecordFixture.actor)
        #expect(throws: LogWriterRefusal.secretField(path: "/body/x/api-key")) {
            try writer.handle(.append([secret]))
        }
        #expect(throws: LogWriterRefusal.noDrafts) { try writer.handle(.append([])) }
    }

    @Test func endedLogTakesItsCloseAndNothingElse() throws {
        var writer = try Self.opened()
        _ = try writer.handle(.append([Self.end]))
        _ = try writer.handle(.durable(lastLeaf: .sample(3)))
        #expect(throws: LogWriterRefusal.logHasEnded) { try writer.handle(.append([Self.start])) }
        _ = try writer.handle(.close(.shutdown))
        _ = try writer.handle(.durable(lastLeaf: .sample(4)))
        #expect(writer.isEnded)
        #expect(throws: LogWriterRefusal.logHasEnded) { try writer.handle(.begin) }
    }

    @Test func calendarUsedUpBeginsNoEpoch() throws {
        var writer = try Self.writer(depth: 1)
        for event: LogWriterEvent in [
            .begin, .durable(lastLeaf: .sample(0)), .close(.genesis),
            .durable(lastLeaf: .sample(1)), .begin, .durable(lastLeaf: .sample(2)),
            .close(.shutdown), .durable(lastLeaf: .sample(3)),
        ] { _ = try writer.handle(event) }
        #expect(throws: LogWriterRefusal.calendarUsedUp) { try writer.handle(.begin) }
    }

    static func found(
        size: UInt64 = 9, lastEpoch: UInt64? = 2, isClosed: Bool = true, hasEnd: Bool = false,
        state: UInt64 = 3
    ) -> FoundLog {
        FoundLog(
            size: size, lastLeaf: size == 0 ? nil : .sample(8), lastEpoch: lastEpoch,
            isClosed: isClosed, hasEnd: hasEnd, storedStateEpoch: state, calendarDepth: 4,
            isReleased: true)
    }

    @Test func startAfterACrashOpensTheNextEpochWithRecovery() throws {
        var writer = try #require(
            LogWriterState(Self.found(isClosed: false), limits: Self.limits()))
        #expect(
            try writer.handle(.begin)
                == [.commitOpening(sequence: 9, epoch: 3, follows: .unclosedEpoch)])
        var orderly = try #require(LogWriterState(Self.found(), limits: Self.limits()))
        #expect(
            try orderly.handle(.begin)
                == [.commitOpening(sequence: 9, epoch: 3, follows: .close)])
    }

    @Test func crashBetweenEndAndCloseIsMadeGood() throws {
        var writer = try #require(
            LogWriterState(Self.found(isClosed: false, hasEnd: true), limits: Self.limits()))
        _ = try writer.handle(.begin)
        _ = try writer.handle(.durable(lastLeaf: .sample(9)))
        #expect(writer.dueClose == .end)
        #expect(throws: LogWriterRefusal.logHasEnded) { try writer.handle(.append([Self.start])) }
        _ = try writer.handle(.close(.end))
        _ = try writer.handle(.durable(lastLeaf: .sample(10)))
        #expect(writer.isEnded)
        let ended = try #require(LogWriterState(Self.found(hasEnd: true), limits: Self.limits()))
        #expect(ended.isEnded)
    }

    @Test func stateThatDisagreesWithTheLogIsRefused() {
        let limits = Self.limits()
        #expect(LogWriterState(Self.found(state: 2), limits: limits) == nil)
        #expect(LogWriterState(Self.found(state: 4), limits: limits) == nil)
        #expect(LogWriterState(Self.found(lastEpoch: nil, state: 0), limits: limits) == nil)
        #expect(LogWriterState(Self.found(size: 0), limits: limits) == nil)
        #expect(LogWriterState(Self.found(lastEpoch: .max, state: 0), limits: limits) != nil)
    }

    @Test func placesEndBelowTwoToTheFiftyThird() throws {
        let most = UInt64(1) << 53
        var full = try #require(LogWriterState(Self.found(size: most), limits: Self.limits()))
        #expect(throws: LogWriterRefusal.noMoreSequenceNumbers) { try full.handle(.begin) }
        var last = try #require(LogWriterState(Self.found(size: most - 1), limits: Self.limits()))
        #expect(try last.handle(.begin).count == 1)
        var over = try #require(LogWriterState(Self.found(size: .max), limits: Self.limits()))
        #expect(throws: LogWriterRefusal.noMoreSequenceNumbers) { try over.handle(.begin) }
    }

    @Test func trackerCountsGapsRescansAndLabels() {
        var tracker = EpochTracker()
        let time = Timestamp(unixSeconds: 1)
        let gap = GapBody(cause: "overflow", from: time, to: time)
        let rescan = GapBody(
            cause: "overflow", from: time, to: time,
            result: Reconciliation(created: 1, modified: 0, deleted: 0))
        tracker.count(family: "epoch.open", project: nil)
        for draft in [Self.draft(gap), Self.draft(rescan), Self.draft(gap)] { tracker.count(draft) }
        for label in ["b", "a", "b"] {
            let label = String(repeating: label, count: 16)
            tracker.count(family: "capture", project: label)
        }
        let body = tracker.closeBody(cause: .time)
        #expect(body.gaps == 3)
        #expect(body.reconciliations == 1)
        #expect(
            body.counts.map(\.family) == ["capture", "capture", "epoch.close", "epoch.open", "gap"])
        #expect(body.counts.map(\.count) == [1, 2, 1, 1, 3])
        #expect(tracker.recordCount == 7)
        #expect(tracker.boundary(after: "gap", limits: Self.limits(), age: .seconds(59)) == nil)
        #expect(tracker.boundary(after: "gap", limits: Self.limits(), age: .seconds(60)) == .time)
        #expect(
            tracker.boundary(after: "clock", limits: Self.limits(), age: .zero) == .clock)
    }
}

import Cryptography
import Records
import Testing

@testable import Verification

/// Steps and zones as they are gathered, record by record.
@Suite struct ClockWalkTests {
    private static func time(
        _ seconds: Int64, counter: Int64, boot: String = "b", offset: String = "+01:00"
    ) -> RecordTime {
        RecordTime(
            utc: Timestamp(unixSeconds: 1_000_000 + seconds), offset: offset, zone: "Z",
            monotonicMicros: counter * 1_000_000, boot: boot, source: "s",
            sync: ClockSync(status: .unknown))
    }

    private static let open = EpochOpenBody(
        after: .zero, boot: "b",
        program: ProgramIdentity(name: "c", version: "1", sha256: .zero), configSha256: .zero,
        rollbackCheck: RollbackCheck(result: .consistent))

    private static func clock(_ milliseconds: Int64) -> ClockBody {
        ClockBody(stepMs: milliseconds, from: .end, to: .end)
    }

    @Test func aStepBackIsAccountedByTheRecordAtIt() {
        var walk = ClockWalk()
        walk.take(0, Self.time(500, counter: 10), nil)
        walk.take(1, Self.time(100, counter: 11), Self.clock(-401_000))
        walk.take(2, Self.time(50, counter: 12), nil)
        #expect(walk.facts.stepsBack.map(\.isAccounted) == [true, false])
        #expect(walk.facts.jumps.map(\.milliseconds) == [-401_000, -51_000])
        #expect(walk.facts.jumps.map(\.told?.seq) == [1, nil])
    }

    @Test func aStepBackAtAnOpeningIsAccountedByTheRecordBehindIt() {
        var walk = ClockWalk()
        walk.take(0, Self.time(500, counter: 10), nil)
        walk.take(1, Self.time(100, counter: 11), Self.open)
        #expect(walk.facts.stepsBack.map(\.isAccounted) == [false])
        walk.take(2, Self.time(101, counter: 12), Self.clock(-401_000))
        #expect(walk.facts.stepsBack.map(\.isAccounted) == [true])
        #expect(walk.facts.jumps.map(\.told?.seq) == [2])
    }

    @Test func anyOtherRecordBehindAStepAccountsForNothing() {
        var walk = ClockWalk()
        walk.take(0, Self.time(500, counter: 10), nil)
        walk.take(1, Self.time(100, counter: 11), nil)
        walk.take(2, Self.time(101, counter: 12), Self.clock(-401_000))
        #expect(walk.facts.stepsBack.map(\.isAccounted) == [false])
    }

    @Test func twoBootsHaveTwoCounters() {
        var walk = ClockWalk()
        walk.take(0, Self.time(0, counter: 1_000), nil)
        walk.take(1, Self.time(9_000, counter: 5, boot: "c"), nil)
        #expect(walk.facts.jumps.isEmpty)
        #expect(walk.facts.countersBack.isEmpty)
        walk.take(2, Self.time(9_001, counter: 4, boot: "c"), nil)
        #expect(walk.facts.countersBack == [2])
    }

    @Test func aWeekWithoutARecordBeginsANewStretch() {
        var walk = ClockWalk()
        walk.take(0, Self.time(0, counter: 0), nil)
        walk.take(1, Self.time(604_799, counter: 604_799), nil)
        walk.take(2, Self.time(2 * 604_799 + 1, counter: 2 * 604_799 + 1), nil)
        walk.take(3, Self.time(2 * 604_799 + 2, counter: 2 * 604_799 + 2, offset: "+02:00"), nil)
        #expect(walk.facts.zones.map(\.first) == [0, 2, 3])
    }

    @Test func whatIsBeyondTheLimitIsCounted() {
        var walk = ClockWalk()
        for seq in 0..<UInt64(ClockWalk.limit + 12) {
            walk.take(seq, Self.time(-Int64(seq), counter: 0), nil)
        }
        #expect(walk.facts.stepsBack.count == ClockWalk.limit)
        #expect(walk.facts.unlisted >= 11)
    }
}

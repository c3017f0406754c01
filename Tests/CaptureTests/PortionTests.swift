import CanonicalJSON
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

/// Long lists go into the log in portions, one coded while the one before is stored.
@Suite struct PortionTests {
    private static let count = 2 * LogWriter.portionSize + 10

    private func limits(seconds: Int64 = 86_400) -> SitePolicy.Limits {
        SitePolicy.Limits(
            skewMilliseconds: 5000, lockAfterFailures: 3, epochMaxRecords: 10_000,
            epochMaxSeconds: seconds)
    }

    private func drafts(_ writer: LogWriter, _ count: Int = count) throws -> [EntryDraft] {
        let time = writer.context.clock.now().utc
        return (0..<count).map {
            EntryDraft(GapBody(cause: "\($0)", from: time, to: time), actor: writer.serviceActor)
        }
    }

    /// What the gaps of a store say, in order.
    private func causes(_ bench: Bench) throws -> [String] {
        try bench.bodies(GapBody.self).map(\.cause)
    }

    @Test func aLongListStandsInTheLogInItsOrder() throws {
        let bench = try Bench.ready(limits: limits())
        var commits = 0
        let appended = try bench.session { writer in
            writer.setProbe { if $0 == .beforeCommit { commits += 1 } }
            return try writer.append(try drafts(writer), registering: [])
        }
        #expect(appended.count == Self.count)
        #expect(zip(appended, appended.dropFirst()).allSatisfy { $0.seq + 1 == $1.seq })
        #expect(try causes(bench) == (0..<Self.count).map { "\($0)" })
        // The opening, three portions and the close.
        #expect(commits == 5)
        try Replay.requireWhole(bench)
    }

    @Test(arguments: [CommitStep.beforeBegin, .beforeCommit], [1, 2])
    func aStopInALaterPortionKeepsThoseBeforeIt(_ step: CommitStep, _ stored: Int) throws {
        let bench = try Bench.ready(limits: limits())
        do {
            let writer = try LogWriter.open(bench.layout, context: bench.context)
            _ = try writer.append([try CrashTests.note(writer, "first")])
            var durable = 0
            writer.setProbe {
                if $0 == .afterCommit { durable += 1 }
                if $0 == step, durable == stored { throw ProbeFailure() }
            }
            #expect(throws: ProbeFailure.self) {
                try writer.append(try drafts(writer), registering: [])
            }
            #expect(!writer.isEpochOpen)
            #expect(throws: CaptureError.self) {
                try writer.append([try CrashTests.note(writer, "behind")])
            }
        }
        let kept = stored * LogWriter.portionSize
        #expect(try causes(bench) == ["first"] + (0..<kept).map { "\($0)" })
        _ = try bench.session { try $0.append([try CrashTests.note($0, "after")]) }
        let recoveries = try bench.bodies(EpochOpenBody.self).compactMap(\.recovery)
        #expect(recoveries.last?.counts.last?.count == UInt64(kept + 1))
        try Replay.requireWhole(bench)
    }

    @Test func aPortionThatStumbledIsStoredAgainAndTheRestFollows() throws {
        let bench = try Bench.ready(limits: limits())
        try bench.session { writer in
            _ = try writer.append([try CrashTests.note(writer, "first")])
            let failures = Countdown(1)
            writer.setProbe {
                if $0 == .beforeCommit, failures.take() {
                    throw CaptureError.storage("the medium stumbled")
                }
            }
            _ = try writer.append(try drafts(writer), registering: [])
        }
        #expect(try causes(bench).count == Self.count + 1)
        try Replay.requireWhole(bench)
    }

    @Test func anEpochThatIsTooOldEndsBetweenPortions() throws {
        // The clock moves a second for each record.
        let bench = try Bench.ready(limits: limits(seconds: Int64(LogWriter.portionSize) + 100))
        try bench.session { _ = try $0.append(try drafts($0), registering: []) }
        let closes = try bench.bodies(EpochCloseBody.self)
        #expect(closes.suffix(2).map(\.cause) == [.time, .shutdown])
        #expect(closes.last?.counts.first { $0.family == "gap" }?.count == 10)
        try Replay.requireWhole(bench)
    }

    @Test func aStepOfTheClockBetweenPortionsIsToldThere() throws {
        let bench = try Bench.ready(limits: limits())
        try bench.session { writer in
            _ = try writer.append([try CrashTests.note(writer, "first")])
            let drafts = try drafts(writer)
            // One question in front of the first portion, and one for each record of it.
            bench.clock.set(by: 3600, afterQuestions: LogWriter.portionSize + 1)
            _ = try writer.append(drafts, registering: [])
        }
        let clock = try #require(try bench.entries().last { $0.family == ClockBody.family })
        let before = try bench.reader().entry(at: clock.seq - 1)
        #expect(try GapBody(json: before.body).cause == "\(LogWriter.portionSize - 1)")
        #expect(try bench.reader().entry(at: clock.seq + 1).family == EpochCloseBody.family)
        #expect(try causes(bench) == ["first"] + (0..<Self.count).map { "\($0)" })
        try Replay.requireWhole(bench)
    }

    @Test func aDraftThatIsRefusedLeavesTheLogAsItWas() throws {
        let bench = try Bench.ready(limits: limits())
        try bench.session { writer in
            let size = writer.size
            var drafts = try drafts(writer)
            drafts[Self.count - 2] = EntryDraft(
                family: GapBody.family, body: ["password": "x"], actor: writer.serviceActor)
            drafts[Self.count - 1] = EntryDraft(
                family: "genesis", body: [:], actor: writer.serviceActor)
            let error = #expect(throws: CaptureError.self) {
                try writer.append(drafts, registering: [])
            }
            #expect(error?.description.contains("/body/password") == true)
            #expect(writer.size == size)
        }
    }
}

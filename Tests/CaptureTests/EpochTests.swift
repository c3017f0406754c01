import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct EpochTests {
    private func limits(records: Int64 = 10_000, seconds: Int64 = 86_400) -> SitePolicy.Limits {
        SitePolicy.Limits(
            skewMilliseconds: 5000, lockAfterFailures: 3, epochMaxRecords: records,
            epochMaxSeconds: seconds)
    }

    private func closes(_ bench: Bench) throws -> [EpochCloseCause] {
        try bench.entries().filter { $0.family == EpochCloseBody.family }.map {
            try EpochCloseBody(json: $0.body).cause
        }
    }

    @Test func anEpochHoldsNoMoreThanThePolicyAllows() throws {
        let bench = try Bench.ready(limits: limits(records: 6))
        let path = try bench.data(
            "many", Dictionary(uniqueKeysWithValues: (0..<20).map { ("f\($0).txt", "\($0)") }))
        _ = try bench.record(path)
        var counts: [UInt64: Int] = [:]
        for entry in try bench.entries() { counts[entry.epoch, default: 0] += 1 }
        #expect(counts.values.allSatisfy { $0 <= 6 })
        #expect(try closes(bench).filter { $0 == .count }.count >= 4)
        try Replay.requireWhole(bench)
    }

    @Test func anOldEpochIsClosedBehindTheRecordThatCameTooLate() throws {
        let bench = try Bench.ready(limits: limits(seconds: 100))
        try bench.session { writer in
            _ = try writer.append([try CrashTests.note(writer, "early")])
            bench.clock.pass(seconds: 200)
            _ = try writer.append([try CrashTests.note(writer, "late")])
            #expect(!writer.isEpochOpen)
        }
        #expect(try closes(bench).last == .time)
        try Replay.requireWhole(bench)
    }

    @Test(arguments: [Int64(3600), -3600])
    func aStepOfTheClockIsARecordAndEndsTheEpoch(_ step: Int64) throws {
        let bench = try Bench.ready(limits: limits())
        try bench.session { writer in
            _ = try writer.append([try CrashTests.note(writer, "before")])
            bench.clock.set(by: step)
            _ = try writer.append([try CrashTests.note(writer, "after")])
        }
        let clock = try #require(try bench.entries().last { $0.family == ClockBody.family })
        #expect(try ClockBody(json: clock.body).stepMs == step * 1000)
        #expect(try bench.reader().entry(at: clock.seq + 1).family == EpochCloseBody.family)
        #expect(try closes(bench).suffix(2) == [.clock, .shutdown])
        try Replay.requireWhole(bench)
    }

    @Test(arguments: [Int64(3600), -3600])
    func aStepInFrontOfAHeartbeatIsToldBehindItsOpening(_ step: Int64) throws {
        let bench = try Bench.ready(limits: limits())
        try bench.session { writer in
            _ = try writer.append([try CrashTests.note(writer, "before")])
        }
        bench.clock.set(by: step)
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, isHeartbeat: true, transport: Bench.noTransport)
        #expect(
            try bench.families().suffix(3)
                == [EpochOpenBody.family, ClockBody.family, EpochCloseBody.family])
        let clock = try #require(try bench.entries().last { $0.family == ClockBody.family })
        #expect(try ClockBody(json: clock.body).stepMs == step * 1000)
        #expect(try closes(bench).last == .clock)
        try Replay.requireWhole(bench)
    }

    @Test func aStepInFrontOfACloseIsToldBeforeIt() throws {
        let bench = try Bench.ready(limits: limits())
        try bench.session { writer in
            _ = try writer.append([try CrashTests.note(writer, "before")])
            bench.clock.set(by: 3600)
        }
        #expect(
            try bench.families().suffix(2) == [ClockBody.family, EpochCloseBody.family])
        #expect(try closes(bench).last == .clock)
        try Replay.requireWhole(bench)
    }

    @Test func timeThatPassesIsNoStep() throws {
        let bench = try Bench.ready(limits: limits())
        try bench.session { writer in
            _ = try writer.append([try CrashTests.note(writer, "before")])
            bench.clock.pass(seconds: 7200)
            _ = try writer.append([try CrashTests.note(writer, "after")])
        }
        #expect(try !bench.families().contains(ClockBody.family))
    }

    @Test func anEmptyEpochIsClosedToo() throws {
        let bench = try Bench.ready()
        let before = try bench.reader().size
        _ = try LogWriter.advance(
            bench.layout, context: bench.context, isHeartbeat: true, transport: Bench.noTransport)
        #expect(try bench.families().suffix(2) == ["epoch.open", "epoch.close"])
        #expect(try closes(bench).last == .heartbeat)
        #expect(try bench.reader().size == before + 2)
    }

    @Test func aUsedUpCalendarEndsTheLog() throws {
        let bench = try Bench()
        _ = try Initialisation.run(
            bench.request(isUnwitnessed: true, depth: 1), at: bench.layout.folder,
            context: bench.context)
        try bench.session { _ = try $0.append([try CrashTests.note($0, "epoch 1")]) }
        let error = #expect(throws: CaptureError.self) {
            try bench.session { _ = try $0.append([try CrashTests.note($0, "epoch 2")]) }
        }
        #expect(error?.description.contains("calendar") == true)
    }

    @Test func aSignatureIsTheLastBeforeItsClose() throws {
        let bench = try Bench.ready()
        let signed = try bench.sign("achen", [.record(3)])
        #expect(try closes(bench).last == .signature)
        #expect(signed.checkpointSize == signed.seq + 2)
    }

    @Test func draftsForOneStepGoInTogetherOrNotAtAll() throws {
        let bench = try Bench.ready(limits: limits(records: 8))
        try bench.session { writer in
            _ = try writer.append([try CrashTests.note(writer, "0")])
            let drafts = try (1...5).map { try CrashTests.note(writer, "\($0)") }
            let records = try writer.append(drafts)
            #expect(Set(records.map(\.epoch)).count == 1)
            #expect(throws: CaptureError.self) { try writer.append(drafts + drafts) }
        }
        try Replay.requireWhole(bench)
    }

    @Test func aRecordThatEndsAnEpochIsTheLastOfItsStepAndIsFollowedByTheClose() throws {
        let bench = try Bench.ready()
        try bench.session { writer in
            let change = EntryDraft(
                ConfigBody(sha256: SHA256.hash([]), reason: "another path"),
                actor: writer.serviceActor)
            let before = writer.size
            #expect(throws: CaptureError.self) {
                try writer.append([change, try CrashTests.note(writer, "behind")])
            }
            #expect(writer.size == before)
            _ = try writer.append([try CrashTests.note(writer, "before"), change])
            #expect(!writer.isEpochOpen)
        }
        #expect(try closes(bench).last == .configuration)
        #expect(try bench.families().suffix(2) == ["config", "epoch.close"])
        try Replay.requireWhole(bench)
    }

    @Test(arguments: ["genesis", "epoch.open", "epoch.close"])
    func theLogsOwnFamiliesAreTakenFromNobody(_ family: String) throws {
        let bench = try Bench.ready()
        let own = try #require(try bench.entries().first { $0.family == family })
        try bench.session { writer in
            let draft = EntryDraft(family: family, body: own.body, actor: writer.serviceActor)
            #expect(throws: CaptureError.self) { try writer.append([draft]) }
        }
        try Replay.requireWhole(bench)
    }

    @Test func secretsAndUnknownFamiliesAreKeptOutOfTheLog() throws {
        let bench = try Bench.ready()
        try bench.session { writer in
            let before = writer.size
            let object: JSONObject = ["type": "user", "id": "x"]
            let secret = EntryDraft(
                family: "audit",
                body: ["action": "login", "object": .object(object), "Password": "hunter2"],
                actor: writer.serviceActor)
            let unknown = EntryDraft(
                family: "astrology", body: ["a": "b"], actor: writer.serviceActor)
            let malformed = EntryDraft(
                family: "gap", body: ["cause": "x"], actor: writer.serviceActor)
            for draft in [secret, unknown, malformed] {
                #expect(throws: CaptureError.self) { try writer.append([draft]) }
            }
            let long = EntryDraft(
                GapBody(
                    cause: String(repeating: "x", count: 1 << 20),
                    from: Timestamp(unixSeconds: 1), to: Timestamp(unixSeconds: 2)),
                actor: writer.serviceActor)
            #expect(throws: CaptureError.self) { try writer.append([long]) }
            #expect(writer.size <= before + 1)
        }
        try Replay.requireWhole(bench)
    }
}

import Cryptography
import Glibc
import RecordLog
import Records
import SQLiteDatabase
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct CrashTests {
    static func note(_ writer: LogWriter, _ text: String) throws -> EntryDraft {
        EntryDraft(
            GapBody(
                cause: text, from: writer.context.clock.now().utc,
                to: writer.context.clock.now().utc),
            actor: writer.serviceActor)
    }

    @Test(arguments: CommitStep.allCases)
    func aStopWhileAnEpochBeginsLeavesNoHoleInTheNumbers(_ step: CommitStep) throws {
        let bench = try Bench.ready()
        do {
            let writer = try LogWriter.open(bench.layout, context: bench.context)
            writer.setProbe { if $0 == step { throw ProbeFailure() } }
            // After the commit the record is there, and looking it up tells.
            let survives = step == .afterCommit
            do {
                _ = try writer.append([try Self.note(writer, "first")])
                #expect(survives)
            } catch is ProbeFailure { #expect(!survives) }
            if !survives {
                #expect(throws: CaptureError.self) {
                    try writer.append([try Self.note(writer, "second")])
                }
            }
        }
        _ = try bench.session { try $0.append([try Self.note($0, "after")]) }
        try Replay.requireWhole(bench)
    }

    @Test(arguments: [CommitStep.beforeBegin, .beforeCommit])
    func aStopInTheMiddleIsAnUnclosedEpochThatTheNextOpenTells(_ step: CommitStep) throws {
        let bench = try Bench.ready()
        let last: AppendedRecord
        do {
            let writer = try LogWriter.open(bench.layout, context: bench.context)
            last = try #require(try writer.append([try Self.note(writer, "first")]).first)
            writer.setProbe { if $0 == step { throw ProbeFailure() } }
            #expect(throws: ProbeFailure.self) {
                try writer.append([try Self.note(writer, "lost")])
            }
            #expect(throws: CaptureError.self) { try writer.closeEpoch(cause: .shutdown) }
        }
        let next = try bench.session { try $0.append([try Self.note($0, "after")]) }
        let opening = try bench.reader().entry(at: last.seq + 1)
        let body = try EpochOpenBody(json: opening.body)
        #expect(body.recovery?.seq == last.seq)
        #expect(body.recovery?.leaf == last.leaf)
        #expect(
            body.recovery?.counts == [
                FamilyCount(family: "epoch.open", count: 1), FamilyCount(family: "gap", count: 1),
            ])
        #expect(next.first?.epoch == last.epoch + 1)
        #expect(next.first?.seq == last.seq + 2)
        try Replay.requireWhole(bench)
    }

    @Test func anErrorAfterTheCommitIsLookedUpAndTheLogGoesOn() throws {
        let bench = try Bench.ready()
        try bench.session { writer in
            _ = try writer.append([try Self.note(writer, "first")])
            writer.setProbe { if $0 == .afterCommit { throw ProbeFailure() } }
            _ = try writer.append([try Self.note(writer, "second")])
            writer.setProbe { _ in }
            _ = try writer.append([try Self.note(writer, "third")])
        }
        let causes = try bench.entries().filter { $0.family == "gap" }.map {
            try GapBody(json: $0.body).cause
        }
        #expect(causes == ["first", "second", "third"])
        try Replay.requireWhole(bench)
    }

    @Test func anOtherErrorIsTriedAgainWithTheSameBytes() throws {
        let bench = try Bench.ready()
        try bench.session { writer in
            _ = try writer.append([try Self.note(writer, "first")])
            let failures = Countdown(1)
            writer.setProbe {
                if $0 == .beforeCommit, failures.take() {
                    throw CaptureError.storage("the medium stumbled")
                }
            }
            _ = try writer.append([try Self.note(writer, "second")])
        }
        try Replay.requireWhole(bench)
    }

    @Test func aKilledProcessLosesNothingDurable() async throws {
        let bench = try Bench.ready()
        let before = try bench.reader().size

        await #expect(processExitsWith: .signal(SIGKILL)) {
            [store = bench.layout.folder as String] in
            let clock = TestClock(start: 1_796_000_000)
            let writer = try LogWriter.open(
                StoreLayout(store), context: Bench.context(clock, osUser: "achen"))
            for number in 0..<5 { _ = try writer.append([try Self.note(writer, "\(number)")]) }
            kill(getpid(), SIGKILL)
        }
        #expect(try bench.reader().size == before + 6)
        _ = try bench.session { try $0.append([try Self.note($0, "after")]) }
        try Replay.requireWhole(bench)
    }

    @Test func aSecondWriterIsTurnedAwayWithTheFirstOnesName() async throws {
        let bench = try Bench.ready()
        let writer = try LogWriter.open(bench.layout, context: bench.context)
        let error = #expect(throws: CaptureError.self) {
            try LogWriter.open(bench.layout, context: bench.context)
        }
        #expect(error?.kind == .busy)
        #expect(error?.description.contains("process \(getpid())") == true)

        await #expect(processExitsWith: .exitCode(75)) { [store = bench.layout.folder as String] in
            do {
                _ = try LogWriter.open(
                    StoreLayout(store), context: Bench.context(TestClock(), osUser: "achen"))
            } catch let error as CaptureError where error.kind == .busy {
                exit(75)
            }
        }
        _ = try writer.append([try Self.note(writer, "still writing")])
        #expect(try bench.reader().size == writer.size)
    }

    @Test func theDatabaseItselfRefusesToChangeOrDelete() throws {
        let bench = try Bench.ready()
        let database = try Database(path: bench.layout.database, access: .writing)
        for table in ["record", "checkpoint", "receipt", "setting"] {
            #expect(throws: DatabaseError.self) { try database.execute("DELETE FROM \(table)") }
        }
        for change in [
            "UPDATE record SET family = 'x' WHERE seq = 3", "UPDATE checkpoint SET note = x'00'",
            "UPDATE receipt SET bytes = x'00'", "DELETE FROM ratchet",
            "UPDATE ratchet SET epoch = epoch + 2", "UPDATE ratchet SET epoch = epoch - 1",
        ] {
            #expect(throws: DatabaseError.self) { try database.execute(change) }
        }
    }

    @Test func aStateThatDoesNotFitTheRecordsIsRefused() throws {
        let bench = try Bench.ready()
        do {
            let database = try Database(path: bench.layout.database, access: .writing)
            try database.execute("UPDATE ratchet SET epoch = epoch + 1")
        }
        let error = #expect(throws: CaptureError.self) {
            try LogWriter.open(bench.layout, context: bench.context)
        }
        #expect(error?.description.contains("sealed state") == true)
    }
}

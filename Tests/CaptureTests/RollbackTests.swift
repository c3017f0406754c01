import Cryptography
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct RollbackTests {
    /// Copies the whole store, as a restored snapshot would be.
    private func copy(_ bench: Bench, to name: String) throws -> String {
        let target = bench.folder.file(name)
        let result = try runProcess(["cp", "-a", bench.layout.folder, target])
        #expect(result.status == 0)
        return target
    }

    private func append(_ bench: Bench, at folder: String, _ text: String) throws {
        _ = try LogWriter.session(
            StoreLayout(folder), context: bench.context,
            closed: { _ = try Checkpointing.collect($0, transport: Bench.noTransport) }
        ) { try $0.append([try CrashTests.note($0, text)]) }
    }

    @Test func aStorePutBackIsRefusedAndTheNextLogNamesWhatIsLost() throws {
        let bench = try Bench.ready()
        let old = try copy(bench, to: "old")
        let stored = try bench.reader().size
        try append(bench, at: bench.layout.folder, "only in the newer one")
        let witnessed = try bench.reader().size
        #expect(
            throws: CaptureError.rolledBack(
                witness: "qa", witnessed: witnessed, stored: stored, differs: false)
        ) {
            try LogWriter.open(StoreLayout(old), context: bench.context)
        }
        let previous = try PreviousLog.read(StoreLayout(old))
        #expect(previous.reference.size == witnessed)
        #expect(previous.lost == witnessed - stored)
        var request = bench.request()
        request = InitialisationRequest(
            organisation: request.organisation, site: request.site, policy: request.policy,
            custodian: request.custodian, custodianFolder: bench.folder.file("custodian-2"),
            notaries: request.notaries, calendarDepth: 4, previous: previous.reference,
            lost: previous.lost)
        let next = bench.folder.file("next")
        _ = try Initialisation.run(request, at: next, context: bench.context)
        let genesis = try StoreReader(StoreLayout(next)).genesis
        #expect(genesis.previous == previous.reference)
        #expect(genesis.lost == previous.lost)
    }

    @Test func aStoreThatWentAnotherWayIsRefusedAlsoWhenItIsLonger() throws {
        let bench = try Bench.ready()
        let other = try copy(bench, to: "other")
        try append(bench, at: other, "the witness sees this one")
        // The original goes on without its witness and becomes longer.
        let away = bench.folder.file("away")
        _ = try runProcess(["mv", bench.witness, away])
        for number in 0..<4 { try append(bench, at: bench.layout.folder, "\(number)") }
        _ = try runProcess(["mv", away, bench.witness])
        let error = #expect(throws: CaptureError.self) {
            try LogWriter.open(bench.layout, context: bench.context)
        }
        guard case .rolledBack(_, _, _, let differs) = error else {
            Issue.record("not refused as a rollback: \(String(describing: error))")
            return
        }
        #expect(differs)
        #expect(error?.kind == .refused)
    }

    @Test func anAbsentWitnessIsSaidAndHoldsUpNothing() throws {
        let bench = try Bench.ready()
        _ = try runProcess(["mv", bench.witness, bench.folder.file("away")])
        try append(bench, at: bench.layout.folder, "alone")
        let opening = try #require(
            try bench.entries().last { $0.family == EpochOpenBody.family })
        let check = try EpochOpenBody(json: opening.body).rollbackCheck
        #expect(check == RollbackCheck(result: .unavailable, witness: "qa"))
        try Replay.requireWhole(bench)
    }

    @Test func everyOpenSaysWhichHeadItsWitnessConfirmed() throws {
        let bench = try Bench.ready()
        let openings = try bench.entries().filter { $0.family == EpochOpenBody.family }
        let checks = try openings.map { try EpochOpenBody(json: $0.body).rollbackCheck }
        #expect(checks.last?.result == .consistent)
        #expect(checks.last?.size == openings.last?.seq)
    }
}

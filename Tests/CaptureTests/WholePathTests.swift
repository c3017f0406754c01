import Cryptography
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct WholePathTests {
    @Test func aLogBeginsWithGenesisAndItsCloseThenThePolicy() throws {
        let bench = try Bench()
        let result = try bench.initialise()
        #expect(!result.needsConfirmation)
        #expect(
            try bench.families() == [
                "genesis", "epoch.close", "epoch.open", "policy", "epoch.close",
            ])
        let checkpoints = try bench.reader().checkpoints()
        #expect(checkpoints.map(\.size) == [2, 5])
        #expect(
            checkpoints.map { $0.receipts.map(\.name) } == [["qa.cosignature"], ["qa.cosignature"]])
    }

    @Test func everyCodeLeafAndRootHoldsUnderTheCustodiansKeys() throws {
        let bench = try Bench.ready()
        _ = try bench.record(try bench.data("QC-26-118", Bench.experiment))
        try Replay.requireWhole(bench)
    }

    @Test func aRecordedExperimentIsSignedByTwoPeople() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-26-118", Bench.experiment)
        let recorded = try bench.record(path)
        let dataset = try #require(recorded.datasets.first)
        #expect(recorded.datasets.count == 1)
        #expect(dataset.kind == .topspin)
        #expect(dataset.state == .final)
        #expect(dataset.created == 5)
        let first = try bench.sign("achen", [.dataset(dataset.id)], meaning: "AUTHORED")
        let second = try bench.sign("rmeier", [.dataset(dataset.id)])
        #expect(first.statement.targets.map(\.seq) == [try #require(dataset.seq)])
        #expect(second.statement.printedName == "Robert Meier")
        let entry = try bench.reader().entry(at: second.seq)
        let body = try SignatureBody(json: entry.body)
        guard case .closed(let signature) = ClosedCMS.read(body.cms) else {
            Issue.record("the signature isn't in the closed form")
            return
        }
        #expect(signature.isValid(over: body.statement.encoded))
        #expect(signature.signingTime == body.statement.signedAt.utc.unixSeconds)
        let identity = try #require(try bench.reader().people().active(userID: "rmeier"))
        #expect(signature.signer.spkiSha256 == identity.spkiSha256)
        #expect(try bench.reader().entry(at: second.seq + 1).family == "epoch.close")
        try Replay.requireWhole(bench)
    }

    @Test func aCheckpointIsCountersignedAsAConsistentContinuation() throws {
        let bench = try Bench.ready()
        let checkpoints = try bench.reader().checkpoints()
        let key = try DirectoryWitness.publishedKey(in: bench.witness)
        for checkpoint in checkpoints {
            let note = try Checkpoint.read(checkpoint.note).get()
            #expect(note.hasValidSignature(publicKey: try bench.reader().genesis.logKey))
            let receipt = try #require(checkpoint.receipts.first)
            let cosignature = try Cosignature.read(receipt.bytes).get()
            #expect(cosignature.isValid(noteBody: note.noteBody, key: key))
        }
        #expect(checkpoints.count >= 3)
    }
}

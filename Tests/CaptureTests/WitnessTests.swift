import Cryptography
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct WitnessTests {
    private let folder: TemporaryDirectory
    private let seed = SecretBytes(copying: Array(repeating: 7, count: 32))
    private let logID = SHA256.hash([1])
    private let leaves = (0..<20).map { SHA256.hash([UInt8($0)]) }

    init() throws {
        folder = try TemporaryDirectory()
        _ = try DirectoryWitness.create(folder.file("w"), name: "w.example")
    }

    private func request(
        size: Int, old: Int, leaves: [Digest]? = nil, seed: SecretBytes? = nil
    ) throws -> DirectoryWitness.Request {
        let leaves = leaves ?? self.leaves
        let note = try Checkpoint.sign(
            logID: logID, size: UInt64(size), root: CompactRange.root(of: Array(leaves[..<size])),
            logKeySeed: seed ?? self.seed
        ).note
        let proof =
            old > 0 && old < size
            ? MerkleProofs.consistency(old: UInt64(old), new: UInt64(size), leaves: leaves) ?? []
            : []
        return DirectoryWitness.Request(
            note: note, logKey: try Ed25519.publicKey(seed: seed ?? self.seed),
            oldSize: UInt64(old), proof: proof)
    }

    private let time = Timestamp(unixSeconds: 1_795_000_000)

    @Test func aContinuationIsCountersignedAndRemembered() throws {
        let witness = try DirectoryWitness(folder.file("w"))
        for (old, size) in [(0, 2), (2, 5), (5, 5), (5, 16), (16, 17)] {
            let request = try request(size: size, old: old)
            let line = try witness.countersign(request, time: time)
            let note = try Checkpoint.read(request.note).get()
            let cosignature = try Cosignature.read(line).get()
            #expect(cosignature.isValid(noteBody: note.noteBody, key: witness.verifierKey))
        }
        let ledger = try WitnessLedger(reading: folder.file("w") + "/ledger")
        #expect(ledger.lines.map(\.size) == [2, 5, 16, 17])
        #expect(
            try DirectoryWitness.newestHead(of: logID, in: folder.file("w"))?.size == 17)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let old: Int
        let size: Int
        let isOther: Bool
        let hasOtherKey: Bool
    }

    static let refusals = [
        Refusal(
            testDescription: "another root of the same size", old: 5, size: 5, isOther: true,
            hasOtherKey: false),
        Refusal(
            testDescription: "another beginning", old: 5, size: 9, isOther: true,
            hasOtherKey: false),
        Refusal(
            testDescription: "a smaller head", old: 5, size: 4, isOther: false, hasOtherKey: false),
        Refusal(
            testDescription: "a proof from a head it never saw", old: 3, size: 9, isOther: false,
            hasOtherKey: false),
        Refusal(
            testDescription: "another key for a known log", old: 5, size: 9, isOther: false,
            hasOtherKey: true),
    ]

    @Test(arguments: refusals)
    func whatDoesNotContinueTheLastHeadIsRefused(_ refusal: Refusal) throws {
        let witness = try DirectoryWitness(folder.file("w"))
        _ = try witness.countersign(try request(size: 5, old: 0), time: time)
        let others = [SHA256.hash([99])] + leaves.dropFirst()
        let bad = try request(
            size: refusal.size, old: refusal.old, leaves: refusal.isOther ? others : nil,
            seed: refusal.hasOtherKey ? SecretBytes(copying: Array(repeating: 8, count: 32)) : nil)
        #expect(throws: CaptureError.self) { try witness.countersign(bad, time: time) }
        let ledger = try WitnessLedger(reading: folder.file("w") + "/ledger")
        #expect(ledger.lines.map(\.size) == [5])
    }

    @Test func aLineThatACrashToreCountsAsNeverWritten() throws {
        let path = folder.file("w") + "/ledger"
        do {
            let witness = try DirectoryWitness(folder.file("w"))
            _ = try witness.countersign(try request(size: 2, old: 0), time: time)
        }
        try writeFile(path, try readFile(path) + Array("{\"log\":\"torn".utf8))
        let witness = try DirectoryWitness(folder.file("w"))
        #expect(witness.newestHead(of: logID)?.size == 2)
        _ = try witness.countersign(try request(size: 5, old: 2), time: time)
        #expect(try WitnessLedger(reading: path).lines.map(\.size) == [2, 5])
    }

    @Test func aLineTakenOutOfTheLedgerIsTold() throws {
        let path = folder.file("w") + "/ledger"
        do {
            let witness = try DirectoryWitness(folder.file("w"))
            for (old, size) in [(0, 2), (2, 5), (5, 16)] {
                _ = try witness.countersign(try request(size: size, old: old), time: time)
            }
        }
        let lines = try readFile(path).split(separator: 0x0a).map { Array($0) + [0x0a] }
        let audit = try WitnessAudit(of: folder.file("w"))
        #expect(audit.logs.map(\.heads) == [3])
        #expect(audit.logs.map(\.newestSize) == [16])
        #expect(audit.tail == SHA256.hash(lines[2]))
        for kept in [[0, 2], [1, 2], [0, 2, 1], [0, 1, 1, 2]] {
            try writeFile(path, kept.flatMap { lines[$0] })
            #expect(throws: CaptureError.self, "\(kept)") { try WitnessAudit(of: folder.file("w")) }
            #expect(throws: CaptureError.self) { try DirectoryWitness(folder.file("w")) }
        }
        // A cut end is no contradiction in the ledger itself; the noted digest tells of it.
        try writeFile(path, lines[0] + lines[1])
        #expect(try WitnessAudit(of: folder.file("w")).tail != audit.tail)
    }

    @Test func aLineThatItsCheckpointDoesNotBearIsTold() throws {
        let path = folder.file("w") + "/ledger"
        do {
            let witness = try DirectoryWitness(folder.file("w"))
            _ = try witness.countersign(try request(size: 5, old: 0), time: time)
        }
        let text = String(decoding: try readFile(path), as: UTF8.self)
        try writeFile(path, Array(text.replacing("\"size\":5", with: "\"size\":4").utf8))
        let error = #expect(throws: CaptureError.self) { try WitnessAudit(of: folder.file("w")) }
        #expect(error?.description.contains("another head") == true)
    }

    @Test func twoCannotHoldOneWitnessAndNoneIsMadeTwice() throws {
        let witness = try DirectoryWitness(folder.file("w"))
        let error = #expect(throws: CaptureError.self) {
            try DirectoryWitness(folder.file("w"))
        }
        #expect(error?.kind == .busy)
        #expect(witness.newestHead(of: logID) == nil)
        #expect(throws: CaptureError.self) {
            try DirectoryWitness.create(folder.file("w"), name: "w.example")
        }
        #expect(throws: CaptureError.self) {
            try DirectoryWitness.create(folder.file("x"), name: "has blanks")
        }
        #expect(throws: CaptureError.self) { try DirectoryWitness(folder.file("nothing")) }
    }
}

import BundleFormat
import Cryptography
import HTTPTransfer
import LinuxFiles
import RecordLog
import Records
import Synchronization
import Testing
import TrailSealTestKit

@testable import Capture

/// Changes who may read a file.
func setMode(_ path: String, _ mode: UInt32) throws {
    try Files.setPermissions(path, mode: mode)
}

/// A note in a store with Object Lock: what is put, what is read back, and when there is no receipt.
@Suite struct ObjectLockNotaryTests {
    private let bench: Bench
    private let store: PretendStore

    init() throws {
        bench = try Bench.ready()
        store = PretendStore(bench.clock)
    }

    /// Makes the store a notary, without the receipt that a session ends with.
    private func add() throws {
        let notary = try bench.objectLock()
        _ = try bench.session { writer in
            try ObjectLockSetup.add(notary, to: writer, transport: store.transport)
        }
        store.state.withLock { $0.requests = [] }
    }

    /// Asks for what is missing; the result of the store.
    private func collect() throws -> NotaryOutcome.Result? {
        try LogWriter.advance(
            bench.layout, context: bench.context,
            transport: NotaryTransport(
                timeStamps: { _, _ in [] }, stores: store.transport)
        )?.notaries.first { $0.name == "s3" }?.result
    }

    private func receipts() throws -> [ObjectLockReceipt] {
        let checkpoints = try bench.reader().table.checkpoints()
        return try checkpoints.flatMap(\.receipts).filter { $0.name == "s3.s3.json" }.map {
            try ObjectLockReceipt(encoded: $0.bytes)
        }
    }

    private func newestNote() throws -> StoredCheckpoint {
        try #require(try bench.reader().table.newestCheckpoint())
    }

    // MARK: - The honest way

    @Test func aNoteIsPutLockedAndReadBack() throws {
        try add()
        #expect(try collect() == .received)
        let receipt = try #require(try receipts().first)
        let note = try newestNote()
        #expect(receipt.key.size == note.size)
        #expect(receipt.key.note == SHA256.hash(note.note))
        #expect(receipt.conflicts.isEmpty)
        #expect(receipt.lock?.mode == .compliance)
        #expect(receipt.bucketLock.isEnabled)
        let stored = try #require(receipt.storedAt)
        let end = try #require(receipt.lock?.retainUntil)
        #expect(stored.milliseconds(to: end) >= 400 * 86_400_000)
        #expect(
            receipt.answers.map(\.operation) == [
                .listObjectVersions, .putObject, .listObjectVersions, .getObject, .headObject,
                .getObjectRetention, .getObjectLockConfiguration,
            ])
        #expect(try collect() == .alreadyThere)
        #expect(store.puts.count == 1)
    }

    @Test func everythingThatDecidesIsSigned() throws {
        try add()
        _ = try collect()
        let put = try #require(store.puts.first)
        let names = put.fields.map { $0.name.lowercased() }.filter { $0 != "authorization" }
        #expect(
            Set(names) == [
                "content-md5", "content-type", "if-none-match", "x-amz-checksum-sha256",
                "x-amz-content-sha256", "x-amz-date", "x-amz-object-lock-mode",
                "x-amz-object-lock-retain-until-date",
            ])
        let authorization = try #require(put.fields.first { $0.name == "Authorization" }?.value)
        let signed = try #require(
            authorization.split(separator: ", ").first { $0.hasPrefix("SignedHeaders=") })
        #expect(signed == "SignedHeaders=" + (names + ["host"]).sorted().joined(separator: ";"))
        #expect(put.fields.contains(HTTPField("if-none-match", "*")))
        #expect(put.fields.contains(HTTPField("x-amz-object-lock-mode", "COMPLIANCE")))
    }

    // MARK: - Answers that are lost, late or none

    @Test func anAnswerThatIsLostIsLookedUp() throws {
        try add()
        store.set { $0.lostAnswers = 1 }
        #expect(try collect() == .received)
        #expect(store.puts.count == 1)
        #expect(try receipts().first?.versions.count == 1)
    }

    @Test(arguments: [[412], [409], [500, 503], [429, 409], [408]])
    func noStatusOfAPutIsTakenForSuccess(statuses: [Int]) throws {
        try add()
        store.set { $0.putStatuses = statuses }
        #expect(try collect() == .received)
        #expect(store.puts.count == statuses.count + 1)
    }

    @Test(arguments: [[412, 412, 412], [200, 200, 200], [503, 409, 200], [403], [400]])
    func withoutTheNoteThereIsNoReceipt(statuses: [Int]) throws {
        try add()
        let size = try bench.reader().size
        store.set { $0.putStatuses = statuses }
        guard case .failed = try collect() else {
            Issue.record("a note that isn't there has a receipt")
            return
        }
        #expect(try receipts() == [])
        #expect(try bench.reader().size == size)
        #expect(store.puts.count == statuses.count)
        store.set { $0.putStatuses = [] }
        #expect(try collect() == .received)
    }

    @Test func aPutThatNeverArrivesIsTriedAgainAndGivenUp() throws {
        try add()
        store.set { $0.lostPuts = 2 }
        #expect(try collect() == .received)
        #expect(store.puts.count == 3)
        try bench.session { _ = try $0.heartbeat() }
        store.set { $0.lostPuts = 3 }
        guard case .failed = try collect() else {
            Issue.record("a note that never arrived has a receipt")
            return
        }
    }

    @Test func aNoteThatCannotBeReadBackHasNoReceiptYet() throws {
        try add()
        store.set { $0.isMute = true }
        guard case .failed(let why) = try collect() else {
            Issue.record("nothing was read back")
            return
        }
        #expect(why.contains("can't be asked"))
        #expect(try receipts() == [])
        store.set { $0.isMute = false }
        #expect(try collect() == .received)
        #expect(store.puts.count == 1)
    }

    // MARK: - What else lies there

    private func key() throws -> String {
        let note = try newestNote()
        return try #require(
            ObjectLockKey(
                prefix: "trailseal", log: bench.reader().logID, size: note.size,
                note: SHA256.hash(note.note))
        ).text
    }

    private func expectNone(_ word: String, _ change: () throws -> Void) throws {
        try add()
        try change()
        guard case .failed(let why) = try collect() else {
            Issue.record("there is a receipt")
            return
        }
        #expect(why.contains(word), "\(why)")
        #expect(try receipts() == [])
    }

    @Test func anOlderObjectUnderTheKeyIsNotTheNote() throws {
        try expectNone("other bytes") { store.write([1, 2, 3], under: try key()) }
    }

    @Test func aNoteThatIsDeletedOrOverwrittenIsToldOf() throws {
        try expectNone("delete marker") {
            store.write(try newestNote().note, under: try key())
            store.write([], under: try key(), isMarker: true)
        }
    }

    @Test func bytesThatAreOthersThanTheNotesGiveNoReceipt() throws {
        try expectNone("other bytes") { store.set { $0.isCorrupt = true } }
    }

    @Test func aStoreThatForgetsTheLockGivesNoReceipt() throws {
        try expectNone("no lock") { store.set { $0.forgetsLocks = true } }
    }

    @Test func aBucketThatLocksNothingGivesNoReceipt() throws {
        try expectNone("doesn't lock") { store.set { $0.isWithoutLock = true } }
    }

    @Test func ofSeveralVersionsTheOldestIsTheOneThatIsNamed() throws {
        try add()
        store.set { $0.lostAnswers = 1 }
        #expect(try collect() == .received)
        let note = try newestNote()
        let before = try #require(try receipts().first)
        store.write(note.note, under: before.key.text)
        let (client, settings) = try ObjectLockSetup.client(
            of: bench.objectLock(), bench.context, store.transport)
        let again = try ObjectLockNotary(client: client, settings: settings).receipt(
            of: note.note, log: bench.reader().logID, size: note.size)
        #expect(again.versionId == before.versionId)
        #expect(again.versions.count == 2)
        #expect(again.conflicts.isEmpty)
    }

    // MARK: - The store's test

    @Test func aStoreThatKeepsIsANotaryAndTheLogSaysSo() throws {
        try add()
        #expect(
            try bench.families().filter { ["notary", "config"].contains($0) }
                == ["notary", "config"])
        let configuration = try Configuration.read(bench.layout)
        #expect(configuration.notaries.map(\.name) == ["qa", "s3"])
        let bodies = try bench.bodies(NotaryBody.self)
        #expect(bodies.map(\.result) == [.reliable])
        #expect(
            bodies.first?.tests.map(\.attempt) == [.shorten, .weaken, .overwrite, .bypass, .delete])
        #expect(try bench.bodies(ConfigBody.self).map(\.sha256) == [configuration.sha256])
        try Replay.requireWhole(bench)
    }

    @Test(arguments: NotaryTest.Attempt.allCases, [false, true])
    func aStoreThatLetsGoIsRefusedAndTheLogSaysSo(
        attempt: NotaryTest.Attempt, liesAboutIt: Bool
    ) throws {
        store.set {
            $0.obeys = [attempt]
            $0.liesAboutIt = liesAboutIt
        }
        #expect(throws: CaptureError.self) { try add() }
        let body = try #require(try bench.bodies(NotaryBody.self).first)
        #expect(body.result == .unreliable)
        #expect(body.tests.last?.attempt == attempt)
        #expect(body.tests.last?.outcome == .broken)
        #expect(try Configuration.read(bench.layout).notaries.map(\.name) == ["qa"])
        try Replay.requireWhole(bench)
    }

    @Test func aStoreThatFailsLaterIsNotAskedAnyMore() throws {
        try add()
        #expect(try collect() == .received)
        store.set { $0.obeys = [.delete] }
        #expect(throws: CaptureError.self) {
            try bench.session { writer in
                try ObjectLockSetup.test(bench.objectLock(), writer, store.transport)
            }
        }
        store.set { $0.obeys = [] }
        guard case .failed(let why) = try collect() else {
            Issue.record("a store that failed its test was asked")
            return
        }
        #expect(why.contains("WORM_UNRELIABLE"))
    }

    @Test func aTestWithoutADecidingAnswerRecordsNothing() throws {
        store.set { $0.putStatuses = [503] }
        #expect(throws: CaptureError.self) { try add() }
        store.set { $0.isMute = true }
        #expect(throws: CaptureError.self) { try add() }
        #expect(try bench.bodies(NotaryBody.self).isEmpty)
    }

    // MARK: - The key

    @Test func theSecretIsNowhereInTheStore() throws {
        try add()
        _ = try collect()
        for path in ["log.sqlite", "log.sqlite-wal", "config.json"] {
            let file = "\(bench.layout.folder)/\(path)"
            guard Files.exists(file) else { continue }
            let bytes = try readFile(file)
            #expect(!contains(bytes, "wJalrXUtnFEMI"), "\(path)")
            #expect(!contains(bytes, "AKIDEXAMPLE"), "\(path)")
        }
        for request in store.state.withLock({ $0.requests }) {
            #expect(!"\(request)".contains("wJalrXUtnFEMI"))
        }
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.indices.dropLast(wanted.count - 1).contains { start in
            bytes[start] == wanted[0] && bytes[start..<(start + wanted.count)].elementsEqual(wanted)
        }
    }

    @Test func aKeyThatOthersMayReadIsRefused() throws {
        let notary = try bench.objectLock()
        let path = try #require(notary.objectLock?.credentials)
        for mode: UInt32 in [0o640, 0o604, 0o644, 0o610] {
            try setMode(path, mode)
            #expect(throws: CaptureError.self) { try StoreCredentials(reading: path) }
        }
        try setMode(path, 0o400)
        #expect(try StoreCredentials(reading: path).accessKey == "AKIDEXAMPLE")
    }

    @Test(arguments: ["", "one line\n", "a\nb c\n", "a\nb\nc\n", "a/b\nc\n", "\n\n", "a\n\n"])
    func aKeyFileHasTwoLines(text: String) throws {
        let path = bench.folder.file("other.key")
        try writeFile(path, Array(text.utf8))
        try setMode(path, 0o600)
        let error = #expect(throws: CaptureError.self) { try StoreCredentials(reading: path) }
        if text.count > 3 { #expect(error.map { !"\($0)".contains("b c") } ?? false) }
    }

    @Test(arguments: [
        "http://s3.example", "ftp://s3.example", "https://s3.example/x", "s3.example",
    ])
    func aStoreIsAskedOverTLSOnly(endpoint: String) throws {
        let settings = try #require(try bench.objectLock().objectLock)
        #expect(throws: CaptureError.self) { try settings.store(at: endpoint) }
    }
}

import Cryptography
import Glibc
import HTTPTransfer
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

/// What the tests against a real store need.
enum CephPrograms {
    static let areInstalled = ["ceph-mon", "ceph-osd", "radosgw"].allSatisfy {
        isThere("/usr/bin/\($0)")
    }
}

/// A real store with Object Lock, Ceph's gateway, where its programs are installed.
///
/// `make object-lock` installs them. The clock is the machine's: the gateway asks it too.
@Suite(.serialized, .enabled(if: CephPrograms.areInstalled, "ceph is not installed"))
struct ObjectLockServerTests {
    private let server: PeerServer
    private let gateway: pid_t
    private let bench: Bench
    private let notary: NotaryConfiguration

    init() throws {
        // Unix sockets have short names.
        let folder = "/tmp/trailseal-store-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        server = try PeerServer(
            ["python3", RepositoryRoot.path + "/Tests/Peers/object_store.py", folder])
        let words = server.firstLine.split(separator: " ")
        let port = try #require(words.first)
        gateway = try #require(words.last.flatMap { pid_t($0) })
        bench = try Bench.ready(clock: TestClock(start: Int64(time(nil))))
        notary = try bench.objectLock(
            endpoint: "http://127.0.0.1:\(port)", secret: "a-secret-of-a-test-and-of-nothing-else",
            accessKey: "AKIATRAILSEALTEST", bucket: "notes")
        let made = try client().send(
            .put, as: nil, fields: [("x-amz-bucket-object-lock-enabled", "true")])
        try #require(made.status == 200, "\(made.sentence)")
    }

    private func client(
        _ transport: @escaping ObjectStoreTransport = StoreClient.network
    ) throws -> StoreClient {
        try ObjectLockSetup.client(of: notary, bench.context, transport).0
    }

    /// The note of the newest checkpoint, asked for once.
    private func receipt(
        _ transport: @escaping ObjectStoreTransport = StoreClient.network
    ) throws -> ObjectLockReceipt {
        let (client, settings) = try ObjectLockSetup.client(of: notary, bench.context, transport)
        let checkpoint = try #require(try bench.reader().table.newestCheckpoint())
        return try ObjectLockNotary(client: client, settings: settings).receipt(
            of: checkpoint.note, log: bench.reader().logID, size: checkpoint.size)
    }

    @Test func aRealStoreKeepsWhatItHasLocked() throws {
        defer { withExtendedLifetime(server) {} }
        let result = try bench.session { writer in
            try ObjectLockSetup.add(notary, to: writer, transport: StoreClient.network)
        }
        #expect(result.result == .reliable)
        #expect(
            result.tests.map { "\($0.attempt.rawValue) \($0.status)" } == [
                "shorten 403", "weaken 403", "overwrite 200", "bypass 403", "delete 403",
            ])
        let outcome = try LogWriter.advance(
            bench.layout, context: bench.context,
            transport: NotaryTransport(timeStamps: { _, _ in [] }, stores: StoreClient.network))
        #expect(outcome?.notaries.map(\.result) == [.alreadyThere, .received])
        let first = try receipt()
        #expect(first.versions.count == 1)
        #expect(first.lock?.mode == .compliance)
        // Asked again it is the same version, and nothing is put a second time.
        #expect(try receipt().versions == first.versions)
        try Replay.requireWhole(bench)
    }

    @Test func whoeverWritesOverANoteIsTold() throws {
        defer { withExtendedLifetime(server) {} }
        let first = try receipt()
        let client = try client()
        let put = try client.send(.put, first.key.text, as: nil, body: Array("forged".utf8))
        #expect(put.status == 200)
        #expect(throws: CaptureError.self) { try receipt() }
        // The locked version is still the note.
        let read = try client.send(
            .get, first.key.text, as: nil, query: [("versionId", first.versionId)])
        #expect(SHA256.hash(read.body) == first.key.note)
    }

    @Test func aDeleteMarkerOverANoteIsTold() throws {
        defer { withExtendedLifetime(server) {} }
        let first = try receipt()
        let deleted = try client().send(.delete, first.key.text, as: nil)
        #expect(deleted.status == 204)
        let error = #expect(throws: CaptureError.self) { try receipt() }
        #expect(error.map { "\($0)".contains("delete marker") } ?? false)
    }

    @Test func aGatewayThatStandsStillGivesNoReceiptUntilItGoesOn() throws {
        defer { withExtendedLifetime(server) {} }
        let gateway = gateway
        let hurried: ObjectStoreTransport = { request in
            if request.method == .put { kill(gateway, SIGSTOP) }
            return try HTTPTransfer.send(
                request, timeoutMilliseconds: 700, maximumResponseBytes: 1 << 20)
        }
        #expect(throws: CaptureError.self) { try receipt(hurried) }
        kill(gateway, SIGCONT)
        // Whether the put arrived in the meantime or not: the note is there once it is asked for.
        let late = try receipt()
        #expect(late.conflicts.isEmpty)
        #expect(late.versions.allSatisfy { $0.sha256 == late.key.note })
        #expect(late.versionId == late.versions.first?.versionId)
    }

    @Test func aStoreWithoutALockIsNoNotary() throws {
        defer { withExtendedLifetime(server) {} }
        let settings = try #require(notary.objectLock)
        let plain = NotaryConfiguration(
            kind: .objectLock, name: "plain", place: notary.place,
            objectLock: ObjectLockSettings(
                region: settings.region, bucket: "plain", prefix: settings.prefix,
                retentionDays: 400, credentials: settings.credentials))
        let (client, _) = try ObjectLockSetup.client(
            of: plain, bench.context, StoreClient.network)
        #expect(try client.send(.put, as: nil).status == 200)
        #expect(throws: CaptureError.self) {
            try bench.session { writer in
                try ObjectLockSetup.add(plain, to: writer, transport: StoreClient.network)
            }
        }
        #expect(try Configuration.read(bench.layout).notaries.map(\.name) == ["qa"])
    }
}

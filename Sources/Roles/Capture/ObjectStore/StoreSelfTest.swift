import Cryptography
import HTTPTransfer
import RecordLog
import Records

/// Tries on an object of its own whether a store keeps what it has locked.
///
/// There are stores that take a lock and delete all the same. So an object is locked for a few minutes,
/// everything is tried that a lock has to refuse, and after each attempt bytes and lock are read back.
///
/// Source: docs/formats/records.md §3, `notary`.
struct StoreSelfTest {
    let client: StoreClient
    let settings: ObjectLockSettings
    let log: Digest
    let random: any RandomSource

    /// How long the object is locked, in seconds: longer than all attempts take together.
    private static let lockSeconds: Int64 = 900

    /// Runs the test.
    ///
    /// - Parameter notary: The notary's name, for the record.
    /// - Throws: `CaptureError.notary` where the store gave no answer that decides.
    func run(notary: String) throws -> NotaryBody {
        do {
            return try attempt(notary)
        } catch let silence as StoreSilence {
            throw CaptureError.notary(
                "The store \(client.store.endpoint) can't be tested: \(silence.text).")
        }
    }

    private func attempt(_ notary: String) throws -> NotaryBody {
        let name = Hex.encode(try random.bytes(16))
        let key = "\(settings.prefix)/\(log.hex)/self-test/\(name)"
        let bytes = Array("TrailSeal tests whether this object is kept: \(name)\n".utf8)
        let object = try put(bytes, key)
        var tests: [NotaryTest] = []
        // Deleting comes last: what is gone can't be tried on.
        for attempt in [NotaryTest.Attempt.shorten, .weaken, .overwrite, .bypass, .delete] {
            let reply = try self.try(attempt, on: object)
            if (500..<600).contains(reply.status) {
                throw undecided("answers \(reply.sentence) to an attempt to \(attempt.rawValue)")
            }
            let isRefused = (400..<500).contains(reply.status) || attempt == .overwrite
            let isKept = try isRefused && isIntact(object)
            tests.append(
                NotaryTest(
                    attempt: attempt, outcome: isKept ? .kept : .broken,
                    status: Int64(reply.status)))
            if !isKept { break }
        }
        return NotaryBody(
            notary: notary, store: client.store, key: key,
            result: tests.allSatisfy { $0.outcome == .kept } ? .reliable : .unreliable,
            tests: tests)
    }

    /// The object that everything is tried on.
    private struct LockedObject {
        let key: String
        let bytes: [UInt8]
        let versionId: String
        let until: Timestamp
    }

    private func put(_ bytes: [UInt8], _ key: String) throws -> LockedObject {
        // By the store's own clock, which is the one that ends the lock.
        let look = try client.send(
            .get, as: .getObjectLockConfiguration, query: [("object-lock", "")])
        let now = look.answer?.date ?? client.clock.now().utc
        let until = Timestamp(unixSeconds: now.unixSeconds).adding(seconds: Self.lockSeconds)
        let reply = try client.send(
            .put, key, as: .putObject,
            fields: LockedPut.fields(bytes, until: until, isFirst: true), body: bytes)
        guard (200..<300).contains(reply.status) else {
            throw undecided("refuses to lock an object: \(reply.sentence)")
        }
        let list = try client.send(
            .get, as: .listObjectVersions, query: [("versions", ""), ("prefix", key)])
        guard list.status == 200, let versions = StoreWords.versions(list.body, of: key),
            let version = versions.first, versions.count == 1, !version.isDeleteMarker
        else { throw undecided("doesn't list the one version of the object: \(list.sentence)") }
        return LockedObject(key: key, bytes: bytes, versionId: version.versionId, until: until)
    }

    private func `try`(
        _ attempt: NotaryTest.Attempt, on object: LockedObject
    ) throws(StoreSilence) -> StoreReply {
        let version = [(name: "versionId", value: object.versionId)]
        switch attempt {
        case .delete: return try client.send(.delete, object.key, as: nil, query: version)
        case .bypass:
            return try client.send(
                .delete, object.key, as: nil, query: version,
                fields: [("x-amz-bypass-governance-retention", "true")])
        case .shorten: return try lock(.compliance, object.until.adding(seconds: -600), object)
        case .weaken: return try lock(.governance, object.until, object)
        case .overwrite:
            let other = object.bytes + Array("overwritten\n".utf8)
            return try client.send(
                .put, object.key, as: nil,
                fields: LockedPut.fields(other, until: nil, isFirst: false), body: other)
        }
    }

    private func lock(
        _ mode: ObjectLockMode, _ until: Timestamp, _ object: LockedObject
    ) throws(StoreSilence) -> StoreReply {
        let body = Array(
            ("<Retention xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Mode>\(mode.rawValue)"
                + "</Mode><RetainUntilDate>\(until.secondsText)</RetainUntilDate></Retention>").utf8
        )
        return try client.send(
            .put, object.key, as: nil,
            query: [("retention", ""), ("versionId", object.versionId)],
            fields: [
                ("content-type", "application/xml"),
                ("content-md5", Base64.encode(HashAlgorithm.md5.hash(body))),
                ("x-amz-bypass-governance-retention", "true"),
            ], body: body)
    }

    /// Whether bytes and lock are as they were.
    private func isIntact(_ object: LockedObject) throws -> Bool {
        let read = try client.send(
            .get, object.key, as: nil, query: [("versionId", object.versionId)])
        let lock = try client.send(
            .get, object.key, as: nil,
            query: [("retention", ""), ("versionId", object.versionId)])
        for reply in [read, lock] where (500..<600).contains(reply.status) {
            throw undecided("answers \(reply.sentence) where the object is read back")
        }
        guard read.status == 200, read.body == object.bytes, lock.status == 200,
            let retention = StoreWords.retention(lock.body)
        else { return false }
        return retention.mode == .compliance && retention.retainUntil >= object.until
    }

    private func undecided(_ text: String) -> CaptureError {
        .notary("The store \(client.store.endpoint)/\(client.store.bucket) \(text).")
    }
}

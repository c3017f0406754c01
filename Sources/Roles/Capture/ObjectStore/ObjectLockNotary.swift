import Cryptography
import HTTPTransfer
import RecordLog
import Records

/// Puts notes into a bucket that keeps them, and reads back what it is said to keep.
///
/// What the store answers to a write decides nothing: an answer may be lost, late or about another
/// version. Only what is read back by version id counts.
///
/// Source: docs/formats/log.md §8.
struct ObjectLockNotary {
    let client: StoreClient
    let settings: ObjectLockSettings

    /// How often a note is put before the store is given up for now.
    private static let attempts = 3

    /// The receipt of a note that lies there, after putting it there where it doesn't.
    ///
    /// - Throws: `CaptureError.notary` with why there is none.
    func receipt(of note: [UInt8], log: Digest, size: UInt64) throws -> ObjectLockReceipt {
        let digest = SHA256.hash(note)
        guard
            let key = ObjectLockKey(
                prefix: settings.prefix, log: log, size: size, note: digest)
        else { throw CaptureError.usage("\(settings.prefix) can't begin the key of an object.") }
        do {
            return try receipt(of: note, key)
        } catch let silence as StoreSilence {
            throw CaptureError.notary(
                "The store \(client.store.endpoint) can't be asked: \(silence.text).")
        }
    }

    private func receipt(of note: [UInt8], _ key: ObjectLockKey) throws -> ObjectLockReceipt {
        var answers = Answers()
        var found = try versions(key, &answers)
        var tries = 0
        while found.isEmpty {
            guard tries < Self.attempts else {
                throw refusal("took the note \(tries) times and shows no version of it")
            }
            tries += 1
            try put(note, key, &answers)
            found = try versions(key, &answers)
        }
        let read = try found.map { try readBack($0, of: note, key, &answers) }
        guard let named = read.first else { throw refusal("shows no version of the note") }
        let head = try head(named, of: note, key, &answers)
        let lock = try retention(named, key, &answers)
        let bucket = try bucketLock(&answers)
        let receipt = ObjectLockReceipt(
            store: client.store, key: key, byteCount: UInt64(note.count),
            versionId: named.versionId, lock: lock, bucketLock: bucket, versions: read,
            etag: head.etag, checksum: head.checksum, answers: answers.list)
        return try checked(receipt)
    }

    /// No receipt leaves that the verifier's own reader wouldn't take.
    private func checked(_ receipt: ObjectLockReceipt) throws -> ObjectLockReceipt {
        do throws(EntryError) {
            guard try ObjectLockReceipt(encoded: receipt.encoded) == receipt,
                receipt.conflicts.isEmpty
            else {
                throw EntryError.schema(
                    SchemaError(path: "", kind: .notAllowed, text: "a conflict"))
            }
        } catch {
            throw refusal("answers what no receipt may hold (\(error))")
        }
        return receipt
    }

    // MARK: - Writing

    /// Puts the note, locked; only a plain refusal ends the attempt.
    private func put(
        _ note: [UInt8], _ key: ObjectLockKey, _ answers: inout Answers
    ) throws {
        let until = client.clock.now().utc.adding(
            seconds: ObjectLockSettings.day &* (settings.retentionDays &+ 1))
        let reply: StoreReply
        do throws(StoreSilence) {
            reply = try client.send(
                .put, key.text, as: .putObject,
                fields: LockedPut.fields(
                    note, until: until, mode: .compliance, isFirst: true), body: note)
        } catch {
            // Lost on the way there or back: the list of versions will tell.
            return
        }
        answers.add(reply)
        switch reply.status {
        case 200..<300, 408, 409, 412, 429, 500..<600: return
        default: throw refusal("refuses the note: \(reply.sentence)")
        }
    }

    // MARK: - Reading back

    private func versions(
        _ key: ObjectLockKey, _ answers: inout Answers
    ) throws -> [ObjectVersion] {
        let reply = try client.send(
            .get, as: .listObjectVersions, query: [("versions", ""), ("prefix", key.text)])
        answers.add(reply)
        guard reply.status == 200 else {
            throw refusal("doesn't list the versions of the note: \(reply.sentence)")
        }
        guard let versions = StoreWords.versions(reply.body, of: key.text),
            versions.count <= ObjectLockReceipt.maximumVersions
        else { throw refusal("lists versions in a way that can't be read") }
        if let marker = versions.first(where: \.isDeleteMarker) {
            throw refusal("holds a delete marker, \(marker.versionId), over the note")
        }
        return versions
    }

    private func readBack(
        _ version: ObjectVersion, of note: [UInt8], _ key: ObjectLockKey,
        _ answers: inout Answers
    ) throws -> ObjectVersion {
        let reply = try client.send(
            .get, key.text, as: .getObject, query: [("versionId", version.versionId)])
        answers.add(reply)
        guard reply.status == 200 else {
            throw refusal("doesn't give version \(version.versionId): \(reply.sentence)")
        }
        guard reply.body == note else {
            throw refusal("holds other bytes than the note in version \(version.versionId)")
        }
        return ObjectVersion(
            versionId: version.versionId, lastModified: version.lastModified,
            isLatest: version.isLatest, byteCount: UInt64(reply.body.count),
            sha256: SHA256.hash(reply.body))
    }

    private func head(
        _ version: ObjectVersion, of note: [UInt8], _ key: ObjectLockKey, _ answers: inout Answers
    ) throws -> (etag: String?, checksum: Digest?) {
        let reply = try client.send(
            .head, key.text, as: .headObject, query: [("versionId", version.versionId)],
            fields: [("x-amz-checksum-mode", "ENABLED")])
        answers.add(reply)
        guard reply.status == 200 else {
            throw refusal("doesn't describe version \(version.versionId): \(reply.status)")
        }
        let checksum = reply.response.value(of: "x-amz-checksum-sha256")
            .flatMap { Base64.decode($0) }.flatMap { Digest($0) }
        guard (checksum ?? key.note) == key.note else {
            throw refusal("states another checksum than the note's")
        }
        let etag = reply.response.value(of: "etag").flatMap {
            StoreAnswer.isHeaderText($0) ? $0 : nil
        }
        return (etag, checksum)
    }

    private func retention(
        _ version: ObjectVersion, _ key: ObjectLockKey, _ answers: inout Answers
    ) throws -> ObjectRetention {
        let reply = try client.send(
            .get, key.text, as: .getObjectRetention,
            query: [("retention", ""), ("versionId", version.versionId)])
        answers.add(reply)
        guard reply.status == 200, let lock = StoreWords.retention(reply.body) else {
            throw refusal("shows no lock on version \(version.versionId): \(reply.sentence)")
        }
        let wanted = version.lastModified.adding(
            seconds: ObjectLockSettings.day &* settings.retentionDays)
        guard lock.mode == .compliance, lock.retainUntil >= wanted else {
            throw refusal(
                "locks the note only \(lock.mode.rawValue) until \(lock.retainUntil.secondsText)")
        }
        return lock
    }

    private func bucketLock(_ answers: inout Answers) throws -> BucketLock {
        let reply = try client.send(
            .get, as: .getObjectLockConfiguration, query: [("object-lock", "")])
        answers.add(reply)
        guard reply.status == 200, let lock = StoreWords.bucketLock(reply.body), lock.isEnabled
        else { throw refusal("doesn't lock objects in this bucket: \(reply.sentence)") }
        return lock
    }

    private func refusal(_ text: String) -> CaptureError {
        .notary("The store \(client.store.endpoint)/\(client.store.bucket) \(text).")
    }
}

/// The answers that a receipt rests on, in order.
private struct Answers {
    private(set) var list: [StoreAnswer] = []

    mutating func add(_ reply: StoreReply) {
        if let answer = reply.answer { list.append(answer) }
    }
}

/// The fields with which an object is put under a lock.
enum LockedPut {
    /// What a store checks the bytes by, how long it keeps them, and that nothing may be there before.
    ///
    /// - Parameters:
    ///   - until: The end of the lock; nil to put without one.
    ///   - isFirst: Whether it may only be the first under its key.
    static func fields(
        _ bytes: [UInt8], until: Timestamp?, mode: ObjectLockMode = .compliance, isFirst: Bool
    ) -> [(name: String, value: String)] {
        var fields = [
            (name: "content-type", value: "application/octet-stream"),
            // MD5 because stores enforce it; nothing else rests on it.
            ("content-md5", Base64.encode(HashAlgorithm.md5.hash(bytes))),
            ("x-amz-checksum-sha256", Base64.encode(SHA256.hash(bytes).bytes)),
        ]
        if isFirst { fields.append(("if-none-match", "*")) }
        if let until {
            fields.append(("x-amz-object-lock-mode", mode.rawValue))
            fields.append(("x-amz-object-lock-retain-until-date", until.secondsText))
        }
        return fields
    }
}

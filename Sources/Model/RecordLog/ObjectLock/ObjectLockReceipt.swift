package import CanonicalJSON
package import Cryptography
package import Records

/// What a store with Object Lock answered about a checkpoint's note.
///
/// The answers of a store aren't signed: this is what the capture host wrote down, and no more than a
/// claim. It says where to ask again.
///
/// Source: docs/formats/log.md §8.
package struct ObjectLockReceipt: FieldReadable {
    /// The most bytes of a receipt.
    package static let maximumByteCount = 1 << 16
    /// The most versions that a receipt lists.
    package static let maximumVersions = 32
    /// The most answers that a receipt lists.
    package static let maximumAnswers = 64

    /// Where the note lies.
    package let store: ObjectStore
    /// Under which key, which states log, size and digest of the note.
    package let key: ObjectLockKey
    /// The note's length.
    package let byteCount: UInt64
    /// Which version of the object is the note.
    package let versionId: String
    /// The lock on that version; nil where it has none.
    package let lock: ObjectRetention?
    /// What the bucket says of locks.
    package let bucketLock: BucketLock
    /// Every version under the key, the oldest first.
    package let versions: [ObjectVersion]
    /// The store's tag of the version's content.
    package let etag: String?
    /// The SHA-256 that the store gives for the content; nil where it gives none.
    package let checksum: Digest?
    /// The answers that all of this comes from, in order.
    package let answers: [StoreAnswer]

    /// Makes a receipt of its parts.
    package init(
        store: ObjectStore, key: ObjectLockKey, byteCount: UInt64, versionId: String,
        lock: ObjectRetention?, bucketLock: BucketLock, versions: [ObjectVersion],
        etag: String? = nil, checksum: Digest? = nil, answers: [StoreAnswer]
    ) {
        self.store = store
        self.key = key
        self.byteCount = byteCount
        self.versionId = versionId
        self.lock = lock
        self.bucketLock = bucketLock
        self.versions = versions
        self.etag = etag
        self.checksum = checksum
        self.answers = answers
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        _ = try reader.integer("v", in: 1...1)
        store = try reader.value("store")
        guard let key = ObjectLockKey(try reader.string("key")) else {
            throw reader.error("key", .badFormat, "the key of a note is expected")
        }
        self.key = key
        let note: StatedNote = try reader.value("note")
        guard note.log == key.log, note.size == key.size, note.sha256 == key.note else {
            throw reader.error("note", .badFormat, "what the key states is expected")
        }
        byteCount = note.byteCount
        versionId = try reader.versionId("versionId")
        lock = try reader.optional("lock")
        bucketLock = try reader.value("bucketLock")
        etag = try reader.headerText("etag")
        checksum = try reader.optionalDigest("checksum")
        versions = try reader.filled("versions", try reader.list("versions"))
        answers = try reader.filled("answers", try reader.list("answers"))
        try checkLists(reader)
    }

    /// One entry for each version, the named one among them, and no more than there may be.
    private func checkLists(_ reader: FieldReader) throws(SchemaError) {
        guard versions.count <= Self.maximumVersions else {
            throw reader.error("versions", .outOfRange, "\(Self.maximumVersions) at most")
        }
        guard answers.count <= Self.maximumAnswers else {
            throw reader.error("answers", .outOfRange, "\(Self.maximumAnswers) at most")
        }
        guard Set(versions.map(\.versionId)).count == versions.count else {
            throw reader.error("versions", .notAllowed, "a version stands there twice")
        }
        guard zip(versions, versions.dropFirst()).allSatisfy({ $0.lastModified <= $1.lastModified })
        else { throw reader.error("versions", .outOfRange, "the oldest has to come first") }
        guard named != nil else {
            throw reader.error("versionId", .unknownValue, "none of the versions has it")
        }
    }

    package var json: JSONObject {
        JSONObject([
            ("v", .integer(1)), ("store", .fields(store)), ("key", .string(key.text)),
            ("note", .fields(StatedNote(key: key, byteCount: byteCount))),
            ("versionId", .string(versionId)), ("lock", .fields(lock)),
            ("bucketLock", .fields(bucketLock)), ("etag", .text(etag)),
            ("checksum", .digest(checksum)), ("versions", .list(versions)),
            ("answers", .list(answers)),
        ])
    }
}

extension ObjectLockReceipt {
    /// Reads a receipt's file.
    ///
    /// - Throws: The first thing that is wrong; a member that the format doesn't have is wrong too.
    package init(encoded bytes: [UInt8]) throws(EntryError) {
        guard bytes.count <= Self.maximumByteCount else {
            throw .schema(
                SchemaError(
                    path: "", kind: .outOfRange, text: "\(Self.maximumByteCount) bytes at most"))
        }
        let value: JSONValue
        do throws(JSONError) { value = try CanonicalJSON.parse(bytes) } catch {
            throw .notCanonical(error)
        }
        guard let object = value.objectValue else {
            throw .schema(SchemaError(path: "", kind: .wrongType, text: "an object is expected"))
        }
        var reader = FieldReader(object)
        do throws(SchemaError) { try self.init(from: &reader) } catch { throw .schema(error) }
        if let unknown = reader.unknownFields.first {
            throw .schema(
                SchemaError(path: unknown, kind: .notAllowed, text: "the format has no such field"))
        }
    }

    /// The file's bytes.
    package var encoded: [UInt8] { CanonicalJSON.encode(.object(json)) }

    /// The version that is the note.
    package var named: ObjectVersion? { versions.first { $0.versionId == versionId } }

    /// When the store took the note, by the store's clock.
    package var storedAt: Timestamp? { named?.lastModified }

    /// The versions that speak against the one that is named: delete markers, versions with other
    /// bytes or with bytes that nobody read, and any that is older.
    package var conflicts: [ObjectVersion] {
        versions.enumerated().filter { index, version in
            version.isDeleteMarker || version.sha256 != key.note
                || (index == 0 && version.versionId != versionId)
        }.map(\.element)
    }
}

/// The note as a receipt states it, beside what its key says.
private struct StatedNote: FieldReadable {
    let log: Digest
    let size: UInt64
    let sha256: Digest
    let byteCount: UInt64

    init(key: ObjectLockKey, byteCount: UInt64) {
        log = key.log
        size = key.size
        sha256 = key.note
        self.byteCount = byteCount
    }

    init(from reader: inout FieldReader) throws(SchemaError) {
        log = try reader.digest("log")
        size = try reader.count("size")
        sha256 = try reader.digest("sha256")
        byteCount = try reader.count("byteCount")
    }

    var json: JSONObject {
        JSONObject([
            ("log", .digest(log)), ("size", .count(size)), ("sha256", .digest(sha256)),
            ("byteCount", .count(byteCount)),
        ])
    }
}

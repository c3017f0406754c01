package import CanonicalJSON
package import Cryptography
package import Records

/// What the custodian signs when he gives out epoch keys: who, when, which epochs, for what.
///
/// Source: docs/formats/log.md §10.
package struct ReleaseStatement: FieldReadable {
    /// The statement's type and version.
    package static let type = "trailseal/release/1"

    /// The log.
    package let log: Digest
    /// The export that asked.
    package let exportId: String
    /// The checkpoint whose receipt made the release lawful: its size.
    package let size: UInt64
    /// The checkpoint's root.
    package let root: Digest
    /// The first epoch whose key is given out.
    package let firstEpoch: UInt64
    /// The last one.
    package let lastEpoch: UInt64
    /// SHA-256 of the keys, one after the other.
    package let keysSha256: Digest
    /// When the custodian did it, by his own clock.
    package let releasedAt: Timestamp

    /// Makes a statement.
    package init(
        log: Digest, exportId: String, size: UInt64, root: Digest, firstEpoch: UInt64,
        lastEpoch: UInt64, keysSha256: Digest, releasedAt: Timestamp
    ) {
        self.log = log
        self.exportId = exportId
        self.size = size
        self.root = root
        self.firstEpoch = firstEpoch
        self.lastEpoch = lastEpoch
        self.keysSha256 = keysSha256
        self.releasedAt = releasedAt
    }

    /// Reads a statement.
    package init(from reader: inout FieldReader) throws(SchemaError) {
        try reader.constant("type", Self.type)
        log = try reader.digest("log")
        exportId = try reader.string("exportId")
        size = try reader.count("size")
        root = try reader.digest("root")
        firstEpoch = try reader.count("firstEpoch")
        lastEpoch = try reader.count("lastEpoch")
        keysSha256 = try reader.digest("keysSha256")
        releasedAt = try reader.time("releasedAt")
    }

    /// The statement as its fields.
    package var json: JSONObject {
        JSONObject([
            ("type", .string(Self.type)), ("log", .digest(log)), ("exportId", .string(exportId)),
            ("size", .count(size)), ("root", .digest(root)), ("firstEpoch", .count(firstEpoch)),
            ("lastEpoch", .count(lastEpoch)), ("keysSha256", .digest(keysSha256)),
            ("releasedAt", .time(releasedAt)),
        ])
    }

    /// The bytes that the custodian's signature covers.
    package var encoded: [UInt8] { CanonicalJSON.encode(.object(json)) }
}

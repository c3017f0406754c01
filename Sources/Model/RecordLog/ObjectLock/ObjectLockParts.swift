package import CanonicalJSON
package import Cryptography
package import Records

/// The two modes of a lock on an object.
package enum ObjectLockMode: String, Hashable, Sendable {
    /// Nobody can lift it before its end.
    case compliance = "COMPLIANCE"
    /// Who has the privilege can lift it.
    case governance = "GOVERNANCE"
}

/// How long a version is locked.
package struct ObjectRetention: FieldReadable {
    /// The mode.
    package let mode: ObjectLockMode
    /// The end.
    package let retainUntil: Timestamp

    /// Makes a lock.
    package init(mode: ObjectLockMode, retainUntil: Timestamp) {
        self.mode = mode
        self.retainUntil = retainUntil
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        mode = try reader.choice("mode")
        retainUntil = try reader.time("retainUntil")
    }

    package var json: JSONObject {
        JSONObject([("mode", .choice(mode)), ("retainUntil", .time(retainUntil))])
    }
}

/// What a bucket says of locks in it.
package struct BucketLock: FieldReadable {
    /// Whether its objects can be locked at all.
    package let isEnabled: Bool
    /// The mode that a new object gets by itself; nil for none.
    package let mode: ObjectLockMode?
    /// For how many days; nil where that is said in years, or nothing is.
    package let days: Int64?
    /// For how many years.
    package let years: Int64?

    /// Makes a configuration.
    package init(
        isEnabled: Bool, mode: ObjectLockMode? = nil, days: Int64? = nil, years: Int64? = nil
    ) {
        self.isEnabled = isEnabled
        self.mode = mode
        self.days = days
        self.years = years
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        isEnabled = try reader.mark("enabled")
        mode = try reader.optionalChoice("mode")
        days = try reader.optionalInteger("days", in: 1...Self.mostDays)
        years = try reader.optionalInteger("years", in: 1...Self.mostYears)
    }

    package var json: JSONObject {
        JSONObject([
            ("enabled", .mark(isEnabled)), ("mode", .choice(mode)),
            ("days", days.map { .integer($0) }), ("years", years.map { .integer($0) }),
        ])
    }

    /// The most days that a configuration may say.
    package static let mostDays: Int64 = 36_500
    /// The most years that a configuration may say.
    package static let mostYears: Int64 = 100
}

/// One version under an object's key, or a delete marker.
package struct ObjectVersion: FieldReadable {
    /// What the store calls it.
    package let versionId: String
    /// When the store took it, by the store's clock.
    package let lastModified: Timestamp
    /// Whether a reading without a version gets it.
    package let isLatest: Bool
    /// Whether it holds nothing and only hides those before it.
    package let isDeleteMarker: Bool
    /// Its length; nil for a delete marker.
    package let byteCount: UInt64?
    /// The digest of its bytes as they were read back; nil where nobody read them.
    package let sha256: Digest?

    /// Makes a version.
    package init(
        versionId: String, lastModified: Timestamp, isLatest: Bool = false,
        isDeleteMarker: Bool = false, byteCount: UInt64? = nil, sha256: Digest? = nil
    ) {
        self.versionId = versionId
        self.lastModified = lastModified
        self.isLatest = isLatest
        self.isDeleteMarker = isDeleteMarker
        self.byteCount = byteCount
        self.sha256 = sha256
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        versionId = try reader.versionId("versionId")
        lastModified = try reader.time("lastModified")
        isLatest = try reader.mark("latest")
        isDeleteMarker = try reader.mark("deleteMarker")
        byteCount = try reader.optionalCount("byteCount")
        sha256 = try reader.optionalDigest("sha256")
        guard isDeleteMarker ? byteCount == nil && sha256 == nil : byteCount != nil else {
            throw reader.error(
                "byteCount", isDeleteMarker ? .notAllowed : .missing,
                "a version has a length, a delete marker has none")
        }
    }

    package var json: JSONObject {
        JSONObject([
            ("versionId", .string(versionId)), ("lastModified", .time(lastModified)),
            ("latest", .mark(isLatest)), ("deleteMarker", .mark(isDeleteMarker)),
            ("byteCount", .count(byteCount)), ("sha256", .digest(sha256)),
        ])
    }

    /// Whether a text can be what a store calls a version: nothing that a shell reads otherwise.
    package static func isVersionId(_ text: String) -> Bool {
        (1...512).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                ObjectLockKey.isUnreserved($0) || $0 == UInt8(ascii: "+")
                    || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=")
            }
    }
}

/// An answer of the store that a receipt rests on.
package struct StoreAnswer: FieldReadable {
    /// The requests that make a receipt.
    package enum Operation: String, Hashable, Sendable {
        /// Keeps the note under a lock.
        case putObject = "PutObject"
        /// Reads the note back.
        case getObject = "GetObject"
        /// Asks for version, size, time and lock of what is kept.
        case headObject = "HeadObject"
        /// Asks for mode and end of the lock.
        case getObjectRetention = "GetObjectRetention"
        /// Asks whether the bucket locks at all.
        case getObjectLockConfiguration = "GetObjectLockConfiguration"
        /// Lists versions and delete markers under the note's key.
        case listObjectVersions = "ListObjectVersions"
    }

    /// What was asked.
    package let operation: Operation
    /// The field `Date` of the answer.
    package let date: Timestamp
    /// What the store calls the request.
    package let requestId: String?
    /// What else it says for its own support to find it by.
    package let hostId: String?

    /// Makes an answer.
    package init(
        operation: Operation, date: Timestamp, requestId: String? = nil, hostId: String? = nil
    ) {
        self.operation = operation
        self.date = date
        self.requestId = requestId
        self.hostId = hostId
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        operation = try reader.choice("operation")
        date = try reader.time("date")
        requestId = try reader.headerText("requestId")
        hostId = try reader.headerText("hostId")
    }

    package var json: JSONObject {
        JSONObject([
            ("operation", .choice(operation)), ("date", .time(date)),
            ("requestId", .text(requestId)), ("hostId", .text(hostId)),
        ])
    }

    /// Whether a text can be a value that a store gave: printable ASCII, 256 bytes at most.
    package static func isHeaderText(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
    }
}

extension FieldReader {
    /// What a store calls a version.
    mutating func versionId(_ key: String) throws(SchemaError) -> String {
        let text = try string(key)
        guard ObjectVersion.isVersionId(text) else {
            throw error(key, .badFormat, "up to 512 letters, digits and -._~+/=")
        }
        return text
    }

    /// A value that a store gave; nil when absent.
    mutating func headerText(_ key: String) throws(SchemaError) -> String? {
        guard let text = try optionalString(key) else { return nil }
        guard StoreAnswer.isHeaderText(text) else {
            throw error(key, .badFormat, "up to 256 printable characters of ASCII")
        }
        return text
    }
}

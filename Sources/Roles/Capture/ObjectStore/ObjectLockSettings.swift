package import CanonicalJSON
import RecordLog
package import Records

/// What a store needs to know to ask a bucket as a notary.
package struct ObjectLockSettings: FieldReadable {
    /// The region that requests are signed for.
    package let region: String
    /// The bucket.
    package let bucket: String
    /// What the keys of its objects begin with.
    package let prefix: String
    /// How long a note is locked, in days.
    package let retentionDays: Int64
    /// The file with the access key.
    package let credentials: String

    /// A day in seconds.
    static let day: Int64 = 86_400

    /// The days that a lock may last.
    package static let retentionRange: ClosedRange<Int64> = 1...BucketLock.mostDays

    /// Makes settings.
    package init(
        region: String, bucket: String, prefix: String, retentionDays: Int64, credentials: String
    ) {
        self.region = region
        self.bucket = bucket
        self.prefix = prefix
        self.retentionDays = retentionDays
        self.credentials = credentials
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        region = try reader.string("region")
        bucket = try reader.string("bucket")
        prefix = try reader.string("prefix")
        retentionDays = try reader.integer("retentionDays", in: Self.retentionRange)
        credentials = try reader.string("credentials")
    }

    package var json: JSONObject {
        JSONObject([
            ("region", .string(region)), ("bucket", .string(bucket)), ("prefix", .string(prefix)),
            ("retentionDays", .integer(retentionDays)), ("credentials", .string(credentials)),
        ])
    }

    /// Whether keys may begin as the settings say.
    package var isPrefixUsable: Bool { ObjectLockKey.isPrefix(prefix) }

    /// The bucket's address at an endpoint.
    ///
    /// - Throws: `CaptureError.usage` for one that can't be; answers aren't signed, so without TLS only
    ///   this machine itself may be asked.
    package func store(at endpoint: String) throws -> ObjectStore {
        guard let store = ObjectStore(endpoint: endpoint, region: region, bucket: bucket) else {
            throw CaptureError.usage(
                "\(endpoint), region \(region), bucket \(bucket) is no address of a bucket.")
        }
        let host = store.authority.prefix { $0 != ":" }
        guard endpoint.hasPrefix("https://") || host == "127.0.0.1" || host == "localhost" else {
            throw CaptureError.usage("A store is asked over https://, not \(endpoint).")
        }
        return store
    }
}

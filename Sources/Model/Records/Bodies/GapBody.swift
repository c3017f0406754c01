package import CanonicalJSON

/// A stretch of time in which the host couldn't see, and what a rescan found afterwards.
///
/// Source: docs/formats/records.md §3.
package struct GapBody: RecordBody {
    package static let family = "gap"
    /// What the envelope of a file event states as its cause where a rescan brought it about.
    package static let rescanCause = "reconciliation"

    /// Why nothing was seen, such as `queue-overflow`.
    package let cause: String
    /// When it began.
    package let from: Timestamp
    /// When it ended.
    package let to: Timestamp
    /// The folder or folders concerned.
    package let scope: String?
    /// What the rescan found; nil when there was none.
    package let result: Reconciliation?

    /// Makes a gap.
    package init(
        cause: String, from: Timestamp, to: Timestamp, scope: String? = nil,
        result: Reconciliation? = nil
    ) {
        self.cause = cause
        self.from = from
        self.to = to
        self.scope = scope
        self.result = result
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        cause = try reader.string("cause")
        from = try reader.time("from")
        to = try reader.time("to")
        scope = try reader.optionalString("scope")
        result = try reader.optional("result")
    }

    package var json: JSONObject {
        JSONObject([
            ("cause", .string(cause)), ("from", .time(from)), ("to", .time(to)),
            ("scope", .text(scope)), ("result", .fields(result)),
        ])
    }
}

/// How many files a rescan found in another state than the records say.
package struct Reconciliation: FieldReadable {
    /// Files that weren't known.
    package let created: UInt64
    /// Files with other content.
    package let modified: UInt64
    /// Files that have gone.
    package let deleted: UInt64

    /// Makes a result.
    package init(created: UInt64, modified: UInt64, deleted: UInt64) {
        self.created = created
        self.modified = modified
        self.deleted = deleted
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        created = try reader.count("created")
        modified = try reader.count("modified")
        deleted = try reader.count("deleted")
    }

    package var json: JSONObject {
        JSONObject([
            ("created", .count(created)), ("modified", .count(modified)),
            ("deleted", .count(deleted)),
        ])
    }
}

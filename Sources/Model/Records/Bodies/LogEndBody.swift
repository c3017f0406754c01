package import CanonicalJSON

/// The last statement of a log, before its last close.
package struct LogEndBody: RecordBody {
    package static let family = "log.end"

    /// Why the log ends.
    package let reason: String
    /// The person who ended it.
    package let by: String

    /// Makes an end.
    package init(reason: String, by: String) {
        self.reason = reason
        self.by = by
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        reason = try reader.string("reason")
        by = try reader.string("by")
    }

    package var json: JSONObject {
        JSONObject([("reason", .string(reason)), ("by", .string(by))])
    }
}

package import CanonicalJSON

/// The fields of one family of records.
///
/// Reading a body drops fields that this version doesn't know; the entry keeps the object whole.
package protocol RecordBody: FieldReadable {
    /// The family's name in the envelope.
    static var family: String { get }
}

extension RecordBody {
    /// Reads a body; paths in errors begin with `/body`.
    package init(json object: JSONObject) throws(SchemaError) {
        var reader = FieldReader(object, path: "/body")
        try self.init(from: &reader)
    }

    /// The family's name, from an instance.
    package var family: String { Self.family }

    /// Reads a body and lists the fields that this version doesn't know.
    static func reading(_ object: JSONObject) throws(SchemaError) -> BodyReading {
        var reader = FieldReader(object, path: "/body")
        let body = try Self(from: &reader)
        return BodyReading(body: body, unknownFields: reader.unknownFields)
    }
}

/// A body and what of it this version doesn't know.
package struct BodyReading: Sendable {
    /// The typed body.
    package let body: any RecordBody
    /// JSON pointers of the unknown fields, from `/body` on.
    package let unknownFields: [String]
}

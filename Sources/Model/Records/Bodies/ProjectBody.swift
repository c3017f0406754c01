package import CanonicalJSON

/// Introduces a project under its random label.
package struct ProjectBody: RecordBody {
    package static let family = "project"

    /// 16 hex digits, the same as in the envelope.
    package let label: String
    /// The project's name.
    package let name: String

    /// Makes an introduction.
    package init(label: String, name: String) {
        self.label = label
        self.name = name
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        label = try reader.required("label", try reader.optionalLabel("label"))
        name = try reader.string("name")
    }

    package var json: JSONObject {
        JSONObject([("label", .string(label)), ("name", .string(name))])
    }
}

package import CanonicalJSON

/// An entry of another system's audit trail: what was done to what, loosely checked.
///
/// Action and object are required; of the changes only that each names its path. The other fields
/// belong to the system that wrote them and stay in the object as they are.
package struct AuditBody: RecordBody {
    package static let family = "audit"

    /// What was done, such as `modify`.
    package let action: String
    /// What it was done to: `type` and `id`, with versions where known.
    package let object: JSONObject
    /// The fields changed, each with `path` and what it was before and after.
    package let changes: [JSONObject]
    /// The whole body.
    package let json: JSONObject

    /// Takes a body as it stands.
    package init(from reader: inout FieldReader) throws(SchemaError) {
        action = try reader.string("action")
        object = try reader.object("object")
        var found: [JSONObject] = []
        for (index, element) in (try reader.optionalArray("changes") ?? []).enumerated() {
            guard let change = element.objectValue, change["path"]?.stringValue != nil else {
                let place = "\(reader.place(of: "changes"))/\(index)"
                throw SchemaError(path: place, kind: .missing, text: "a change names its path")
            }
            found.append(change)
        }
        changes = found
        json = reader.object
        for key in Self.otherFields { _ = reader.optionalValue(key) }
    }

    /// Fields that the family knows and doesn't look into.
    private static let otherFields = [
        "reason", "authorisedBy", "destination", "tombstone", "critical", "generatedBy",
    ]
}

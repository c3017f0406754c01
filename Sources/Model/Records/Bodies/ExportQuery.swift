package import CanonicalJSON
package import Cryptography

/// What an export is to show; its digest is taken over its other fields.
package struct ExportQuery: FieldReadable {
    /// The project's label.
    package let project: String?
    /// Dataset ids.
    package let datasets: [String]
    /// Person ids.
    package let persons: [String]
    /// The earliest time.
    package let from: Timestamp?
    /// The latest time.
    package let to: Timestamp?
    /// Sequence numbers, strictly rising.
    package let records: [UInt64]
    /// SHA-256 of the canonical bytes of the query without this field.
    package let digest: Digest
    private let original: JSONObject?

    /// Makes a query and its digest; `records` are put in order, each once.
    package init(
        project: String? = nil, datasets: [String] = [], persons: [String] = [],
        from: Timestamp? = nil, to: Timestamp? = nil, records: [UInt64] = []
    ) {
        self.project = project
        self.datasets = datasets
        self.persons = persons
        self.from = from
        self.to = to
        self.records = Set(records).sorted()
        let fields = Self.fields(project, datasets, persons, from, to, self.records)
        digest = SHA256.hash(CanonicalJSON.encode(.object(fields)))
        original = nil
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        project = try reader.optionalLabel("project")
        datasets = try reader.strings("datasets")
        persons = try reader.strings("persons")
        from = try reader.optionalTime("from")
        to = try reader.optionalTime("to")
        records = try reader.sequences("records")
        digest = try reader.digest("digest")
        original = reader.unknownFields.isEmpty ? nil : reader.object
        var others = reader.object
        others["digest"] = nil
        guard digest == SHA256.hash(CanonicalJSON.encode(.object(others))) else {
            throw reader.error("digest", .badFormat, "the digest of the other fields is expected")
        }
    }

    package var json: JSONObject {
        if let original { return original }
        var object = Self.fields(project, datasets, persons, from, to, records)
        object["digest"] = .digest(digest)
        return object
    }

    private static func fields(
        _ project: String?, _ datasets: [String], _ persons: [String], _ from: Timestamp?,
        _ to: Timestamp?, _ records: [UInt64]
    ) -> JSONObject {
        JSONObject([
            ("project", .text(project)), ("datasets", .texts(datasets)),
            ("persons", .texts(persons)), ("from", .time(from)), ("to", .time(to)),
            ("records", .counts(records)),
        ])
    }
}

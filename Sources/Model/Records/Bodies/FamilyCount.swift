package import CanonicalJSON

/// How many records of one family and project label an epoch holds.
package struct FamilyCount: FieldReadable, Comparable {
    /// The family.
    package let family: String
    /// The project label; nil where none applies.
    package let project: String?
    /// The number, at least 1.
    package let count: UInt64

    /// Makes a count.
    package init(family: String, project: String? = nil, count: UInt64) {
        self.family = family
        self.project = project
        self.count = count
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        family = try reader.family("family")
        project = try reader.optionalLabel("project")
        count = UInt64(try reader.integer("count", in: 1...JSONValue.largestInteger))
    }

    package var json: JSONObject {
        JSONObject([
            ("family", .string(family)), ("project", .text(project)), ("count", .count(count)),
        ])
    }

    /// Orders by family, then by label with none first, as the close lists them.
    package static func < (left: FamilyCount, right: FamilyCount) -> Bool {
        // Both are ASCII, so that String's order is the order of bytes.
        (left.family, left.project ?? "") < (right.family, right.project ?? "")
    }
}

extension FieldReader {
    /// Counts in rising order without repetition; absent means none.
    mutating func familyCounts(_ key: String) throws(SchemaError) -> [FamilyCount] {
        let counts: [FamilyCount] = try list(key)
        for (earlier, later) in zip(counts, counts.dropFirst()) where !(earlier < later) {
            throw error(key, .badFormat, "counts rise by family, then by project")
        }
        return counts
    }
}

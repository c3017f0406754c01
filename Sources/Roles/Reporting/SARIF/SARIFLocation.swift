import CanonicalJSON
import Findings

extension JSONValue {
    /// An object of these members; what is nil is left out.
    static func members(_ pairs: (String, JSONValue?)...) -> JSONValue {
        .object(JSONObject(pairs))
    }
}

/// Where something was seen, as SARIF says it.
///
/// Source: SARIF 2.1.0 §3.28, §3.29, §3.30, §3.33.
struct SARIFLocation {
    /// The bundle's name.
    let file: String
    /// Its place among the artifacts; nil for one that isn't there.
    let index: Int?
    /// The place inside it.
    var place = Place.wholeBundle

    /// The start of the file, since a bundle has no lines, and within it the member and the record.
    var object: JSONValue {
        let one = JSONValue.integer(1)
        return .members(
            (
                "physicalLocation",
                .members(
                    (
                        "artifactLocation",
                        .members(
                            ("uri", .string(SARIFText.uri(file))),
                            ("index", index.map { .integer(Int64($0)) }))
                    ),
                    (
                        "region",
                        .members(
                            ("startLine", one), ("startColumn", one), ("endLine", one),
                            ("endColumn", one))
                    ))
            ),
            ("logicalLocations", inside.isEmpty ? nil : .array(inside)))
    }

    private var inside: [JSONValue] {
        let record = Place(log: place.log, sequence: place.sequence, epoch: place.epoch)
        let names = [
            place.member.map { ($0, "member") },
            record == .wholeBundle ? nil : (Wording.place(record), "record"),
        ]
        return names.compactMap { $0 }.map { name, kind in
            .members(("fullyQualifiedName", JSONReport.text(name)), ("kind", .string(kind)))
        }
    }
}

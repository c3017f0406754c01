package import CanonicalJSON

/// What happened in a watched folder: to a file, or to a dataset as a whole.
///
/// Source: docs/formats/records.md §5.
package enum CaptureBody: RecordBody {
    package static let family = "capture"

    /// A file was created, modified or deleted.
    case file(CapturedFile)
    /// A version of a dataset is complete or its state is written down.
    case dataset(CapturedDataset)

    package init(from reader: inout FieldReader) throws(SchemaError) {
        let event = try FieldReader(reader.object, path: reader.path).eventName()
        if event == CapturedDataset.event {
            self = .dataset(try CapturedDataset(from: &reader))
        } else {
            self = .file(try CapturedFile(from: &reader))
        }
    }

    package var json: JSONObject {
        switch self {
        case .file(let file): file.json
        case .dataset(let dataset): dataset.json
        }
    }
}

extension FieldReader {
    fileprivate func eventName() throws(SchemaError) -> String {
        var copy = self
        return try copy.string("event")
    }

    /// A mapped path: segments of the portable alphabet, none empty, `.` or `..`.
    ///
    /// That it maps to bytes and back is the business of the bundle's names.
    mutating func mappedPath(_ key: String) throws(SchemaError) -> String {
        let text = try string(key)
        guard MappedPathSyntax.isValid(text) else {
            throw error(key, .badFormat, "a path of mapped segments is expected")
        }
        return text
    }
}

/// The characters and segments that a mapped path may have.
enum MappedPathSyntax {
    static func isValid(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .allSatisfy { segment in
                !segment.isEmpty && segment.last != UInt8(ascii: ".")
                    && segment.allSatisfy(isAllowed)
            }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}

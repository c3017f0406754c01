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
        let bytes = text.utf8.span
        return end(in: bytes, from: 0) == bytes.count
    }

    /// Where a path that begins at a place ends: at the first byte that no path has.
    ///
    /// - Returns: Nil where what stands up to there isn't a path.
    static func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
        let slash = UInt8(ascii: "/")
        let dot = UInt8(ascii: ".")
        var place = start
        var last = slash
        while place < bytes.count {
            let byte = bytes[place]
            if byte == slash {
                guard last != slash, last != dot else { return nil }
            } else if !isAllowed(byte) {
                break
            }
            last = byte
            place += 1
        }
        return last == slash || last == dot ? nil : place
    }

    /// Whether a segment may have a byte: letters, digits and `. _ - =`.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}

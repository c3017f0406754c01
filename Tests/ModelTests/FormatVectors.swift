import CanonicalJSON
import Cryptography
import Testing
import TrailSealTestKit

/// The published vectors of format version 1, `Tests/Vectors/format-1.json`.
///
/// An independent program made them from the documents; `docs/formats/log.md §14` lists its parts.
struct FormatVectors {
    private let object: JSONObject

    private init(_ object: JSONObject) {
        self.object = object
    }

    /// The whole file, read once.
    private static let whole = Result {
        let bytes = try readFile("\(RepositoryRoot.path)/Tests/Vectors/format-1.json")
        return try JSONText.parse(bytes, maximumBytes: 1 << 24).canonicalised()
    }

    /// The part under a name.
    static func part(_ name: String) throws -> FormatVectors {
        FormatVectors(try #require(whole.get().objectValue?[name]?.objectValue))
    }

    func part(_ name: String) throws -> FormatVectors {
        FormatVectors(try #require(object[name]?.objectValue))
    }

    func parts(_ name: String) throws -> [FormatVectors] {
        let elements = try #require(object[name]?.arrayValue)
        try #require(!elements.isEmpty)
        return try elements.map { FormatVectors(try #require($0.objectValue)) }
    }

    /// What stands under a name; nil where nothing does.
    func value(_ name: String) -> JSONValue? { object[name] }

    func text(_ name: String) throws -> String {
        try #require(object[name]?.stringValue)
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try text(name).utf8)
    }

    func hexBytes(_ name: String) throws -> [UInt8] {
        try #require(Hex.decode(try text(name)))
    }

    func number(_ name: String) throws -> UInt64 {
        UInt64(try #require(object[name]?.integerValue))
    }

    func digest(_ name: String) throws -> Digest {
        try #require(Digest(hex: try text(name)))
    }

    func texts(_ name: String) throws -> [String] {
        try #require(object[name]?.arrayValue).map { try #require($0.stringValue) }
    }

    func digests(_ name: String) throws -> [Digest] {
        try texts(name).map { try #require(Digest(hex: $0)) }
    }
}

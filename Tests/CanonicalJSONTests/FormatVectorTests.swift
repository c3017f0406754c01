import CanonicalJSON
import Testing
import TrailSealTestKit

/// The published vectors of format version 1, which an independent program made.
@Suite struct FormatVectorTests {
    static func cases(_ name: String) throws -> [JSONObject] {
        let bytes = try readFile("\(RepositoryRoot.path)/Tests/Vectors/format-1.json")
        let whole = try JSONText.parse(bytes, maximumBytes: 1 << 24).canonicalised()
        let part = whole.objectValue?["canonicalJson"]?.objectValue?[name]?.arrayValue
        return try #require(part).compactMap(\.objectValue)
    }

    static func bytes(hex: String?) throws -> [UInt8] {
        let digits = Array(try #require(hex).utf8)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
    }

    @Test func acceptedTextComesOutTheSame() throws {
        let cases = try Self.cases("accepted")
        #expect(cases.count > 10)
        for item in cases {
            let bytes = try Self.bytes(hex: item["hex"]?.stringValue)
            #expect(bytes == Array((item["text"]?.stringValue ?? "").utf8))
            #expect(CanonicalJSON.encode(try CanonicalJSON.parse(bytes)) == bytes)
        }
    }

    @Test func otherSpellingsAreRefusedAndHaveTheStatedForm() throws {
        for item in try Self.cases("notCanonical") {
            let text = Array((item["text"]?.stringValue ?? "").utf8)
            #expect(throws: JSONError.self) { try CanonicalJSON.parse(text) }
            let form = CanonicalJSON.encode(try JSONText.parse(text).canonicalised())
            #expect(form == Array((item["canonical"]?.stringValue ?? "").utf8))
        }
    }

    @Test func whatIsNoValueHasNoForm() throws {
        for item in try Self.cases("refused") {
            let bytes = try Self.bytes(hex: item["hex"]?.stringValue)
            #expect(throws: JSONError.self, "\(item["name"]?.stringValue ?? "")") {
                _ = try CanonicalJSON.parse(bytes)
            }
            #expect(throws: JSONError.self, "\(item["name"]?.stringValue ?? "")") {
                _ = try JSONText.parse(bytes).canonicalised()
            }
        }
    }
}

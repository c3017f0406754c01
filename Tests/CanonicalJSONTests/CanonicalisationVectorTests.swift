import CanonicalJSON
import Testing
import TrailSealTestKit

/// The vectors of RFC 8785's author, as far as the narrowed form goes.
@Suite(.enabled(if: SharedData.folder("jcs-vectors") != nil, "jcs-vectors isn't there"))
struct CanonicalisationVectorTests {
    static func file(_ path: String) throws -> [UInt8] {
        try readFile("\(try #require(SharedData.folder("jcs-vectors")))/testdata/\(path)")
    }

    static func fromHex(_ text: [UInt8]) -> [UInt8] {
        String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .compactMap { UInt8($0, radix: 16) }
    }

    @Test(arguments: ["french", "unicode", "weird"])
    func inputGivesTheAuthorsBytes(name: String) throws {
        let value = try JSONText.parse(try Self.file("input/\(name).json")).canonicalised()
        let expected = Self.fromHex(try Self.file("outhex/\(name).txt"))
        #expect(expected.count > 20)
        #expect(CanonicalJSON.encode(value) == expected)
        #expect(try CanonicalJSON.parse(expected) == value)
    }

    @Test(arguments: [
        ("arrays", JSONError.Kind.null, 37), ("structures", .fraction, 41),
        ("values", .fraction, 16),
    ])
    func whatTheProfileLacksIsNamed(name: String, kind: JSONError.Kind, offset: Int) throws {
        let text = try JSONText.parse(try Self.file("input/\(name).json"))
        let error = #expect(throws: JSONError.self) { try text.canonicalised() }
        #expect(error == JSONError(kind, at: offset))
    }
}

import CanonicalJSON
import Testing

/// A text and the first reason against it.
struct Refusal: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let error: JSONError

    init(_ text: String, _ kind: JSONError.Kind, _ offset: Int) {
        self.init(Array(text.utf8), kind, offset)
    }

    init(_ bytes: [UInt8], _ kind: JSONError.Kind, _ offset: Int) {
        self.bytes = bytes
        error = JSONError(kind, at: offset)
    }

    var testDescription: String {
        "\(error.kind): \(String(decoding: bytes.prefix(40), as: UTF8.self))"
    }
}

func quoted(_ bytes: UInt8...) -> [UInt8] { [0x22] + bytes + [0x22] }

@Suite struct RefusalTests {
    /// Wrong in any JSON.
    static let grammar = [
        Refusal("", .empty, 0),
        Refusal("{", .unexpectedEnd, 1),
        Refusal("[1,", .unexpectedEnd, 3),
        Refusal("[1,]", .unexpectedByte, 3),
        Refusal(#"{"a":1,}"#, .unexpectedByte, 7),
        Refusal(#"{"a"}"#, .unexpectedByte, 4),
        Refusal("{1:2}", .unexpectedByte, 1),
        Refusal("[1]]", .trailingBytes, 3),
        Refusal("truE", .unexpectedByte, 3),
        Refusal("tru", .unexpectedEnd, 3),
        Refusal("+1", .unexpectedByte, 0),
        Refusal("-", .unexpectedEnd, 1),
        Refusal("01", .leadingZero, 0),
        Refusal("-01", .leadingZero, 1),
        Refusal("1.", .unexpectedEnd, 2),
        Refusal("1e+", .unexpectedEnd, 3),
        Refusal("\u{FEFF}{}", .byteOrderMark, 0),
        Refusal(#""abc"#, .unexpectedEnd, 4),
        Refusal(#""abc\"#, .unexpectedEnd, 5),
        Refusal("\"a\u{0}b\"", .controlCharacter, 2),
        Refusal("\"a\u{1F}b\"", .controlCharacter, 2),
        Refusal("\"a\nb\"", .controlCharacter, 2),
        Refusal(#""\x41""#, .invalidEscape, 1),
        Refusal(#""\u12G4""#, .invalidEscape, 1),
        Refusal(#""\u12""#, .invalidEscape, 1),
        Refusal(#""a\ud800""#, .loneSurrogate, 2),
        Refusal(#""\udc00""#, .loneSurrogate, 1),
        Refusal(#""\ud800\u0041""#, .loneSurrogate, 1),
        Refusal(#""\ud800\ud800""#, .loneSurrogate, 1),
        Refusal(quoted(0xC0, 0xAF), .invalidUTF8, 1),
        Refusal(quoted(0x61, 0xE0, 0x80, 0xAF), .invalidUTF8, 2),
        Refusal(quoted(0xF0, 0x80, 0x80, 0xAF), .invalidUTF8, 1),
        Refusal(quoted(0xED, 0xA0, 0x80), .invalidUTF8, 1),
        Refusal(quoted(0xF4, 0x90, 0x80, 0x80), .invalidUTF8, 1),
        Refusal(quoted(0xFF), .invalidUTF8, 1),
        Refusal(quoted(0x5C, 0x6E, 0xFF), .invalidUTF8, 3),
        Refusal(#"{"a":1,"a":2}"#, .duplicateKey, 7),
        Refusal(#"[{"":1,"":2}]"#, .duplicateKey, 7),
        Refusal(String(repeating: "[", count: 33), .tooDeep, 32),
        Refusal(String(repeating: #"{"a":"#, count: 33), .tooDeep, 160),
    ]

    /// Right in general, but not the one canonical spelling.
    static let spelling = [
        Refusal(" {}", .whiteSpace, 0),
        Refusal("{}\n", .whiteSpace, 2),
        Refusal("{ }", .whiteSpace, 1),
        Refusal(#"{"a": 1}"#, .whiteSpace, 5),
        Refusal(#"{"a":1 }"#, .whiteSpace, 6),
        Refusal("[1,\t2]", .whiteSpace, 3),
        Refusal(#"{"b":1,"a":2}"#, .keyOrder, 7),
        Refusal("{\"\u{E000}\":1,\"\u{1F600}\":2}", .keyOrder, 9),
        Refusal(#""\/""#, .escapeSpelling, 1),
        Refusal(#""a\u0041""#, .escapeSpelling, 2),
        Refusal(#""\u000a""#, .escapeSpelling, 1),
        Refusal(#""\u001F""#, .escapeSpelling, 1),
        Refusal(#""\u007f""#, .escapeSpelling, 1),
        Refusal(#""\u0022""#, .escapeSpelling, 1),
        Refusal(#""\u20ac""#, .escapeSpelling, 1),
        Refusal(#""\ud83d\ude00""#, .escapeSpelling, 1),
        Refusal("null", .null, 0),
        Refusal("[1,null]", .null, 3),
        Refusal("1.0", .fraction, 0),
        Refusal("1e2", .exponent, 0),
        Refusal("[1E400]", .exponent, 1),
        Refusal("-0", .negativeZero, 0),
        Refusal("9007199254740992", .integerOutOfRange, 0),
        Refusal("-9007199254740992", .integerOutOfRange, 0),
        Refusal("9223372036854775808", .integerOutOfRange, 0),
        Refusal("[123456789012345678901234567890]", .integerOutOfRange, 1),
    ]

    @Test(arguments: grammar + spelling)
    func canonicalReaderNamesTheFirstReason(_ refusal: Refusal) {
        let error = #expect(throws: JSONError.self) { try CanonicalJSON.parse(refusal.bytes) }
        #expect(error == refusal.error)
    }

    @Test(arguments: grammar)
    func generalReaderRefusesWrongGrammar(_ refusal: Refusal) {
        let error = #expect(throws: JSONError.self) { try JSONText.parse(refusal.bytes) }
        #expect(error == refusal.error)
    }

    @Test(arguments: spelling)
    func generalReaderAllowsOtherSpellings(_ refusal: Refusal) throws {
        _ = try JSONText.parse(refusal.bytes)
    }

    @Test func everyReasonHasItsOwnSentence() {
        #expect(Set(JSONError.Kind.allCases.map(\.sentence)).count == JSONError.Kind.allCases.count)
        #expect(JSONError(.null, at: 7).description.hasSuffix("(byte 7)"))
    }

    @Test func longTextIsRefusedUnread() {
        let error = #expect(throws: JSONError.self) {
            try JSONText.parse(Array("[1]".utf8), maximumBytes: 2)
        }
        #expect(error == JSONError(.tooLong, at: 2))
    }

    @Test func depthThirtyTwoIsRead() throws {
        let text = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        let bytes = Array(text.utf8)
        #expect(CanonicalJSON.encode(try CanonicalJSON.parse(bytes)) == bytes)
    }

    @Test func valuesOfEveryKindAreCounted() throws {
        let text = Array(#"{"a":[1,"x",true,[],{"b":[[2]]}]}"#.utf8)
        #expect(try CanonicalJSON.parse(text, maximumValues: 10).valueCount == 10)
        let error = #expect(throws: JSONError.self) {
            try CanonicalJSON.parse(text, maximumValues: 9)
        }
        #expect(error == JSONError(.tooManyValues, at: 27))
    }

    @Test func moreValuesThanALineMayHaveAreRefused() throws {
        let most = CanonicalJSON.maximumValues
        let elements = JSONValue.array([JSONValue](repeating: 0, count: most - 1))
        let bytes = CanonicalJSON.encode(elements)
        #expect(try CanonicalJSON.parse(bytes) == elements)
        let error = #expect(throws: JSONError.self) {
            try CanonicalJSON.parse(CanonicalJSON.encode([elements]))
        }
        #expect(error?.kind == .tooManyValues)
    }

    @Test func noCallerCanAskForAStackOverflow() {
        let bytes = [UInt8](repeating: 0x5B, count: 1 << 20)
        let error = #expect(throws: JSONError.self) {
            try JSONText.parse(bytes, maximumDepth: .max)
        }
        #expect(error == JSONError(.tooDeep, at: 512))
    }
}

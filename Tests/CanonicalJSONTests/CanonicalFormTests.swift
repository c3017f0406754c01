import CanonicalJSON
import Testing

@Suite struct CanonicalFormTests {
    @Test(arguments: [
        "{}", "[]", "0", "-1", "true", "false", #""""#, "9007199254740991", "-9007199254740991",
        #"{"":1}"#, #"{"a":[1,{"b":"c"}],"b":false}"#,
        #""\u0000\b\t\n\u000b\f\r\u001f\"\\/\#u{7F}\#u{80}\#u{20AC}\#u{1F600}\#u{FFFF}""#,
        "{\"\u{1F600}\":1,\"\u{E000}\":2,\"\u{FFFF}\":3}", "{\"e\u{301}\":1,\"\u{E9}\":2}",
    ])
    func canonicalTextComesOutTheSame(text: String) throws {
        let bytes = Array(text.utf8)
        #expect(CanonicalJSON.encode(try CanonicalJSON.parse(bytes)) == bytes)
    }

    @Test func keysSortByUTF16CodeUnits() throws {
        let keys = [
            "\u{FFFD}", "\u{10FFFF}", "\u{E000}", "\u{D7FF}", "\u{1F600}", "z", "", "\r", "zz",
        ]
        let object = JSONObject(keys.map { ($0, .integer(1)) })
        let expected = keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
        #expect(object.keys.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }

    @Test func equivalentSpellingsAreTwoKeysAndTwoValues() {
        var object: JSONObject = ["\u{E9}": 1]
        object["e\u{301}"] = 2
        #expect(object.count == 2)
        #expect(object["\u{E9}"] == 1)
        #expect(JSONValue.string("\u{E9}") != JSONValue.string("e\u{301}"))
        #expect(Set<JSONValue>(["\u{E9}", "e\u{301}", "\u{E9}"]).count == 2)
    }

    @Test func absentMembersAreLeftOut() {
        let object = JSONObject([("b", 1), ("a", nil), ("c", "x"), ("b", 2)])
        #expect(CanonicalJSON.encode(.object(object)) == Array(#"{"b":2,"c":"x"}"#.utf8))
    }

    @Test func settingNilRemovesAMember() {
        var object: JSONObject = ["a": 1, "b": 2, "c": 3]
        object["b"] = nil
        object["d"] = nil
        #expect(object.keys == ["a", "c"])
        object["a"] = true
        #expect(object == ["c": 3, "a": true])
        #expect(object.map(\.key) == ["a", "c"])
    }

    @Test func valuesAreAskedByKind() {
        let value: JSONValue = ["s": "x", "i": 4, "b": true, "a": [1], "o": ["k": "v"]]
        let object = value.objectValue
        #expect(object?["s"]?.stringValue == "x")
        #expect(object?["i"]?.integerValue == 4)
        #expect(object?["b"]?.booleanValue == true)
        #expect(object?["a"]?.arrayValue == [1])
        #expect(object?["o"]?.objectValue == ["k": "v"])
        #expect(object?["s"]?.integerValue == nil)
        #expect(object?["x"] == nil)
    }

    @Test func textKeepsSpellingAndPlace() throws {
        let text = try JSONText.parse(Array(#" { "b" : 1.50e+2, "a": null } "#.utf8))
        guard case .object(let members) = text.content else {
            Issue.record("not an object")
            return
        }
        #expect(members.map(\.key) == ["b", "a"])
        #expect(members.map(\.offset) == [3, 18])
        #expect(members[0].value == JSONText.Value(content: .number("1.50e+2"), offset: 9))
        #expect(members[1].value == JSONText.Value(content: .null, offset: 23))
    }

    @Test func repeatedKeysNeverNarrow() throws {
        let text = try JSONText.parse(Array(#"{"a":1,"a":1}"#.utf8), tolerance: .duplicateKeys)
        let error = #expect(throws: JSONError.self) { try text.canonicalised() }
        #expect(error == JSONError(.duplicateKey, at: 7))
    }
}

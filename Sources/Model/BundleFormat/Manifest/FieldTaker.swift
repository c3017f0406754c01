import CanonicalJSON
import Cryptography
import Records

/// Takes the members of a JSON object one by one and remembers which nobody asked for.
struct FieldTaker {
    let path: String
    private let object: JSONObject
    /// The members that somebody asked for, by their place in the object.
    private var asked = PlaceSet()

    /// Looks at a value that must be an object.
    init(_ value: JSONValue?, path: String) throws(FormatProblem) {
        guard let object = value?.objectValue else {
            throw .field(path: path.isEmpty ? "/" : path, expected: "an object")
        }
        self.path = path
        self.object = object
    }

    /// The paths of the members that were not taken.
    var unknown: [String] {
        guard asked.count < object.count else { return [] }
        return object.keys.enumerated().filter { !asked.contains($0.offset) }
            .map { "\(path)/\($0.element)" }
    }

    mutating func value(_ key: String) -> JSONValue? {
        guard let place = object.place(of: key) else { return nil }
        asked.insert(place)
        return object.value(at: place)
    }

    mutating func text(_ key: String) throws(FormatProblem) -> String {
        try required(value(key)?.stringValue, key, "a string")
    }

    mutating func digest(_ key: String) throws(FormatProblem) -> Digest {
        try required(
            value(key)?.stringValue.flatMap(Digest.init(hex:)), key, "64 lower-case hex digits")
    }

    mutating func count(_ key: String) throws(FormatProblem) -> UInt64 {
        let number = value(key)?.integerValue.flatMap { UInt64(exactly: $0) }
        return try required(number, key, "a whole number from 0 on")
    }

    mutating func array(_ key: String) throws(FormatProblem) -> [JSONValue] {
        try required(value(key)?.arrayValue, key, "an array")
    }

    mutating func object(_ key: String) throws(FormatProblem) -> FieldTaker {
        try FieldTaker(value(key), path: "\(path)/\(key)")
    }

    mutating func word<Word: RawRepresentable<String>>(
        _ key: String, of type: Word.Type
    ) throws(FormatProblem) -> Word {
        try required(
            value(key)?.stringValue.flatMap(Word.init(rawValue:)), key, "one of the known words")
    }

    func required<Value>(
        _ value: Value?, _ key: String, _ expected: String
    ) throws(FormatProblem) -> Value {
        guard let value else { throw .field(path: "\(path)/\(key)", expected: expected) }
        return value
    }

    /// Reads the version, which is 1.
    mutating func version() throws(FormatProblem) {
        let number = try required(value("v")?.integerValue, "v", "a version number")
        if number != 1 { throw .unknownVersion(number) }
    }
}

extension UInt64 {
    /// The number as JSON; beyond 2^53−1 every reader refuses it.
    var json: JSONValue { .integer(Int64(clamping: self)) }
}

extension Digest {
    /// The digest as JSON: 64 hex digits.
    var json: JSONValue { .string(hex) }
}

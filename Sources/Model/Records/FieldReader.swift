package import CanonicalJSON
package import Cryptography

/// A value that is read from the members of one JSON object and written back as one.
package protocol FieldReadable: Hashable, Sendable {
    /// Takes its fields from the reader and leaves the others to be listed as unknown.
    init(from reader: inout FieldReader) throws(SchemaError)
    /// The object that `init(from:)` would read.
    var json: JSONObject { get }
}

extension FieldReadable {
    /// Reads a value from a whole object; fields that it doesn't know are left aside.
    ///
    /// - Throws: The first field that is wrong.
    package init(json object: JSONObject) throws(SchemaError) {
        var reader = FieldReader(object)
        try self.init(from: &reader)
    }

    /// The value as JSON.
    package var jsonValue: JSONValue { .object(json) }
}

/// Hands out the fields of one object with their paths and remembers which were asked for.
///
/// Every method throws a `SchemaError` that names the field. An empty text or list is refused: what
/// a record can't fill is absent. Paths are put together only for an error or an unknown field: a
/// log of a million sound records makes none.
///
/// Source: docs/formats/records.md §1.
package struct FieldReader {
    /// The object that is read.
    package let object: JSONObject
    /// Its place as a JSON pointer, below that of the reader it is nested in; empty for the outermost.
    package let path: String
    /// The members that somebody asked for, by their place in the object.
    private var asked = PlaceSet()
    private var unknownBelow: [String] = []

    /// Begins to read an object.
    ///
    /// - Parameters:
    ///   - object: The members.
    ///   - path: Where the object lies, as a JSON pointer.
    package init(_ object: JSONObject, path: String = "") {
        self.object = object
        self.path = path
    }

    /// The paths of all members that nobody asked for, here and in the objects read below.
    package var unknownFields: [String] {
        guard asked.count < object.count else { return unknownBelow }
        let own = object.keys.enumerated().filter { !asked.contains($0.offset) }
        return own.map { place(of: $0.element) } + unknownBelow
    }

    /// The JSON pointer of a member of this object.
    package func place(of key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
        else { return "\(path)/\(key)" }
        var escaped = "\(path)/"
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The JSON pointer of a member, or of an element of the list that it is.
    private func place(of key: String, _ index: Int?) -> String {
        index.map { "\(place(of: key))/\($0)" } ?? place(of: key)
    }

    /// An error about a member of this object.
    package func error(_ key: String, _ kind: SchemaError.Kind, _ text: String) -> SchemaError {
        SchemaError(path: place(of: key), kind: kind, text: text)
    }

    /// The member of any type; nil when absent.
    package mutating func optionalValue(_ key: String) -> JSONValue? {
        guard let place = object.place(of: key) else { return nil }
        asked.insert(place)
        return object.value(at: place)
    }

    /// Requires what an optional reading gave.
    package func required<T>(_ key: String, _ value: T?) throws(SchemaError) -> T {
        guard let value else { throw error(key, .missing, "a required field is absent") }
        return value
    }

    /// Reads a nested object, whose paths begin at its own place.
    private mutating func nested<T: FieldReadable>(
        _ object: JSONObject, _ key: String, _ index: Int? = nil
    ) throws(SchemaError) -> T {
        var reader = FieldReader(object)
        let value: T
        do throws(SchemaError) { value = try T(from: &reader) } catch {
            let path = place(of: key, index) + error.path
            throw SchemaError(path: path, kind: error.kind, text: error.text)
        }
        let unknown = reader.unknownFields
        if !unknown.isEmpty {
            let place = place(of: key, index)
            unknownBelow += unknown.map { place + $0 }
        }
        return value
    }
}

// MARK: Texts

extension FieldReader {
    /// A text that isn't empty; nil when absent.
    package mutating func optionalString(_ key: String) throws(SchemaError) -> String? {
        guard let value = optionalValue(key) else { return nil }
        guard let text = value.stringValue else {
            throw error(key, .wrongType, "a text is expected")
        }
        if text.isEmpty { throw error(key, .empty, "an empty text has to be left out") }
        return text
    }

    /// A text that isn't empty.
    package mutating func string(_ key: String) throws(SchemaError) -> String {
        try required(key, try optionalString(key))
    }

    /// A SHA-256 value as 64 lower-case hex digits; nil when absent.
    package mutating func optionalDigest(_ key: String) throws(SchemaError) -> Digest? {
        guard let text = try optionalString(key) else { return nil }
        guard let digest = Digest(hex: text) else {
            throw error(key, .badFormat, "64 lower-case hex digits are expected")
        }
        return digest
    }

    /// A SHA-256 value as 64 lower-case hex digits.
    package mutating func digest(_ key: String) throws(SchemaError) -> Digest {
        try required(key, try optionalDigest(key))
    }

    /// Bytes as lower-case hex digits of a fixed number.
    package mutating func hexBytes(_ key: String, count: Int) throws(SchemaError) -> [UInt8] {
        guard let bytes = Hex.decode(try string(key)), bytes.count == count else {
            throw error(key, .badFormat, "\(count * 2) lower-case hex digits are expected")
        }
        return bytes
    }

    /// A project label, 16 lower-case hex digits; nil when absent.
    package mutating func optionalLabel(_ key: String) throws(SchemaError) -> String? {
        guard let text = try optionalString(key) else { return nil }
        guard ProjectLabel.isValid(text) else {
            throw error(key, .badFormat, "16 lower-case hex digits are expected")
        }
        return text
    }

    /// Bytes in canonical base64.
    package mutating func base64(_ key: String) throws(SchemaError) -> [UInt8] {
        guard let bytes = Base64.decode(try string(key)) else {
            throw error(key, .badFormat, "canonical base64 is expected")
        }
        return bytes
    }

    /// A point in time in the form with nine digits; nil when absent.
    package mutating func optionalTime(_ key: String) throws(SchemaError) -> Timestamp? {
        guard let text = try optionalString(key) else { return nil }
        guard let time = Timestamp(canonical: text) else {
            throw error(key, .badFormat, "YYYY-MM-DDThh:mm:ss.nnnnnnnnnZ is expected")
        }
        return time
    }

    /// A point in time in the form with nine digits.
    package mutating func time(_ key: String) throws(SchemaError) -> Timestamp {
        try required(key, try optionalTime(key))
    }

    /// One of a closed list of words; nil when absent.
    package mutating func optionalChoice<T: RawRepresentable>(
        _ key: String, of type: T.Type = T.self
    ) throws(SchemaError) -> T? where T.RawValue == String {
        guard let text = try optionalString(key) else { return nil }
        guard let choice = T(rawValue: text) else {
            throw error(key, .unknownValue, "the value is none of those that the field knows")
        }
        return choice
    }

    /// One of a closed list of words.
    package mutating func choice<T: RawRepresentable>(
        _ key: String, of type: T.Type = T.self
    ) throws(SchemaError) -> T where T.RawValue == String {
        try required(key, try optionalChoice(key, of: type))
    }

    /// A text that has to be one certain word.
    package mutating func constant(_ key: String, _ word: String) throws(SchemaError) {
        guard try string(key) == word else {
            throw error(key, .unknownValue, "\(word) is expected")
        }
    }
}

// MARK: Numbers and flags

extension FieldReader {
    /// A whole number in a range; nil when absent.
    package mutating func optionalInteger(
        _ key: String, in range: ClosedRange<Int64>
    ) throws(SchemaError) -> Int64? {
        guard let value = optionalValue(key) else { return nil }
        guard let number = value.integerValue else {
            throw error(key, .wrongType, "a whole number is expected")
        }
        guard range.contains(number) else {
            throw error(
                key, .outOfRange, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A whole number in a range.
    package mutating func integer(
        _ key: String, in range: ClosedRange<Int64>
    ) throws(SchemaError) -> Int64 {
        try required(key, try optionalInteger(key, in: range))
    }

    /// A count or sequence number, 0 to 2^53−1; nil when absent.
    package mutating func optionalCount(_ key: String) throws(SchemaError) -> UInt64? {
        try optionalInteger(key, in: 0...JSONValue.largestInteger).map { UInt64($0) }
    }

    /// A count or sequence number, 0 to 2^53−1.
    package mutating func count(_ key: String) throws(SchemaError) -> UInt64 {
        try required(key, try optionalCount(key))
    }

    /// A truth value; nil when absent.
    package mutating func optionalFlag(_ key: String) throws(SchemaError) -> Bool? {
        guard let value = optionalValue(key) else { return nil }
        guard let flag = value.booleanValue else {
            throw error(key, .wrongType, "true or false is expected")
        }
        return flag
    }

    /// A flag that is written only when it holds: true or absent.
    package mutating func mark(_ key: String) throws(SchemaError) -> Bool {
        guard let flag = try optionalFlag(key) else { return false }
        guard flag else { throw error(key, .notAllowed, "false has to be left out") }
        return true
    }
}

// MARK: Objects and lists

extension FieldReader {
    /// An object as it stands; nil when absent.
    package mutating func optionalObject(_ key: String) throws(SchemaError) -> JSONObject? {
        guard let value = optionalValue(key) else { return nil }
        guard let object = value.objectValue else {
            throw error(key, .wrongType, "an object is expected")
        }
        return object
    }

    /// An object as it stands.
    package mutating func object(_ key: String) throws(SchemaError) -> JSONObject {
        try required(key, try optionalObject(key))
    }

    /// An object read as a value; nil when absent.
    package mutating func optional<T: FieldReadable>(
        _ key: String, as type: T.Type = T.self
    ) throws(SchemaError) -> T? {
        guard let object = try optionalObject(key) else { return nil }
        return try nested(object, key)
    }

    /// An object read as a value.
    package mutating func value<T: FieldReadable>(
        _ key: String, as type: T.Type = T.self
    ) throws(SchemaError) -> T {
        try required(key, try optional(key, as: type))
    }

    /// A list of anything, not empty; nil when absent.
    package mutating func optionalArray(_ key: String) throws(SchemaError) -> [JSONValue]? {
        guard let value = optionalValue(key) else { return nil }
        guard let elements = value.arrayValue else {
            throw error(key, .wrongType, "a list is expected")
        }
        if elements.isEmpty { throw error(key, .empty, "an empty list has to be left out") }
        return elements
    }

    /// A list of objects read as values; absent means none.
    package mutating func list<T: FieldReadable>(
        _ key: String, of type: T.Type = T.self
    ) throws(SchemaError) -> [T] {
        var values: [T] = []
        for (index, element) in (try optionalArray(key) ?? []).enumerated() {
            guard let object = element.objectValue else {
                throw SchemaError(
                    path: place(of: key, index), kind: .wrongType, text: "an object is expected")
            }
            values.append(try nested(object, key, index))
        }
        return values
    }

    /// A list of texts, none of them empty; absent means none.
    package mutating func strings(_ key: String) throws(SchemaError) -> [String] {
        var texts: [String] = []
        for (index, element) in (try optionalArray(key) ?? []).enumerated() {
            guard let text = element.stringValue else {
                throw SchemaError(
                    path: place(of: key, index), kind: .wrongType, text: "a text is expected")
            }
            guard !text.isEmpty else {
                throw SchemaError(
                    path: place(of: key, index), kind: .empty, text: "a text mustn't be empty")
            }
            texts.append(text)
        }
        return texts
    }

    /// A list of sequence numbers, strictly rising; absent means none.
    package mutating func sequences(_ key: String) throws(SchemaError) -> [UInt64] {
        var numbers: [UInt64] = []
        for (index, element) in (try optionalArray(key) ?? []).enumerated() {
            guard let number = element.integerValue else {
                throw SchemaError(
                    path: place(of: key, index), kind: .wrongType,
                    text: "a whole number is expected")
            }
            guard number >= 0, UInt64(number) > numbers.last ?? 0 || numbers.isEmpty else {
                throw SchemaError(
                    path: place(of: key, index), kind: .outOfRange,
                    text: "sequence numbers have to rise")
            }
            numbers.append(UInt64(number))
        }
        return numbers
    }

    /// Requires a list to have at least one element.
    package func filled<T>(_ key: String, _ list: [T]) throws(SchemaError) -> [T] {
        if list.isEmpty { throw error(key, .missing, "a required list is absent") }
        return list
    }
}

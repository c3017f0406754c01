/// What one reader makes of the grammar: the values it builds and what it refuses.
///
/// The grammar itself is in `JSONReader`, once for both forms.
protocol JSONForm {
    associatedtype Value
    associatedtype Members: JSONMembers where Members.Value == Value

    /// Whether only the one canonical spelling is read.
    static var isCanonical: Bool { get }
    static func makeMembers(_ tolerance: JSONText.Tolerance) -> Members
    static func object(_ members: consuming Members, at offset: Int) -> Value
    static func array(_ elements: [Value], at offset: Int) -> Value
    static func string(_ text: String, at offset: Int) -> Value
    static func number(_ shape: JSONNumberShape, in bytes: Span<UInt8>) throws(JSONError) -> Value
    static func boolean(_ flag: Bool, at offset: Int) -> Value
    static func null(at offset: Int) throws(JSONError) -> Value
}

/// Collects the members of one object in the order of the text.
protocol JSONMembers {
    associatedtype Value
    /// Is told each key before its value is read.
    mutating func begin(key: String, at offset: Int) throws(JSONError)
    mutating func add(key: String, at offset: Int, value: Value)
}

/// The form that TrailSeal writes: `JSONValue`, one spelling.
enum CanonicalForm: JSONForm {
    struct Members: JSONMembers {
        var sorted: [JSONObject.Member] = []

        mutating func begin(key: String, at offset: Int) throws(JSONError) {
            guard let last = sorted.last else { return }
            let order = UTF16Order.compare(last.key.utf8.span, key.utf8.span)
            if order == 0 { throw JSONError(.duplicateKey, at: offset) }
            if order > 0 { throw JSONError(.keyOrder, at: offset) }
        }

        mutating func add(key: String, at offset: Int, value: JSONValue) {
            sorted.append(JSONObject.Member(key: key, value: value))
        }
    }

    static var isCanonical: Bool { true }
    static func makeMembers(_ tolerance: JSONText.Tolerance) -> Members { Members() }
    static func object(_ members: consuming Members, at offset: Int) -> JSONValue {
        .object(JSONObject(sorted: members.sorted))
    }
    static func array(_ elements: [JSONValue], at offset: Int) -> JSONValue { .array(elements) }
    static func string(_ text: String, at offset: Int) -> JSONValue { .string(text) }
    static func number(
        _ shape: JSONNumberShape, in bytes: Span<UInt8>
    ) throws(JSONError) -> JSONValue {
        .integer(try shape.canonicalInteger(in: bytes, base: 0))
    }
    static func boolean(_ flag: Bool, at offset: Int) -> JSONValue { .boolean(flag) }
    static func null(at offset: Int) throws(JSONError) -> JSONValue {
        throw JSONError(.null, at: offset)
    }
}

/// The general form that people write: `JSONText.Value`.
enum GeneralForm: JSONForm {
    struct Members: JSONMembers {
        let tolerance: JSONText.Tolerance
        var seen: Set<ExactText> = []
        var inOrder: [JSONText.Member] = []

        mutating func begin(key: String, at offset: Int) throws(JSONError) {
            let isNew = seen.insert(ExactText(text: key)).inserted
            if !isNew && !tolerance.contains(.duplicateKeys) {
                throw JSONError(.duplicateKey, at: offset)
            }
        }

        mutating func add(key: String, at offset: Int, value: JSONText.Value) {
            inOrder.append(JSONText.Member(key: key, offset: offset, value: value))
        }
    }

    static var isCanonical: Bool { false }
    static func makeMembers(_ tolerance: JSONText.Tolerance) -> Members {
        Members(tolerance: tolerance)
    }
    static func object(_ members: consuming Members, at offset: Int) -> JSONText.Value {
        JSONText.Value(content: .object(members.inOrder), offset: offset)
    }
    static func array(_ elements: [JSONText.Value], at offset: Int) -> JSONText.Value {
        JSONText.Value(content: .array(elements), offset: offset)
    }
    static func string(_ text: String, at offset: Int) -> JSONText.Value {
        JSONText.Value(content: .string(text), offset: offset)
    }
    static func number(_ shape: JSONNumberShape, in bytes: Span<UInt8>) -> JSONText.Value {
        var text = ""
        text.reserveCapacity(shape.end - shape.start)
        for index in shape.start..<shape.end {
            text.unicodeScalars.append(Unicode.Scalar(bytes[index]))
        }
        return JSONText.Value(content: .number(text), offset: shape.start)
    }
    static func boolean(_ flag: Bool, at offset: Int) -> JSONText.Value {
        JSONText.Value(content: .boolean(flag), offset: offset)
    }
    static func null(at offset: Int) -> JSONText.Value {
        JSONText.Value(content: .null, offset: offset)
    }
}

/// A string that equals another only byte for byte.
struct ExactText: Hashable {
    let text: String

    static func == (left: ExactText, right: ExactText) -> Bool {
        UTF16Order.areSame(left.text, right.text)
    }

    func hash(into hasher: inout Hasher) {
        UTF16Order.hash(text, into: &hasher)
    }
}

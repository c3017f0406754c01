/// One JSON value of the narrowed form that TrailSeal writes.
///
/// There is no null and no fraction: what is absent has no member, and measured values are decimal
/// strings. Equality and hash go by bytes, so two spellings of one letter are two strings, unlike
/// `String`'s own equality.
///
/// Source: docs/formats/canonical-json.md §1.
package enum JSONValue: Sendable {
    /// Members without order or repetition.
    case object(JSONObject)
    /// Values in order.
    case array([JSONValue])
    /// Any Unicode text.
    case string(String)
    /// A whole number, within ±(2^53−1): a reader refuses one outside.
    case integer(Int64)
    /// True or false.
    case boolean(Bool)

    /// The largest magnitude of an integer, 2^53−1.
    package static let largestInteger: Int64 = 9_007_199_254_740_991
}

extension JSONValue {
    /// The text, if this is a string.
    package var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number, if this is an integer.
    package var integerValue: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The truth value, if this is one.
    package var booleanValue: Bool? {
        if case .boolean(let flag) = self { flag } else { nil }
    }

    /// The elements, if this is an array.
    package var arrayValue: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members, if this is an object.
    package var objectValue: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The number of values, this one and everything inside it.
    package var valueCount: Int {
        switch self {
        case .object(let object): object.reduce(1) { $0 + $1.value.valueCount }
        case .array(let elements): elements.reduce(1) { $0 + $1.valueCount }
        case .string, .integer, .boolean: 1
        }
    }
}

extension JSONValue: Hashable {
    /// Whether both encode to the same bytes.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.object(let a), .object(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.string(let a), .string(let b)): UTF16Order.areSame(a, b)
        case (.integer(let a), .integer(let b)): a == b
        case (.boolean(let a), .boolean(let b)): a == b
        default: false
        }
    }

    /// Feeds the kind and the bytes of the value.
    package func hash(into hasher: inout Hasher) {
        switch self {
        case .object(let object):
            hasher.combine(0)
            hasher.combine(object)
        case .array(let elements):
            hasher.combine(1)
            hasher.combine(elements)
        case .string(let text):
            hasher.combine(2)
            UTF16Order.hash(text, into: &hasher)
        case .integer(let number):
            hasher.combine(3)
            hasher.combine(number)
        case .boolean(let flag):
            hasher.combine(4)
            hasher.combine(flag)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
    /// A string.
    package init(stringLiteral value: String) { self = .string(value) }
    /// An integer.
    package init(integerLiteral value: Int64) { self = .integer(value) }
    /// A truth value.
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// An array of the elements in order.
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

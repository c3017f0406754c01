package import CanonicalJSON
package import Cryptography

/// Spellings of our own types as JSON values, nil in and nil out.
extension JSONValue {
    /// A digest as 64 lower-case hex digits.
    package static func digest(_ digest: Digest?) -> JSONValue? { digest.map { .string($0.hex) } }

    /// A text.
    package static func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }

    /// A point in time with nine digits.
    package static func time(_ time: Timestamp?) -> JSONValue? { time.map { .string($0.text) } }

    /// A count; one above 2^53−1 comes out as that number, which no reader takes for another.
    package static func count(_ count: UInt64?) -> JSONValue? {
        count.map { .integer(min(Int64(clamping: $0), largestInteger)) }
    }

    /// Bytes as lower-case hex digits.
    package static func hex(_ bytes: [UInt8]) -> JSONValue { .string(Hex.encode(bytes)) }

    /// Bytes as base64.
    package static func base64(_ bytes: [UInt8]) -> JSONValue { .string(Base64.encode(bytes)) }

    /// True, or nothing when false.
    package static func mark(_ flag: Bool) -> JSONValue? { flag ? .boolean(true) : nil }

    /// A list of texts, or nothing when there is none.
    package static func texts(_ texts: [String]) -> JSONValue? {
        texts.isEmpty ? nil : .array(texts.map { .string($0) })
    }

    /// A list of counts, or nothing when there is none.
    package static func counts(_ counts: [UInt64]) -> JSONValue? {
        counts.isEmpty ? nil : .array(counts.compactMap { .count($0) })
    }

    /// An object made of a value's fields.
    package static func fields<T: FieldReadable>(_ value: T?) -> JSONValue? {
        value.map { .object($0.json) }
    }

    /// A list of such objects, or nothing when there is none.
    package static func list<T: FieldReadable>(_ values: [T]) -> JSONValue? {
        values.isEmpty ? nil : .array(values.map { .object($0.json) })
    }

    /// The word of a closed list.
    package static func choice<T: RawRepresentable>(
        _ choice: T?
    ) -> JSONValue? where T.RawValue == String {
        choice.map { .string($0.rawValue) }
    }
}

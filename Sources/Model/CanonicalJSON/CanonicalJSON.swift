/// The one byte form of a JSON value, read and written.
///
/// RFC 8785 narrowed: UTF-8 without byte order mark or white space, keys in UTF-16 order, integers
/// within ±(2^53−1) only, no null. What `parse` accepts, `encode` gives back byte for byte.
///
/// Source: docs/formats/canonical-json.md.
package enum CanonicalJSON {
    /// The depth that format version 1 allows, the outermost container counting as 1.
    package static let maximumDepth = 32
    /// The values of one text that format version 1 allows, the outermost counting as 1.
    ///
    /// A value costs a reader up to 64 bytes, whatever it cost the writer: `[[0]]` is three of them.
    package static let maximumValues = 1 << 16

    /// Reads one value that is in canonical form and fills `bytes`.
    ///
    /// - Parameters:
    ///   - bytes: The whole text.
    ///   - maximumDepth: Containers inside each other, at most 512.
    ///   - maximumValues: Values of all kinds.
    /// - Throws: The first reason against the text, with its offset.
    package static func parse(
        _ bytes: [UInt8], maximumDepth: Int = maximumDepth, maximumValues: Int = maximumValues
    ) throws(JSONError) -> JSONValue {
        try parse(bytes.span, maximumDepth: maximumDepth, maximumValues: maximumValues)
    }

    /// Reads one value that is in canonical form and fills `bytes`.
    ///
    /// - Parameters:
    ///   - bytes: The whole text.
    ///   - maximumDepth: Containers inside each other, at most 512.
    ///   - maximumValues: Values of all kinds.
    /// - Throws: The first reason against the text, with its offset.
    package static func parse(
        _ bytes: Span<UInt8>, maximumDepth: Int = maximumDepth,
        maximumValues: Int = maximumValues
    ) throws(JSONError) -> JSONValue {
        var reader = JSONReader<CanonicalForm>(
            maximumDepth: maximumDepth, maximumValues: maximumValues)
        return try reader.document(bytes)
    }

    /// Reads one value that begins at a place of a longer text; what follows isn't looked at.
    ///
    /// - Returns: The value and the place behind it.
    /// - Throws: The first reason against the value, with its offset in the whole text.
    package static func parseFirst(
        in bytes: Span<UInt8>, from place: Int
    ) throws(JSONError) -> (value: JSONValue, end: Int) {
        var reader = JSONReader<CanonicalForm>(
            maximumDepth: maximumDepth, maximumValues: maximumValues)
        reader.position = place
        let value = try reader.readValue(bytes)
        return (value, reader.position)
    }

    /// The canonical bytes of a value.
    package static func encode(_ value: JSONValue) -> [UInt8] {
        var output: [UInt8] = []
        // Most values are records of some 500 to 1,000 bytes.
        output.reserveCapacity(1024)
        append(value, to: &output)
        return output
    }

    /// Appends the canonical bytes of a value.
    package static func append(_ value: JSONValue, to output: inout [UInt8]) {
        switch value {
        case .object(let object): append(object, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for index in elements.indices {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                append(elements[index], to: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .string(let text): append(text, to: &output)
        case .integer(let number): append(number, to: &output)
        case .boolean(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
        }
    }

    private static func append(_ object: JSONObject, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in object.storage {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            append(member.key, to: &output)
            output.append(UInt8(ascii: ":"))
            append(member.value, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    private static func append(_ number: Int64, to output: inout [UInt8]) {
        if (0..<10).contains(number) {
            output.append(UInt8(ascii: "0") + UInt8(number))
        } else {
            output.append(contentsOf: String(number).utf8)
        }
    }

    private static func append(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        let bytes = text.utf8.span
        if needsEscape(bytes) {
            for index in bytes.indices { appendEscaped(bytes[index], to: &output) }
        } else {
            output.append(contentsOf: text.utf8)
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return true
            }
        }
        return false
    }

    private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
        if let letter = JSONEscape.letter(byte) {
            output.append(UInt8(ascii: "\\"))
            output.append(letter)
        } else if byte < 0x20 {
            output.append(contentsOf: "\\u00".utf8)
            output.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let low = byte & 0x0F
            output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        } else {
            output.append(byte)
        }
    }
}

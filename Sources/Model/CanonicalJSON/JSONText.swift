/// JSON as people and other programs write it.
///
/// For policy files, other services' answers and tests: any white space and key order, numbers kept
/// as they are spelled, null kept. Every value knows its offset, so a later refusal can name it.
///
/// Source: RFC 8259.
package enum JSONText {
    /// What a reader lets pass that is refused by default.
    package struct Tolerance: OptionSet, Hashable, Sendable {
        /// The options as bits.
        package let rawValue: Int
        /// Makes a set of options from bits.
        package init(rawValue: Int) { self.rawValue = rawValue }
        /// Keeps a key that stands twice in one object, both times.
        package static let duplicateKeys = Tolerance(rawValue: 1)
    }

    /// A value and where it begins.
    package struct Value: Hashable, Sendable {
        /// What it is.
        package let content: Content
        /// The offset of its first byte.
        package let offset: Int

        /// Puts a value at a place.
        package init(content: Content, offset: Int) {
            self.content = content
            self.offset = offset
        }
    }

    /// The kinds of value.
    package enum Content: Hashable, Sendable {
        /// Members in the order of the text.
        case object([Member])
        /// Values in order.
        case array([Value])
        /// Any Unicode text.
        case string(String)
        /// A number as it is spelled.
        case number(String)
        /// True or false.
        case boolean(Bool)
        /// Null.
        case null
    }

    /// A member of an object.
    package struct Member: Hashable, Sendable {
        /// The key, escapes resolved.
        package let key: String
        /// The offset of the key's opening quote.
        package let offset: Int
        /// The value.
        package let value: Value
    }

    /// Reads one value that fills `bytes`, white space apart.
    ///
    /// - Parameters:
    ///   - bytes: The whole text.
    ///   - maximumDepth: Containers inside each other, at most 512.
    ///   - maximumBytes: A longer text is refused unread.
    ///   - tolerance: What to let pass; nothing by default.
    /// - Throws: The first reason against the text, with its offset.
    package static func parse(
        _ bytes: [UInt8], maximumDepth: Int = CanonicalJSON.maximumDepth,
        maximumBytes: Int = 1 << 20, tolerance: Tolerance = []
    ) throws(JSONError) -> Value {
        if bytes.count > maximumBytes { throw JSONError(.tooLong, at: maximumBytes) }
        var reader = JSONReader<GeneralForm>(maximumDepth: maximumDepth, tolerance: tolerance)
        return try reader.document(bytes.span)
    }
}

extension JSONText.Value {
    /// The same value in the narrowed form, if it has one.
    ///
    /// - Throws: `null`, `fraction`, `exponent`, `negativeZero`, `integerOutOfRange` or
    ///   `duplicateKey`, with the offset in the text that was read.
    package func canonicalised() throws(JSONError) -> JSONValue {
        switch content {
        case .object(let members): return .object(try Self.narrowed(members))
        case .array(let elements):
            var narrowed: [JSONValue] = []
            narrowed.reserveCapacity(elements.count)
            for element in elements { narrowed.append(try element.canonicalised()) }
            return .array(narrowed)
        case .string(let text): return .string(text)
        case .number(let text):
            let digits = text.utf8.span
            let shape = try JSONNumberShape(in: digits, at: 0)
            return .integer(try shape.canonicalInteger(in: digits, base: offset))
        case .boolean(let flag): return .boolean(flag)
        case .null: throw JSONError(.null, at: offset)
        }
    }

    private static func narrowed(_ members: [JSONText.Member]) throws(JSONError) -> JSONObject {
        var object = JSONObject()
        for member in members {
            if object[member.key] != nil { throw JSONError(.duplicateKey, at: member.offset) }
            object[member.key] = try member.value.canonicalised()
        }
        return object
    }
}

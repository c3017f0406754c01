/// Hexadecimal text, lower-case only.
///
/// Source: RFC 4648 §8, with one spelling per value.
package enum Hex {
    /// Writes two digits per byte.
    package static func encode(_ bytes: [UInt8]) -> String { encode(bytes.span) }

    /// Writes two digits per byte.
    package static func encode(_ bytes: Span<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { output in
            for index in bytes.indices {
                output[2 * index] = digit(bytes[index] >> 4)
                output[2 * index + 1] = digit(bytes[index] & 15)
            }
            return bytes.count * 2
        }
    }

    /// Reads an even number of lower-case digits.
    ///
    /// - Returns: nil for upper-case letters, blanks, prefixes and odd lengths.
    package static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for character in text.utf8 {
            guard let value = value(character) else { return nil }
            if let pending = high {
                bytes.append(pending << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 &+ value : 0x57 &+ value
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character &- 0x30
        case 0x61...0x66: character &- 0x57
        default: nil
        }
    }
}

/// Base64 with the standard alphabet and padding, one spelling per value.
///
/// Source: RFC 4648 §4 and §3.5. libcrypto's decoder skips blanks and ignores stray bits in the
/// last character, so two texts could stand for one value; this one refuses them.
package enum Base64 {
    /// Writes padded text without line breaks.
    package static func encode(_ bytes: [UInt8]) -> String {
        let bytes = bytes.span
        let letters = letters
        let length = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: length) { output in
            var place = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let count = min(3, bytes.count - start)
                let first = bytes[start]
                let second = count > 1 ? bytes[start + 1] : 0
                let third = count > 2 ? bytes[start + 2] : 0
                output[place] = letters[Int(first >> 2)]
                output[place + 1] = letters[Int((first << 4 | second >> 4) & 63)]
                output[place + 2] =
                    count > 1 ? letters[Int((second << 2 | third >> 6) & 63)] : padding
                output[place + 3] = count > 2 ? letters[Int(third & 63)] : padding
                place += 4
            }
            return length
        }
    }

    /// Reads canonical text.
    ///
    /// - Returns: nil for blanks, missing padding, stray bits or other alphabets.
    package static func decode(_ text: String) -> [UInt8]? { decode(text.utf8.span) }

    /// Reads canonical text from its bytes.
    ///
    /// - Returns: nil for blanks, missing padding, stray bits or other alphabets.
    package static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard text.isEmpty == false else { return [] }
        let last = text.count - 1
        let padded = text[last] != padding ? 0 : text[last - 1] != padding ? 1 : 2
        let values = values
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        for start in stride(from: 0, to: text.count, by: 4) {
            var group: UInt32 = 0
            for place in start..<start + 4 {
                let value = place > last - padded ? 0 : values[Int(text[place])]
                guard value != noValue else { return nil }
                group = group << 6 | UInt32(value)
            }
            output.append(UInt8(truncatingIfNeeded: group >> 16))
            output.append(UInt8(truncatingIfNeeded: group >> 8))
            output.append(UInt8(truncatingIfNeeded: group))
        }
        // Bits under the padding must be zero, else several texts mean the same bytes.
        guard output.suffix(padded).allSatisfy({ $0 == 0 }) else { return nil }
        output.removeLast(padded)
        return output
    }

    private static let padding: UInt8 = 0x3d
    private static let noValue: UInt8 = 0xff

    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each byte as a letter; `noValue` where it is none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: noValue, count: 256)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()
}

/// Base64 with the standard alphabet and padding, one spelling per value.
///
/// Source: RFC 4648 §4 and §3.5. libcrypto's decoder skips blanks and ignores stray bits in the
/// last character, so two texts could stand for one value; this one refuses them.
package enum Base64 {
    /// Writes padded text without line breaks.
    package static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var group: UInt32 = 0
            for offset in 0..<3 {
                group = group << 8 | (offset < count ? UInt32(bytes[index + offset]) : 0)
            }
            for position in 0..<4 {
                let value = UInt8(truncatingIfNeeded: group >> (18 - 6 * UInt32(position))) & 63
                output.append(position <= count ? character(value) : padding)
            }
            index += 3
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Reads canonical text.
    ///
    /// - Returns: nil for blanks, missing padding, stray bits or other alphabets.
    package static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)) }

    static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard text.isEmpty == false else { return [] }
        let padded = text.reversed().prefix(2).prefix { $0 == padding }.count
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        for (index, character) in text.enumerated() {
            var bits: UInt8 = 0
            if index < text.count - padded {
                guard let value = value(character) else { return nil }
                bits = value
            }
            group = group << 6 | UInt32(bits)
            if index % 4 == 3 {
                for shift in [16, 8, 0] as [UInt32] {
                    output.append(UInt8(truncatingIfNeeded: group >> shift))
                }
                group = 0
            }
        }
        // Bits under the padding must be zero, else several texts mean the same bytes.
        guard output.suffix(padded).allSatisfy({ $0 == 0 }) else { return nil }
        output.removeLast(padded)
        return output
    }

    private static let padding: UInt8 = 0x3d

    private static func character(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: 0x41 &+ value
        case 26..<52: 0x61 &+ (value &- 26)
        case 52..<62: 0x30 &+ (value &- 52)
        case 62: 0x2b
        default: 0x2f
        }
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x41...0x5a: character &- 0x41
        case 0x61...0x7a: character &- 0x61 &+ 26
        case 0x30...0x39: character &- 0x30 &+ 52
        case 0x2b: 62
        case 0x2f: 63
        default: nil
        }
    }
}

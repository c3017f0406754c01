/// Base64 with the alphabet for URLs and without padding, one spelling per value.
///
/// Source: RFC 4648 §5; RFC 7515 §2.
package enum Base64URL {
    /// Writes text without padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        let standard = Base64.encode(bytes).utf8.prefix { $0 != UInt8(ascii: "=") }
        return String(decoding: standard.map { Self.own(of: $0) }, as: UTF8.self)
    }

    /// Reads canonical text.
    ///
    /// - Returns: nil for padding, blanks, stray bits, other alphabets and impossible lengths.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var standard: [UInt8] = []
        for character in text {
            switch character {
            case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
            default: standard.append(character)
            }
        }
        switch standard.count % 4 {
        case 1: return nil
        case 2: standard += [UInt8(ascii: "="), UInt8(ascii: "=")]
        case 3: standard.append(UInt8(ascii: "="))
        default: break
        }
        return Base64.decode(standard.span)
    }

    private static func own(of character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: character
        }
    }
}

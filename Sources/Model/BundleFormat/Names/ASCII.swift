/// Single bytes of ASCII.
enum ASCII {
    /// The byte with A–Z made a–z.
    static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
    }

    /// The text with A–Z made a–z and nothing else changed.
    static func lowered(_ text: String) -> String {
        String(decoding: text.utf8.map(lowered), as: UTF8.self)
    }

    /// The lower-case digit of a value below 16.
    static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value % 16 - 10
    }

    /// The value of a lower-case hex digit.
    static func hexValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// Whether a text is so many lower-case hex digits.
    static func isHex(_ text: some StringProtocol, digits: Int) -> Bool {
        text.utf8.count == digits && text.utf8.allSatisfy { hexValue($0) != nil }
    }

    /// The number that a decimal spelling without needless zeros gives.
    static func decimal(_ text: some StringProtocol) -> UInt64? {
        let isPlain =
            !text.isEmpty && text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
            && (text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0"))
        return isPlain ? UInt64(text) : nil
    }
}

/// Order and sameness of strings by UTF-16 code units, computed on UTF-8 bytes.
///
/// Source: RFC 8785 §3.2.3.
enum UTF16Order {
    /// Whether `left` sorts strictly before `right`.
    static func precedes(_ left: String, _ right: String) -> Bool {
        compare(left.utf8.span, right.utf8.span) < 0
    }

    /// Whether both are the same bytes; `String` itself also calls equivalent spellings equal.
    static func areSame(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && compare(left.utf8.span, right.utf8.span) == 0
    }

    /// Negative, zero or positive as `left` sorts before, with or after `right`.
    static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        let shared = min(left.count, right.count)
        var index = 0
        while index < shared {
            let a = left[index]
            let b = right[index]
            if a != b { return weight(a) - weight(b) }
            index += 1
        }
        return left.count - right.count
    }

    /// Feeds the bytes and their count.
    static func hash(_ text: String, into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(text.utf8.count)
    }

    /// The rank of a byte at the first difference of two UTF-8 texts.
    ///
    /// Byte order is code point order. UTF-16 differs in one thing: what lies above U+FFFF (first
    /// byte F0 to F4) is written with surrogates, which sort below U+E000 to U+FFFF (EE and EF).
    private static func weight(_ byte: UInt8) -> Int {
        byte == 0xEE || byte == 0xEF ? Int(byte) + 0x10 : Int(byte)
    }
}

/// Where a number stands in the text and which optional parts it has.
struct JSONNumberShape {
    let start: Int
    var end: Int
    var isNegative = false
    var hasFraction = false
    var hasExponent = false

    /// Reads one number by the grammar of RFC 8259 §6.
    ///
    /// - Parameter start: The offset of a minus sign or a digit.
    /// - Throws: `leadingZero`, `unexpectedEnd` or `unexpectedByte`.
    init(in bytes: Span<UInt8>, at start: Int) throws(JSONError) {
        self.start = start
        end = start
        if bytes[start] == UInt8(ascii: "-") {
            isNegative = true
            end += 1
        }
        let firstDigit = end
        try takeDigits(in: bytes)
        if bytes[firstDigit] == UInt8(ascii: "0") && end - firstDigit > 1 {
            throw JSONError(.leadingZero, at: firstDigit)
        }
        if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
            hasFraction = true
            end += 1
            try takeDigits(in: bytes)
        }
        if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
            hasExponent = true
            end += 1
            if end < bytes.count,
                bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-")
            {
                end += 1
            }
            try takeDigits(in: bytes)
        }
    }

    private mutating func takeDigits(in bytes: Span<UInt8>) throws(JSONError) {
        let first = end
        while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
        if end > first { return }
        throw JSONError(end < bytes.count ? .unexpectedByte : .unexpectedEnd, at: end)
    }

    /// The value, if it is an integer that the canonical form has.
    ///
    /// - Parameter base: What to add to offsets in errors.
    /// - Throws: `fraction`, `exponent`, `negativeZero` or `integerOutOfRange`.
    func canonicalInteger(in bytes: Span<UInt8>, base: Int) throws(JSONError) -> Int64 {
        let place = base + start
        if hasFraction { throw JSONError(.fraction, at: place) }
        if hasExponent { throw JSONError(.exponent, at: place) }
        let firstDigit = start + (isNegative ? 1 : 0)
        // 2^53−1 has 16 digits, so what passes here fits into 64 bits.
        if end - firstDigit > 16 { throw JSONError(.integerOutOfRange, at: place) }
        var magnitude: Int64 = 0
        for index in firstDigit..<end {
            magnitude = magnitude &* 10 &+ Int64(bytes[index] &- UInt8(ascii: "0"))
        }
        if isNegative && magnitude == 0 { throw JSONError(.negativeZero, at: place) }
        if magnitude > JSONValue.largestInteger { throw JSONError(.integerOutOfRange, at: place) }
        return isNegative ? -magnitude : magnitude
    }
}

/// Hexadecimal digits eight at a time.
///
/// A log has some two hundred digits a record. A test holds both ways against `Hex`.
enum HexWords {
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The four bytes that eight lower-case digits spell, the first one highest.
    ///
    /// - Parameter digits: The digits, the first one lowest.
    /// - Returns: Nil where one isn't a lower-case digit.
    @inline(__always)
    static func value(_ digits: UInt64) -> UInt32? {
        // 'a' to 'f' have bit 6, '0' to '9' don't.
        let letters = (digits >> 6) & ones
        let values = (digits & (ones &* 0x0F)) &+ letters &* 9
        let isAboveNine = ((values &+ ones &* 6) >> 4) & ones
        let spelled = values &+ ones &* 0x30 &+ letters &* 0x27
        guard isAboveNine == letters, spelled == digits, values & (ones &* 0xF0) == 0 else {
            return nil
        }
        let pairs = ((values << 4) | (values >> 8)) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs | (pairs >> 8)) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: fours | (fours >> 16)).byteSwapped
    }

    /// Eight digits for four bytes, the first one lowest.
    @inline(__always)
    static func digits(_ value: UInt32) -> UInt64 {
        var spread = UInt64(value.byteSwapped)
        spread = (spread | (spread << 16)) & 0x0000_FFFF_0000_FFFF
        spread = (spread | (spread << 8)) & 0x00FF_00FF_00FF_00FF
        let values = ((spread >> 4) | (spread << 8)) & (ones &* 0x0F)
        let letters = ((values &+ ones &* 6) >> 4) & ones
        return values &+ ones &* 0x30 &+ letters &* 0x27
    }
}

extension Digest {
    /// Reads 64 lower-case hexadecimal digits that stand in other text.
    ///
    /// - Parameters:
    ///   - text: The text, ASCII where the digits stand.
    ///   - place: Where the first digit stands.
    /// - Returns: nil where there are fewer digits.
    package init?(hexIn text: Span<UInt8>, at place: Int) {
        guard place >= 0, text.count >= 64, place <= text.count - 64 else { return nil }
        func word(_ place: Int) -> UInt64? {
            let first = UInt64(
                littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
            )
            let second = UInt64(
                littleEndian: text.bytes.unsafeLoadUnaligned(
                    fromByteOffset: place + 8, as: UInt64.self))
            guard let high = HexWords.value(first), let low = HexWords.value(second) else {
                return nil
            }
            return UInt64(high) << 32 | UInt64(low)
        }
        guard let first = word(place), let second = word(place + 16),
            let third = word(place + 32), let fourth = word(place + 48)
        else { return nil }
        self.init(words: (first, second, third, fourth))
    }

    /// Appends 64 lower-case hexadecimal digits.
    package func appendHex(to text: inout [UInt8]) {
        func digits(_ word: UInt64) -> (UInt64, UInt64) {
            let high = HexWords.digits(UInt32(truncatingIfNeeded: word >> 32))
            let low = HexWords.digits(UInt32(truncatingIfNeeded: word))
            return (high.littleEndian, low.littleEndian)
        }
        let words = self.words
        let spelled = (digits(words.0), digits(words.1), digits(words.2), digits(words.3))
        withUnsafeBytes(of: spelled) { text.append(contentsOf: $0) }
    }
}

extension Hex {
    /// Whether a stretch of text is lower-case hexadecimal digits.
    ///
    /// - Parameter count: A multiple of 8.
    package static func isHex(_ text: Span<UInt8>, at place: Int, count: Int) -> Bool {
        guard place >= 0, count >= 0, text.count >= count, place <= text.count - count,
            count % 8 == 0
        else { return false }
        for start in stride(from: place, to: place + count, by: 8) {
            let word = text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
            if HexWords.value(UInt64(littleEndian: word)) == nil { return false }
        }
        return true
    }
}

/// Compares and searches bytes eight at a time.
///
/// What a log of a million records is read with: one byte at a time would cost as much as all
/// hashing. Each function says in its comment what the plain loop would be, and a test holds it
/// against that loop.
package enum ByteRuns {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Eight bytes from a place on, the first one lowest.
    ///
    /// The span checks the place; the call is marked unsafe because not every type may be made of any
    /// bytes, which an integer may.
    @inline(__always)
    private static func word(_ bytes: Span<UInt8>, _ place: Int) -> UInt64 {
        unsafe UInt64(
            littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// Whether a part stands in the bytes from a place on; false where it would reach beyond the end.
    package static func holds(_ part: Span<UInt8>, in bytes: Span<UInt8>, at place: Int) -> Bool {
        let count = part.count
        guard place >= 0, place <= bytes.count, count <= bytes.count - place else {
            return false
        }
        var index = 0
        while index &+ 8 <= count {
            if word(part, index) != word(bytes, place &+ index) { return false }
            index &+= 8
        }
        while index < count {
            if part[index] != bytes[place &+ index] { return false }
            index &+= 1
        }
        return true
    }

    /// How many bytes are the same in both from their beginning on.
    package static func commonPrefix(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        let count = min(left.count, right.count)
        var index = 0
        while index &+ 8 <= count, word(left, index) == word(right, index) { index &+= 8 }
        while index < count, left[index] == right[index] { index &+= 1 }
        return index
    }

    /// The place of the first such byte from a place on; nil where there is none.
    package static func first(_ wanted: UInt8, in bytes: Span<UInt8>, from place: Int) -> Int? {
        let pattern = ones &* UInt64(wanted)
        var index = max(place, 0)
        while index <= bytes.count &- 8 {
            let hits = zeroBytes(word(bytes, index) ^ pattern)
            if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < bytes.count {
            if bytes[index] == wanted { return index }
            index &+= 1
        }
        return nil
    }

    /// How many such bytes there are.
    package static func count(_ wanted: UInt8, in bytes: Span<UInt8>) -> Int {
        let pattern = ones &* UInt64(wanted)
        var count = 0
        var index = 0
        while index <= bytes.count &- 8 {
            count &+= zeroBytes(word(bytes, index) ^ pattern).nonzeroBitCount
            index &+= 8
        }
        while index < bytes.count {
            if bytes[index] == wanted { count &+= 1 }
            index &+= 1
        }
        return count
    }

    /// The place of the first byte from a place on that isn't plain text in a JSON string: a quotation
    /// mark, a backslash, a control character or a byte beyond ASCII; the end where there is none.
    package static func endOfPlainText(in bytes: Span<UInt8>, from place: Int) -> Int {
        var index = max(place, 0)
        while index <= bytes.count &- 8 {
            let word = word(bytes, index)
            let isHigh = word & tops
            // A byte below 0x20 has none of its top three bits set.
            let isControl = zeroBytes(word & (ones &* 0xE0))
            let isQuote = zeroBytes(word ^ (ones &* 0x22))
            let isEscape = zeroBytes(word ^ (ones &* 0x5C))
            let hits = isHigh | isControl | isQuote | isEscape
            if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C { return index }
            index &+= 1
        }
        return bytes.count
    }

    /// Appends bytes.
    package static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
    }

    /// Appends bytes, each of one kind twice.
    package static func append(
        _ bytes: Span<UInt8>, doubling doubled: UInt8, to output: inout [UInt8]
    ) {
        var start = 0
        while let place = first(doubled, in: bytes, from: start) {
            append(bytes.extracting(start...place), to: &output)
            output.append(doubled)
            start = place + 1
        }
        append(bytes.extracting(start..<bytes.count), to: &output)
    }

    /// Appends a number in decimal digits.
    package static func append(decimal number: UInt64, to output: inout [UInt8]) {
        let start = output.count
        var rest = number
        repeat {
            output.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        output[start...].reverse()
    }

    /// A stretch as an array of its own.
    package static func array(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// A stretch of ASCII as text; what isn't UTF-8 comes out as replacement characters.
    package static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        unsafe bytes.extracting(range).withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
    }

    /// The top bit of every byte that is zero, and of no other.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        let low = (word & ~tops) &+ ~tops
        return ~(low | word) & tops
    }
}

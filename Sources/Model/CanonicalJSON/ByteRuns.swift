/// Compares and searches bytes eight at a time.
///
/// What a log of a million records is read with: one byte at a time would cost as much as all
/// hashing. Each function says in its comment what the plain loop would be, and a test holds it
/// against that loop. Each compares places with the length itself, once for a stretch: the checks of
/// `Span` at each word were three quarters of what it cost. So what it reads is marked unsafe.
package enum ByteRuns {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Whether a part stands in the bytes from a place on; false where it would reach beyond the end.
    package static func holds(_ part: Span<UInt8>, in bytes: Span<UInt8>, at place: Int) -> Bool {
        guard place >= 0, place <= bytes.count, part.count <= bytes.count - place else {
            return false
        }
        let stretch = bytes.extracting(place..<(place + part.count))
        return commonPrefix(part, stretch) == part.count
    }

    /// Whether a text of this program stands in the bytes from a place on.
    ///
    /// A literal costs neither the check whether it was made already nor a count of its users, which for
    /// twenty of them in each record is as much as comparing them.
    package static func holds(
        _ part: StaticString, in bytes: Span<UInt8>, at place: Int
    ) -> Bool {
        let text = unsafe UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
        return unsafe holds(text.span, in: bytes, at: place)
    }

    /// How many bytes are the same in both from their beginning on.
    package static func commonPrefix(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        let count = min(left.count, right.count)
        return unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                var index = 0
                while index &+ 8 <= count, unsafe word(left, index) == word(right, index) {
                    index &+= 8
                }
                while index < count, unsafe left[index] == right[index] { index &+= 1 }
                return index
            }
        }
    }

    /// The place of the first such byte from a place on; nil where there is none.
    package static func first(_ wanted: UInt8, in bytes: Span<UInt8>, from place: Int) -> Int? {
        let pattern = ones &* UInt64(wanted)
        let found = unsafe bytes.withUnsafeBytes { bytes in
            var index = max(place, 0)
            while index <= bytes.count &- 32, !(unsafe fourWords(bytes, index, hold: pattern)) {
                index &+= 32
            }
            while index <= bytes.count &- 8 {
                let hits = unsafe zeroBytes(word(bytes, index) ^ pattern)
                if hits != 0 { return index &+ hits.trailingZeroBitCount / 8 }
                index &+= 8
            }
            while index < bytes.count, unsafe bytes[index] != wanted { index &+= 1 }
            return index
        }
        return found < bytes.count ? found : nil
    }

    /// How many such bytes there are.
    package static func count(_ wanted: UInt8, in bytes: Span<UInt8>) -> Int {
        let pattern = ones &* UInt64(wanted)
        return unsafe bytes.withUnsafeBytes { bytes in
            var count = 0
            var index = 0
            while index <= bytes.count &- 8 {
                // Few words hold what is counted, and most of its kind.
                if index <= bytes.count &- 32, !(unsafe fourWords(bytes, index, hold: pattern)) {
                    index &+= 32
                    continue
                }
                count &+= unsafe zeroBytes(word(bytes, index) ^ pattern).nonzeroBitCount
                index &+= 8
            }
            while index < bytes.count {
                if unsafe bytes[index] == wanted { count &+= 1 }
                index &+= 1
            }
            return count
        }
    }

    /// Whether a byte of a pattern stands among the 32 from a place on.
    @inline(__always)
    private static func fourWords(
        _ bytes: UnsafeRawBufferPointer, _ place: Int, hold pattern: UInt64
    ) -> Bool {
        let one = unsafe anyZeroByte(word(bytes, place) ^ pattern)
        let two = unsafe anyZeroByte(word(bytes, place &+ 8) ^ pattern)
        let three = unsafe anyZeroByte(word(bytes, place &+ 16) ^ pattern)
        let four = unsafe anyZeroByte(word(bytes, place &+ 24) ^ pattern)
        return (one | two | three | four) & tops != 0
    }

    /// The place of the first byte from a place on that isn't plain text in a JSON string: a quotation
    /// mark, a backslash, a control character or a byte beyond ASCII; the end where there is none.
    package static func endOfPlainText(in bytes: Span<UInt8>, from place: Int) -> Int {
        unsafe bytes.withUnsafeBytes { bytes in
            var index = max(place, 0)
            while index <= bytes.count &- 8 {
                let word = unsafe word(bytes, index)
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
                let byte = unsafe bytes[index]
                if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C { return index }
                index &+= 1
            }
            return bytes.count
        }
    }

    /// Appends bytes.
    package static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
    }

    /// Appends a text of this program.
    package static func append(_ text: StaticString, to output: inout [UInt8]) {
        unsafe output.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
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
        // The least number of two, three … digits is that power of ten; 2^64 has twenty digits.
        var power: UInt64 = 1
        while number / power >= 10 { power *= 10 }
        while power > 0 {
            output.append(UInt8(ascii: "0") + UInt8(number / power % 10))
            power /= 10
        }
    }

    /// A number for a table, from a hash that nobody can foresee: it differs from process to process.
    package static func hash(_ bytes: Span<UInt8>) -> Int {
        var hasher = Hasher()
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        return hasher.finalize()
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

    // MARK: - Words

    /// Eight bytes from a place on, the first one lowest; whoever calls has compared the place.
    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
        unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// The top bit of a byte where some byte is zero, and no top bit where none is.
    ///
    /// Which byte it is can't be told from it, unlike by `zeroBytes`, which costs more.
    @inline(__always)
    private static func anyZeroByte(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }

    /// The top bit of every byte that is zero, and of no other.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        let low = (word & ~tops) &+ ~tops
        return ~(low | word) & tops
    }
}

/// Reads one string of a JSON text.
enum JSONStringReader {
    /// Reads a string whose opening quote is at `quote`.
    ///
    /// - Returns: The text and the offset behind the closing quote.
    /// - Throws: The first reason in the order of the text, except that escapes are looked at before
    ///   UTF-8.
    static func read(
        _ bytes: Span<UInt8>, from quote: Int, canonicalOnly: Bool
    ) throws(JSONError) -> (text: String, end: Int) {
        let start = quote + 1
        var index = ByteRuns.endOfPlainText(in: bytes, from: start)
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
            return (ByteRuns.text(bytes, start..<index), index + 1)
        }
        var hasEscape = false
        scan: while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                break scan
            case UInt8(ascii: "\\"):
                hasEscape = true
                // Enough to find the end; the escape itself is read below.
                index += 2
            case 0..<0x20:
                throw JSONError(.controlCharacter, at: index)
            default:
                index = ByteRuns.endOfPlainText(in: bytes, from: index + 1)
            }
        }
        guard index < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        if !hasEscape { return (try text(bytes, start..<index), index + 1) }
        let plain = try unescape(bytes, start..<index, canonicalOnly: canonicalOnly)
        // Escapes are ASCII, so the raw bytes tell where UTF-8 is broken.
        try check(bytes, start..<index)
        return (try text(plain.span, 0..<plain.count), index + 1)
    }

    private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(JSONError) -> String
    {
        do throws(Unicode.UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes.extracting(range)))
        } catch {
            throw JSONError(.invalidUTF8, at: range.lowerBound + error.byteOffsets.lowerBound)
        }
    }

    private static func check(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(JSONError) {
        do throws(Unicode.UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.extracting(range))
        } catch {
            throw JSONError(.invalidUTF8, at: range.lowerBound + error.byteOffsets.lowerBound)
        }
    }

    private static func unescape(
        _ bytes: Span<UInt8>, _ range: Range<Int>, canonicalOnly: Bool
    ) throws(JSONError) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] != UInt8(ascii: "\\") {
                plain.append(bytes[index])
                index += 1
                continue
            }
            let escape = try JSONEscape(in: bytes, at: index, before: range.upperBound)
            if canonicalOnly && !escape.isCanonical(in: bytes, at: index) {
                throw JSONError(.escapeSpelling, at: index)
            }
            plain.append(contentsOf: Array(String(escape.scalar).utf8))
            index += escape.byteCount
        }
        return plain
    }
}

/// One escape sequence, or two that make a surrogate pair.
struct JSONEscape {
    let scalar: Unicode.Scalar
    /// 2, 6 or 12.
    let byteCount: Int

    /// Reads the escape whose backslash is at `start`.
    ///
    /// - Throws: `invalidEscape` or `loneSurrogate`.
    init(in bytes: Span<UInt8>, at start: Int, before end: Int) throws(JSONError) {
        guard start + 1 < end else { throw JSONError(.invalidEscape, at: start) }
        if let short = Self.short(bytes[start + 1]) {
            scalar = Unicode.Scalar(short)
            byteCount = 2
            return
        }
        guard let unit = Self.unit(in: bytes, at: start, before: end) else {
            throw JSONError(.invalidEscape, at: start)
        }
        if let whole = Unicode.Scalar(unit) {
            scalar = whole
            byteCount = 6
            return
        }
        guard unit < 0xDC00, let low = Self.unit(in: bytes, at: start + 6, before: end),
            (0xDC00...0xDFFF).contains(low),
            let pair = Unicode.Scalar(
                0x10000 + ((UInt32(unit) - 0xD800) << 10) + (UInt32(low) - 0xDC00))
        else { throw JSONError(.loneSurrogate, at: start) }
        scalar = pair
        byteCount = 12
    }

    /// Whether the canonical form writes this character as it stands in `bytes`.
    ///
    /// Source: RFC 8785 §3.2.2.2: short escapes where there is one, lower-case `\u00xx` for the other
    /// control characters, nothing else.
    func isCanonical(in bytes: Span<UInt8>, at start: Int) -> Bool {
        if byteCount == 2 { return bytes[start + 1] != UInt8(ascii: "/") }
        guard byteCount == 6, scalar.value < 0x20 else { return false }
        if Self.letter(UInt8(scalar.value)) != nil { return false }
        return !(UInt8(ascii: "A")...UInt8(ascii: "F")).contains(bytes[start + 5])
    }

    /// The letter behind the backslash in the short escape of a byte.
    static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        default: nil
        }
    }

    private static func short(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        default: nil
        }
    }

    /// The code unit of a `\uxxxx` at `start`, nil when there is none.
    private static func unit(in bytes: Span<UInt8>, at start: Int, before end: Int) -> UInt16? {
        guard start + 6 <= end, bytes[start] == UInt8(ascii: "\\"),
            bytes[start + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for index in start + 2..<start + 6 {
            guard let digit = hexDigit(bytes[index]) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

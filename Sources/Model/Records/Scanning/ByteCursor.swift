import CanonicalJSON
import Cryptography

/// A place in the bytes of an entry, moved on by what is expected there.
///
/// Every step says whether it found what it looks for; one that didn't leaves the place anywhere.
struct ByteCursor {
    var place = 0

    /// Steps over bytes that have to stand here.
    mutating func take(_ expected: [UInt8], in bytes: Span<UInt8>) -> Bool {
        guard ByteRuns.holds(expected.span, in: bytes, at: place) else { return false }
        place += expected.count
        return true
    }

    /// Steps over a text of this program that has to stand here.
    mutating func take(_ expected: StaticString, in bytes: Span<UInt8>) -> Bool {
        guard ByteRuns.holds(expected, in: bytes, at: place) else { return false }
        place += expected.utf8CodeUnitCount
        return true
    }

    /// Steps over a whole number of at most 2^53 − 1 without sign, in its one spelling.
    mutating func number(in bytes: Span<UInt8>) -> UInt64? {
        let start = place
        var number: UInt64 = 0
        // Sixteen digits are all that 2^53 has, and can't overflow.
        while place < bytes.count, place - start < 17 {
            let digit = bytes[place] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            number = number * 10 + UInt64(digit)
            place += 1
        }
        guard place > start, number <= UInt64(JSONValue.largestInteger),
            bytes[start] != UInt8(ascii: "0") || place == start + 1
        else { return nil }
        return number
    }

    /// Steps over 64 hexadecimal digits.
    mutating func digest(in bytes: Span<UInt8>) -> Digest? {
        guard let digest = Digest(hexIn: bytes, at: place) else { return nil }
        place += 64
        return digest
    }

    /// Steps over hexadecimal digits, whose number is a multiple of 8.
    mutating func hex(_ count: Int, in bytes: Span<UInt8>) -> Bool {
        guard Hex.isHex(bytes, at: place, count: count) else { return false }
        place += count
        return true
    }

    /// Steps over a point in time with nine digits.
    mutating func timestamp(in bytes: Span<UInt8>) -> Timestamp? {
        guard let time = Timestamp(canonicalIn: bytes, at: place) else { return nil }
        place += Timestamp.canonicalByteCount
        return time
    }

    /// Steps over a text of at least one character that is ASCII without escapes, up to its quote.
    mutating func plainText(in bytes: Span<UInt8>) -> Range<Int>? {
        let start = place
        place = ByteRuns.endOfPlainText(in: bytes, from: start)
        guard place > start, place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
            return nil
        }
        return start..<place
    }

    /// Steps over a mapped path, up to its quote.
    mutating func mappedPath(in bytes: Span<UInt8>) -> Range<Int>? {
        let start = place
        guard let end = MappedPathSyntax.end(in: bytes, from: start), end < bytes.count,
            bytes[end] == UInt8(ascii: "\"")
        else { return nil }
        place = end
        return start..<end
    }
}

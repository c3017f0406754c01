/// Reads fixed-width decimal fields of an ASCII text from front to back.
struct DigitReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Whether everything has been read.
    var isAtEnd: Bool { place == bytes.count }

    /// The next byte, not taken.
    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    /// Takes exactly so many digits, at most 18; nil when others come first.
    mutating func number(digits: Int) -> Int64? {
        guard digits <= 18, bytes.count - place >= digits else { return nil }
        var value: Int64 = 0
        for index in place..<(place + digits) {
            guard let digit = Self.digit(bytes[index]) else { return nil }
            value = value * 10 + digit
        }
        place += digits
        return value
    }

    /// Takes one byte if it is one of those named.
    mutating func take(_ accepted: UInt8...) -> UInt8? {
        guard let next, accepted.contains(next) else { return nil }
        place += 1
        return next
    }

    /// Takes one to nine digits of a fraction of a second as nanoseconds.
    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let byte = next, let digit = Self.digit(byte) {
            guard count < 9 else { return nil }
            value = value * 10 + digit
            count += 1
            place += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<9 { value *= 10 }
        return value
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            ? Int64(byte - UInt8(ascii: "0")) : nil
    }
}

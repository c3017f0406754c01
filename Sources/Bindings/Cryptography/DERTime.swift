/// The two time types of DER, read and written as seconds since 1970 in UTC.
///
/// Source: RFC 5280 §4.1.2.5, RFC 3161 §2.4.2. libcrypto's conversions apply offsets, drop
/// fractions and forgive missing parts; evidence of time deserves one spelling.
enum DERTime {
    /// A moment; nanoseconds are 0 up to 999 999 999.
    struct Moment: Hashable, Sendable {
        var seconds: Int64
        var nanoseconds: Int32
    }

    /// Reads `YYMMDDHHMMSSZ` (tag 0x17) or `YYYYMMDDHHMMSSZ` (tag 0x18).
    static func seconds(tag: UInt8, _ text: ArraySlice<UInt8>) -> Int64? {
        let digits = text.dropLast()
        guard text.last == UInt8(ascii: "Z"), digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        switch (tag, digits.count) {
        case (DERTag.utcTime, 12):
            let year = number(digits.prefix(2))
            return seconds(year: year < 50 ? 2000 + year : 1900 + year, digits.dropFirst(2))
        case (DERTag.generalizedTime, 14):
            return seconds(year: number(digits.prefix(4)), digits.dropFirst(4))
        default:
            return nil
        }
    }

    /// Reads a GeneralizedTime that may have a fraction without trailing zeros.
    ///
    /// Digits after the ninth of the fraction are cut off.
    static func moment(_ text: ArraySlice<UInt8>) -> Moment? {
        guard text.count > 15 else {
            return seconds(tag: DERTag.generalizedTime, text)
                .map { Moment(seconds: $0, nanoseconds: 0) }
        }
        let fraction = text.dropFirst(15).dropLast()
        guard text.dropFirst(14).first == UInt8(ascii: "."), text.last == UInt8(ascii: "Z"),
            let last = fraction.last, last != 0x30,
            fraction.allSatisfy({ 0x30...0x39 ~= $0 }),
            let seconds = seconds(
                tag: DERTag.generalizedTime, Array(text.prefix(14) + [UInt8(ascii: "Z")])[...])
        else { return nil }
        var nanoseconds = number(fraction.prefix(9))
        for _ in 0..<max(0, 9 - fraction.count) { nanoseconds *= 10 }
        return Moment(seconds: seconds, nanoseconds: Int32(truncatingIfNeeded: nanoseconds))
    }

    /// Writes the value as certificates and CMS want it: UTCTime from 1950 up to 2049.
    static func encode(_ seconds: Int64) -> [UInt8] {
        let (year, text) = spelled(seconds)
        return (1950...2049).contains(year)
            ? DER.value(DERTag.utcTime, Array(text.dropFirst(2)))
            : DER.value(DERTag.generalizedTime, text)
    }

    /// Writes a GeneralizedTime without a fraction.
    static func encodeGeneralized(_ seconds: Int64) -> [UInt8] {
        DER.value(DERTag.generalizedTime, spelled(seconds).text)
    }

    /// The range that four-digit years can spell.
    static let writable: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    private static func spelled(_ seconds: Int64) -> (year: Int64, text: [UInt8]) {
        let seconds = min(max(seconds, writable.lowerBound), writable.upperBound)
        let days = seconds.flooredDivision(by: 86_400)
        let time = seconds - days * 86_400
        let (year, month, day) = date(ofDay: days)
        var text: [UInt8] = []
        append(year, width: 4, to: &text)
        for part in [month, day, time / 3600, time / 60 % 60, time % 60] {
            append(part, width: 2, to: &text)
        }
        text.append(UInt8(ascii: "Z"))
        return (year, text)
    }

    private static func append(_ number: Int64, width: Int, to text: inout [UInt8]) {
        var rest = number
        var digits: [UInt8] = []
        for _ in 0..<width {
            digits.append(0x30 + UInt8(rest % 10))
            rest /= 10
        }
        text += digits.reversed()
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64 {
        digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// Reads `MMDDHHMMSS` of a year.
    private static func seconds(year: Int64, _ digits: ArraySlice<UInt8>) -> Int64? {
        let parts = (0..<5).map { number(digits.dropFirst(2 * $0).prefix(2)) }
        guard (1...12).contains(parts[0]), parts[1] >= 1,
            parts[1] <= lengthOfMonth(parts[0], year: year),
            parts[2] < 24, parts[3] < 60, parts[4] < 60
        else { return nil }
        return dayNumber(year: year, month: parts[0], day: parts[1]) * 86_400
            + parts[2] * 3600 + parts[3] * 60 + parts[4]
    }

    private static func lengthOfMonth(_ month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01, counted in years that begin in March so that leap days come last.
    private static func dayNumber(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        return 365 * marchYear + marchYear.flooredDivision(by: 4)
            - marchYear.flooredDivision(by: 100) + marchYear.flooredDivision(by: 400)
            + (153 * marchMonth + 2) / 5 + day - 1 - 719_468
    }

    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // A first guess that is at most one year off, then corrected.
        var year = 1970 + (day * 400).flooredDivision(by: 146_097)
        while dayNumber(year: year, month: 1, day: 1) > day { year -= 1 }
        while dayNumber(year: year + 1, month: 1, day: 1) <= day { year += 1 }
        var rest = day - dayNumber(year: year, month: 1, day: 1)
        var month: Int64 = 1
        while rest >= lengthOfMonth(month, year: year) {
            rest -= lengthOfMonth(month, year: year)
            month += 1
        }
        return (year, month, rest + 1)
    }
}

extension Int64 {
    /// Divides towards minus infinity.
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

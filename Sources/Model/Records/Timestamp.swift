/// A point in time, UTC, to the nanosecond, in the years 1970 to 9999.
///
/// Leap seconds don't exist here: a 61st second is refused, as the system clock never shows one.
///
/// Source: docs/formats/records.md §1; RFC 3339 §5.6.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Whole seconds since 1970-01-01T00:00:00Z, 0 to 253,402,300,799.
    package let unixSeconds: Int64
    /// Nanoseconds after that second, 0 to 999,999,999.
    package let nanoseconds: Int64

    /// The last whole second of the year 9999.
    package static let lastSecond: Int64 = 253_402_300_799
    private static let billion: Int64 = 1_000_000_000

    /// Makes a point in time; what lies outside the range comes out as its nearest end.
    ///
    /// - Parameters:
    ///   - unixSeconds: Seconds since 1970.
    ///   - nanoseconds: 0 to 999,999,999 within that second.
    package init(unixSeconds: Int64, nanoseconds: Int64 = 0) {
        if unixSeconds < 0 {
            self.unixSeconds = 0
            self.nanoseconds = 0
        } else if unixSeconds > Self.lastSecond {
            self.unixSeconds = Self.lastSecond
            self.nanoseconds = Self.billion - 1
        } else {
            self.unixSeconds = unixSeconds
            self.nanoseconds = min(max(nanoseconds, 0), Self.billion - 1)
        }
    }

    /// Orders by time.
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.unixSeconds, left.nanoseconds) < (right.unixSeconds, right.nanoseconds)
    }
}

// MARK: Reading

extension Timestamp {
    /// Reads the one form of records: `YYYY-MM-DDThh:mm:ss.nnnnnnnnnZ`, always nine digits.
    package init?(canonical text: String) {
        let bytes = text.utf8.span
        guard bytes.count == Self.canonicalByteCount,
            let time = Timestamp(canonicalIn: bytes, at: 0)
        else { return nil }
        self = time
    }

    /// The length of the form of records.
    package static let canonicalByteCount = 30

    /// Reads the one form of records where it stands in other text.
    package init?(canonicalIn bytes: Span<UInt8>, at start: Int) {
        guard start >= 0, bytes.count >= Self.canonicalByteCount,
            start <= bytes.count - Self.canonicalByteCount
        else { return nil }
        func number(_ offset: Int, _ count: Int) -> Int64? {
            var value: Int64 = 0
            for index in (start + offset)..<(start + offset + count) {
                let digit = bytes[index] &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                value = value * 10 + Int64(digit)
            }
            return value
        }
        func has(_ character: UInt8, _ offset: Int) -> Bool { bytes[start + offset] == character }
        guard let year = number(0, 4), has(UInt8(ascii: "-"), 4), let month = number(5, 2),
            has(UInt8(ascii: "-"), 7), let day = number(8, 2), has(UInt8(ascii: "T"), 10),
            let hour = number(11, 2), hour < 24, has(UInt8(ascii: ":"), 13),
            let minute = number(14, 2), minute < 60, has(UInt8(ascii: ":"), 16),
            let second = number(17, 2), second < 60, has(UInt8(ascii: "."), 19),
            let fraction = number(20, 9), has(UInt8(ascii: "Z"), 29),
            let days = CivilDate(year: year, month: month, day: day)?.daysSince1970, days >= 0
        else { return nil }
        self.init(
            unixSeconds: days * 86_400 + hour * 3600 + minute * 60 + second, nanoseconds: fraction)
    }

    /// Reads what a person types: any offset, zero to nine digits of a fraction.
    ///
    /// Source: RFC 3339 §5.6 without leap seconds.
    package init?(rfc3339 text: String) {
        var reader = DigitReader(text)
        guard let days = Self.date(&reader),
            reader.take(UInt8(ascii: "T"), UInt8(ascii: "t")) != nil,
            let seconds = Self.timeOfDay(&reader)
        else { return nil }
        var nanoseconds: Int64 = 0
        if reader.take(UInt8(ascii: ".")) != nil {
            guard let fraction = reader.fraction() else { return nil }
            nanoseconds = fraction
        }
        guard let offset = Self.offsetSeconds(&reader), reader.isAtEnd else { return nil }
        let total = days * 86_400 + seconds - offset
        guard (0...Self.lastSecond).contains(total) else { return nil }
        self.init(unixSeconds: total, nanoseconds: nanoseconds)
    }

    private static func date(_ reader: inout DigitReader) -> Int64? {
        guard let year = reader.number(digits: 4), reader.take(UInt8(ascii: "-")) != nil,
            let month = reader.number(digits: 2), reader.take(UInt8(ascii: "-")) != nil,
            let day = reader.number(digits: 2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)?.daysSince1970
    }

    private static func timeOfDay(_ reader: inout DigitReader) -> Int64? {
        guard let hour = reader.number(digits: 2), hour < 24, reader.take(UInt8(ascii: ":")) != nil,
            let minute = reader.number(digits: 2), minute < 60,
            reader.take(UInt8(ascii: ":")) != nil,
            let second = reader.number(digits: 2), second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func offsetSeconds(_ reader: inout DigitReader) -> Int64? {
        if reader.take(UInt8(ascii: "Z"), UInt8(ascii: "z")) != nil { return 0 }
        guard let sign = reader.take(UInt8(ascii: "+"), UInt8(ascii: "-")),
            let hour = reader.number(digits: 2), hour < 24, reader.take(UInt8(ascii: ":")) != nil,
            let minute = reader.number(digits: 2), minute < 60
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hour * 3600 + minute * 60)
    }
}

// MARK: Writing

extension Timestamp: CustomStringConvertible {
    /// The form of records, `YYYY-MM-DDThh:mm:ss.nnnnnnnnnZ`.
    package var text: String {
        var text: [UInt8] = []
        text.reserveCapacity(Self.canonicalByteCount)
        Self.appendDate(of: unixSeconds, to: &text)
        text.append(UInt8(ascii: "T"))
        Self.appendTime(of: unixSeconds, to: &text)
        text.append(UInt8(ascii: "."))
        Self.append(nanoseconds, digits: 9, to: &text)
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The form of records.
    package var description: String { text }

    /// The form cut to the second, `YYYY-MM-DDThh:mm:ssZ`.
    package var secondsText: String { "\(dateText)T\(timeText(of: unixSeconds))Z" }

    /// The UTC date alone, `YYYY-MM-DD`.
    package var dateText: String { Self.dateText(of: unixSeconds) }

    /// The wall clock of a place, `YYYY-MM-DD hh:mm:ss ±hh:mm`.
    ///
    /// - Parameter offset: How far that clock is ahead of UTC.
    package func localText(offset: UTCOffset) -> String {
        let local = unixSeconds + offset.seconds
        return "\(Self.dateText(of: local)) \(timeText(of: local)) \(offset.text)"
    }

    private static func dateText(of seconds: Int64) -> String {
        var text: [UInt8] = []
        appendDate(of: seconds, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private func timeText(of seconds: Int64) -> String {
        var text: [UInt8] = []
        Self.appendTime(of: seconds, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private static func appendDate(of seconds: Int64, to text: inout [UInt8]) {
        let day = CivilDate(daysSince1970: seconds >= 0 ? seconds / 86_400 : -1)
        append(day.year, digits: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        append(day.month, digits: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        append(day.day, digits: 2, to: &text)
    }

    private static func appendTime(of seconds: Int64, to text: inout [UInt8]) {
        let rest = seconds % 86_400
        let inDay = rest >= 0 ? rest : rest + 86_400
        append(inDay / 3600, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(inDay / 60 % 60, digits: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(inDay % 60, digits: 2, to: &text)
    }

    /// A number that isn't negative, with zeros in front where it has fewer digits.
    private static func append(_ number: Int64, digits: Int, to text: inout [UInt8]) {
        var unit: Int64 = 1
        for _ in 1..<digits { unit *= 10 }
        // The evening of the last day of 9999 is the year 10000 further east.
        while number / unit >= 10 { unit *= 10 }
        while unit > 0 {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
            unit /= 10
        }
    }
}

// MARK: Distances

extension Timestamp {
    /// The point so many seconds later, or earlier when negative; the range's end if beyond it.
    package func adding(seconds: Int64) -> Timestamp {
        let (sum, overflow) = unixSeconds.addingReportingOverflow(seconds)
        let clamped = overflow ? (seconds < 0 ? Int64.min : Int64.max) : sum
        return Timestamp(unixSeconds: clamped, nanoseconds: nanoseconds)
    }

    /// The point so many nanoseconds later, or earlier when negative; the range's end if beyond it.
    package func adding(nanoseconds added: Int64) -> Timestamp {
        var seconds = added / Self.billion
        var rest = nanoseconds + added % Self.billion
        if rest < 0 {
            rest += Self.billion
            seconds -= 1
        } else if rest >= Self.billion {
            rest -= Self.billion
            seconds += 1
        }
        let end = Timestamp(unixSeconds: unixSeconds, nanoseconds: rest)
        return end.adding(seconds: seconds)
    }

    /// The whole and fractional seconds from this point to another, negative when that is earlier.
    package func distance(to other: Timestamp) -> Duration {
        .seconds(other.unixSeconds - unixSeconds) + .nanoseconds(other.nanoseconds - nanoseconds)
    }

    /// The milliseconds from this point to another, rounded toward zero.
    package func milliseconds(to other: Timestamp) -> Int64 {
        var seconds = other.unixSeconds - unixSeconds
        var rest = other.nanoseconds - nanoseconds
        // Both of one sign, so that each rounds toward zero.
        if seconds > 0, rest < 0 {
            (seconds, rest) = (seconds - 1, rest + Self.billion)
        } else if seconds < 0, rest > 0 {
            (seconds, rest) = (seconds + 1, rest - Self.billion)
        }
        return seconds * 1000 + rest / 1_000_000
    }
}

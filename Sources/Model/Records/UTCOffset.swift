/// How far a wall clock is ahead of UTC, in whole minutes within a day.
///
/// One spelling: `+01:00`; zero is `+00:00`, never with a minus.
package struct UTCOffset: Hashable, Sendable {
    /// Minutes ahead of UTC, −1439 to 1439.
    package let minutes: Int

    /// No difference.
    package static let zero = UTCOffset(clamping: 0)

    /// Makes an offset; what lies outside a day comes out as its nearest end.
    package init(clamping minutes: Int) {
        self.minutes = min(max(minutes, -1439), 1439)
    }

    /// Reads `±hh:mm`.
    package init?(text: String) {
        var reader = DigitReader(text)
        guard let sign = reader.take(UInt8(ascii: "+"), UInt8(ascii: "-")),
            let hour = reader.number(digits: 2), hour < 24, reader.take(UInt8(ascii: ":")) != nil,
            let minute = reader.number(digits: 2), minute < 60, reader.isAtEnd
        else { return nil }
        let size = Int(hour * 60 + minute)
        if size == 0 && sign == UInt8(ascii: "-") { return nil }
        minutes = sign == UInt8(ascii: "-") ? -size : size
    }

    /// The offset in seconds.
    package var seconds: Int64 { Int64(minutes) * 60 }

    /// The spelling `±hh:mm`.
    package var text: String {
        let size = abs(minutes)
        let parts = [size / 60, size % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return (minutes < 0 ? "-" : "+") + parts.joined(separator: ":")
    }
}

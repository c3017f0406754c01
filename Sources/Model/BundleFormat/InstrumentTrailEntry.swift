package import Records

/// One entry of an instrument's own audit trail: when, by whom and on which machine.
///
/// Source: docs/formats/bundle.md §17.
package struct InstrumentTrailEntry: Hashable, Sendable {
    /// When, by the instrument's clock; nil where the text is no time.
    package let time: Timestamp?
    /// The account that the instrument's software ran under.
    package let user: String
    /// The machine.
    package let host: String

    /// Reads the first line of an entry.
    ///
    /// - Parameter line: `(`, a number, `,<time>,<user>,<host>,` and more; bytes that are no UTF-8 are
    ///   replaced.
    /// - Returns: Nil for any other line.
    init?(_ line: ArraySlice<UInt8>) {
        guard line.first == UInt8(ascii: "(") else { return nil }
        let number = line.dropFirst().drop { $0 == UInt8(ascii: " ") }
        let digits = number.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        var rest = number.dropFirst(digits.count)
        guard !digits.isEmpty, let time = Self.field(&rest), let user = Self.field(&rest),
            let host = Self.field(&rest)
        else { return nil }
        self.time = Self.time(time)
        self.user = user
        self.host = host
    }

    /// Takes `,<text>` from the front.
    private static func field(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard rest.starts(with: ",<".utf8) else { return nil }
        let text = rest.dropFirst(2)
        guard let end = text.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        rest = text[text.index(after: end)...]
        return String(decoding: text[..<end], as: UTF8.self)
    }

    /// Reads `2004-06-12 08:14:21.89 +100`: the hours of the offset have one digit or two.
    private static func time(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let sign = parts[2].first else { return nil }
        let offset = parts[2].dropFirst()
        guard (3...4).contains(offset.utf8.count) else { return nil }
        let hours = offset.utf8.count == 3 ? "0\(offset.prefix(1))" : String(offset.prefix(2))
        return Timestamp(rfc3339: "\(parts[0])T\(parts[1])\(sign)\(hours):\(offset.suffix(2))")
    }
}

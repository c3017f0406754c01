import Records

/// Numbers and spans in the words of a report.
enum Wording {
    /// A number with a comma between each three digits, such as `1,287`.
    static func number(_ value: some BinaryInteger) -> String {
        let digits = Array(String(value.magnitude))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return value < 0 ? "−" + text : text
    }

    /// A number with its noun, such as `1 record` or `1,287 records`.
    static func count(_ value: some BinaryInteger, _ noun: String) -> String {
        "\(number(value)) \(noun)\(value == 1 ? "" : "s")"
    }

    /// A span of seconds in the unit that suits it, such as `3 days`, never below zero.
    static func span(seconds: Int64) -> String {
        let seconds = max(0, seconds)
        return switch seconds {
        case ..<120: count(seconds, "second")
        case ..<7200: count(seconds / 60, "minute")
        case ..<172_800: count(seconds / 3600, "hour")
        default: count(seconds / 86_400, "day")
        }
    }

    /// A list of names with commas, cut after eight.
    static func list(_ names: [String]) -> String {
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(number(names.count - 8)) more" : shown
    }

    /// Text cut to what a line of a report holds.
    static func excerpt(_ text: String, limit: Int = 120) -> String {
        text.count > limit ? text.prefix(limit) + "…" : text
    }
}

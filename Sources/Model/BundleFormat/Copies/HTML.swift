/// Builds a page piece by piece; foreign text comes in escaped and nowhere else.
struct HTML {
    private(set) var bytes: [UInt8] = []

    /// Appends markup of our own.
    mutating func markup(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends foreign text: markup made harmless, hidden characters shown by their code points.
    mutating func text(_ text: String) {
        if text.utf8.allSatisfy(Self.isPlain) {
            markup(text)
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": markup("&amp;")
            case "<": markup("&lt;")
            case ">": markup("&gt;")
            case "\"": markup("&quot;")
            case "'": markup("&#39;")
            default:
                if VisibleText.isHidden(scalar) {
                    markup("<span class=\"cp\">\(VisibleText.codePoint(scalar))</span>")
                } else {
                    bytes.append(contentsOf: String(scalar).utf8)
                }
            }
        }
    }

    /// Whether a byte is a printable ASCII character that markup doesn't use.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            false
        default: (0x20...0x7E).contains(byte)
        }
    }

    /// Appends foreign text with its direction kept to itself.
    mutating func isolated(_ value: String) {
        markup("<bdi>")
        text(value)
        markup("</bdi>")
    }

    /// Appends an element with foreign text in it.
    mutating func element(_ name: String, _ value: String) {
        markup("<\(name)>")
        isolated(value)
        markup("</\(name)>")
    }

    /// Appends a table's head.
    mutating func tableHead(caption: String, _ columns: [String]) {
        markup("<table><caption>\(caption)</caption><thead><tr>")
        for column in columns { markup("<th scope=\"col\">\(column)</th>") }
        markup("</tr></thead><tbody>\n")
    }

    /// Appends a table row of foreign texts.
    mutating func row(_ cells: [String]) {
        markup("<tr>")
        for cell in cells { element("td", cell) }
        markup("</tr>\n")
    }

    /// Appends a table's end.
    mutating func tableEnd() {
        markup("</tbody></table>\n")
    }

    /// Appends a row of a list of terms.
    mutating func term(_ name: String, _ value: String) {
        markup("<dt>")
        text(name)
        markup("</dt>")
        element("dd", value)
        markup("\n")
    }

    /// Hands out what has gathered, once it is worth it.
    mutating func flush(
        above limit: Int = 1 << 16, to sink: ([UInt8]) throws -> Void
    ) rethrows {
        guard bytes.count > limit else { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}

/// Numbers and times as a page shows them.
enum Shown {
    /// A number with a comma between thousands.
    static func number(_ number: UInt64) -> String {
        var digits = Array(String(number).utf8)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(UInt8(ascii: ","), at: place)
            place -= 3
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// A number with the word for what is counted.
    static func count(_ count: UInt64, _ one: String, _ many: String) -> String {
        "\(number(count)) \(count == 1 ? one : many)"
    }
}

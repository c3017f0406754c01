/// Lays words out in lines of a terminal.
///
/// Takes text that is already harmless; every line but a heading is indented, so that nothing
/// from a bundle ever begins a line at its first column.
struct TextLayout {
    /// Columns of the page.
    let width: Int
    /// Whether tones are repeated as colours.
    let isColoured: Bool
    private(set) var lines: [String] = []

    init(width: Int, isColoured: Bool) {
        self.width = max(40, width)
        self.isColoured = isColoured
    }

    /// Adds a line as it stands.
    mutating func line(_ text: String = "") {
        lines.append(text)
    }

    /// Adds an empty line unless one is there already.
    mutating func gap() {
        if lines.last != "" { lines.append("") }
    }

    /// Adds wrapped text.
    ///
    /// - Parameters:
    ///   - text: Harmless text.
    ///   - indent: Columns before every line.
    ///   - label: What stands in the indent of the first line.
    ///   - labelTone: How the label is felt.
    ///   - tone: How the text is felt.
    mutating func wrap(
        _ text: String, indent: Int, label: String = "", labelTone: Tone = .plain,
        tone: Tone = .plain
    ) {
        let empty = String(repeating: " ", count: indent)
        for (index, piece) in Self.wrapped(text, width: width - indent).enumerated() {
            let lead = index == 0 ? coloured(Self.padded(label, indent), labelTone) : empty
            lines.append(lead + coloured(piece, tone))
        }
    }

    /// The text between the escape sequences of its tone, unchanged without colour.
    func coloured(_ text: String, _ tone: Tone) -> String {
        guard isColoured, !text.isEmpty, let code = Self.code(tone) else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    private static func code(_ tone: Tone) -> String? {
        switch tone {
        case .plain: nil
        case .good: "32"
        case .open: "33"
        case .bad: "1;31"
        case .quiet: "2"
        case .heading: "1"
        }
    }

    /// The text in pieces of at most `width` columns, cut at spaces where there are any.
    static func wrapped(_ text: String, width: Int) -> [String] {
        let width = max(8, width)
        var pieces: [String] = []
        var current = ""
        var used = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            for part in parts(of: word, width: width) {
                let columns = self.columns(part)
                if used > 0 && used + 1 + columns > width {
                    pieces.append(current)
                    (current, used) = ("", 0)
                }
                current += (used > 0 ? " " : "") + part
                used += (used > 0 ? 1 : 0) + columns
            }
        }
        if used > 0 || pieces.isEmpty { pieces.append(current) }
        return pieces
    }

    /// A word cut into parts that fit, such as a digest on a narrow page.
    private static func parts(of word: Substring, width: Int) -> [String] {
        if columns(String(word)) <= width { return [String(word)] }
        var parts: [String] = []
        var current = ""
        var used = 0
        for character in word {
            let columns = self.columns(String(character))
            if used + columns > width {
                parts.append(current)
                (current, used) = ("", 0)
            }
            current.append(character)
            used += columns
        }
        return parts + [current]
    }

    /// Columns of the longest word of the text.
    static func longestWord(_ text: String) -> Int {
        text.split(separator: " ").map { columns(String($0)) }.max() ?? 0
    }

    /// The text filled up with spaces; one space at least follows it when it is too long.
    static func padded(_ text: String, _ width: Int) -> String {
        let columns = self.columns(text)
        if columns >= width { return width == 0 ? "" : text + " " }
        return text + String(repeating: " ", count: width - columns)
    }

    /// Columns a terminal gives the text: two for wide characters, none for combining marks.
    static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns($1) }
    }

    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        return switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}

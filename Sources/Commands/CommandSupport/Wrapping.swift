/// Breaks text into lines.
package enum Wrapping {
    /// Breaks at blanks so that no line is longer than the width, unless one word is.
    ///
    /// - Parameters:
    ///   - text: Any text; runs of blanks and line feeds count as one blank.
    ///   - width: Greatest number of characters in a line, indentation included.
    ///   - indent: Blanks before the first line.
    ///   - hanging: Blanks before the others.
    package static func lines(
        _ text: String, width: Int, indent: Int = 0, hanging: Int = 0
    ) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var isFresh = true
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if !isFresh, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: hanging)
                isFresh = true
            }
            line += (isFresh ? "" : " ") + word
            isFresh = false
        }
        return isFresh ? lines : lines + [line]
    }
}

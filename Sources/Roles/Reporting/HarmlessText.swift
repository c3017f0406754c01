/// Text that shows what it holds and does nothing else.
///
/// A bundle is written by the party under inspection. Its words must not move a cursor, hide,
/// reverse or imitate a line of the report, in whatever program the report is read.
///
/// Source: docs/formats/report.md §2.
package enum HarmlessText {
    /// The text with everything invisible or active shown as its code point, such as `<U+202E>`.
    ///
    /// Shown so are: controls and line ends; direction marks, zero-width and other ignorable
    /// characters; spaces other than U+0020, and U+0020 at either end or after another; private
    /// and unassigned code points; more than `markLimit` combining marks in a row, and one with
    /// nothing before it; letters that look like others (`LookAlikes`). A `<` that would imitate this
    /// spelling is shown as `<U+003C>`, so that the form can be read backwards.
    ///
    /// A text of more than `lengthLimit` characters is cut, and says by how many: `<+17 characters>`.
    package static func shown(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") }
        if isPlain && text.utf8.count <= lengthLimit { return text }
        let scalars = Array(text.unicodeScalars.prefix(lengthLimit))
        let cut = text.utf8.count > lengthLimit ? text.unicodeScalars.count - scalars.count : 0
        return shown(scalars) + (cut > 0 ? "<+\(cut) characters>" : "")
    }

    private static func shown(_ scalars: [Unicode.Scalar]) -> String {
        var output = ""
        var marks = markLimit
        let alike = LookAlikes.places(in: scalars)
        for (index, scalar) in scalars.enumerated() {
            marks = isMark(scalar) ? marks + 1 : 0
            if isPlain(scalar, at: index, of: scalars) && marks <= markLimit,
                !alike.contains(index)
            {
                output.unicodeScalars.append(scalar)
            } else {
                output += codePoint(scalar)
                marks = markLimit
            }
        }
        return output
    }

    /// Characters that are shown of one text; longer ones than any name or reason help nobody.
    package static let lengthLimit = 4096

    /// Combining marks that may follow one character.
    package static let markLimit = 4

    /// The spelling of a code point, at least four hexadecimal digits.
    static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
    }

    private static func isPlain(
        _ scalar: Unicode.Scalar, at index: Int, of scalars: [Unicode.Scalar]
    ) -> Bool {
        switch scalar {
        case " ":
            return index > 0 && index < scalars.count - 1 && scalars[index - 1] != " "
        case "<":
            let rest = scalars[(index + 1)...]
            return !rest.starts(with: ["U", "+"]) && !rest.starts(with: ["+"])
        default:
            return isVisible(scalar)
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isDefaultIgnorableCodePoint { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator,
            .lineSeparator, .paragraphSeparator:
            false
        default: true
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }
}

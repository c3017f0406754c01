/// The characters that XML 1.0 allows.
package enum XMLCharacters {
    /// Text with every character that XML can't carry written out as `\u{…}`.
    ///
    /// Source: XML 1.0 (fifth edition) §2.2, production Char.
    ///
    /// - Returns: The text itself when all of it is allowed, else with hexadecimal numbers in
    ///   place of what isn't, such as `\u{1b}`.
    package static func shown(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy(isAllowed) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isAllowed(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }

    /// Whether a character may stand in an XML document.
    package static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}

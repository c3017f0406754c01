/// What ids and printed names may look like.
package enum PersonNames {
    /// Requires an id that is safe as a part of a file name and can't be mistaken on paper.
    ///
    /// - Parameters:
    ///   - id: 1 to 64 letters, digits, `.`, `_`, `-`, `@`, beginning with a letter or digit.
    ///   - what: What it is, for the message.
    package static func requireID(_ id: String, _ what: String) throws(CaptureError) {
        let isGood =
            (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                isLetterOrDigit(byte) || [0x2e, 0x5f, 0x2d, 0x40].contains(byte)
            } && id.utf8.first.map(isLetterOrDigit) == true
        guard isGood else {
            throw .usage(
                "The \(what) \"\(id)\" is not acceptable: 1 to 64 letters, digits, '.', '_', '-' "
                    + "or '@', beginning with a letter or digit.")
        }
    }

    /// Requires a name that can be printed on one line.
    package static func requirePrintable(_ name: String, _ what: String) throws(CaptureError) {
        let isGood =
            (1...200).contains(name.unicodeScalars.count)
            && name.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate,
                    .privateUse, .unassigned:
                    false
                default: true
                }
            } && name.unicodeScalars.first != " " && name.unicodeScalars.last != " "
        guard isGood else {
            throw .usage(
                "The \(what) is not acceptable: 1 to 200 printable characters on one line, "
                    + "without blanks at the ends.")
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
            || (0x61...0x7a).contains(byte)
    }
}

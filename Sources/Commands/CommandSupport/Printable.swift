import LinuxFiles

/// Makes text from outside harmless for a terminal.
package enum Printable {
    /// One line: control characters, line feeds included, appear as `\xNN`.
    package static func line(_ text: String) -> String { PathText.shown(Array(text.utf8)) }

    /// Several lines: line feeds stay, other control characters appear as `\xNN`.
    package static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line(String($0)) }.joined(separator: "\n")
    }
}

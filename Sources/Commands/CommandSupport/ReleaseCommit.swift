/// The commit that a release was built from.
///
/// `git archive` replaces what stands between the dollar signs (.gitattributes), and a release is built
/// from such an archive; in a working tree, which may be anything, they stay as they are.
enum ReleaseCommit {
    /// Its full name, 40 hexadecimal digits.
    static let name: String? = replaced("$Format:%H$")
    /// Its day, as in 2026-11-21.
    static let day: String? = replaced("$Format:%cs$")

    private static func replaced(_ text: String) -> String? {
        text.hasPrefix("$") ? nil : text
    }
}

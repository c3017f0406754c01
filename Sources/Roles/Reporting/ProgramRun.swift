/// What a rendering says of the program that ran and of how it ended.
///
/// The report itself names the program; this is what pipelines ask for besides.
package struct ProgramRun: Hashable, Sendable {
    /// Major, minor and patch.
    package var version: String
    /// The commit that a release was built from, 40 hex digits; nil in a working tree.
    package var commit: String?
    /// SHA-256 of the program's own file, 64 hex digits; nil where it can't be read.
    package var sha256: String?
    /// The status with which the program ends.
    package var exitCode: Int
    /// What that status means, in a few words.
    package var exitMeaning: String

    /// Makes the run of its parts.
    package init(
        version: String, commit: String?, sha256: String?, exitCode: Int, exitMeaning: String
    ) {
        self.version = version
        self.commit = commit
        self.sha256 = sha256
        self.exitCode = exitCode
        self.exitMeaning = exitMeaning
    }
}

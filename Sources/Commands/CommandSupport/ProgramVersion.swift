/// The version that all programs of this repository share.
package enum ProgramVersion {
    /// Major, minor and patch, as `--version`, records, bundles and reports have it.
    package static let text = "1.0.0"
}

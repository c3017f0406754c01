package import Cryptography
import LinuxFiles

/// The version that all programs of this repository share.
package enum ProgramVersion {
    /// Major, minor and patch, as records and bundles have it.
    package static let text = "1.0.0"

    /// The version as reports print it: with the beginning of the commit, where it is a release.
    package static let textWithCommit =
        ReleaseCommit.name.map { "\(text) (commit \($0.prefix(12)))" } ?? text

    /// The commit that a release was built from, 40 hex digits; nil in a working tree.
    package static let commit = ReleaseCommit.name

    /// SHA-256 of the program's own file, 64 hex digits; nil where `/proc` is missing.
    ///
    /// Reads the whole file each time, so whoever needs it in a judgement asks for it beside the rest.
    package static var ownSHA256: String? {
        do { return try readOwnDigest().hex } catch { return nil }
    }

    /// SHA-256 of the program's own file, for one that writes into records which program made them.
    ///
    /// - Throws: Where `/proc` is missing: a record without it would be refused by every verifier.
    package static func requireOwnDigest() throws(CommandFailure) -> Digest {
        do { return try readOwnDigest() } catch {
            throw CommandFailure(.inputOutput, "the program can't read its own file: \(error)")
        }
    }

    /// What `--version` says: version, commit, and the digest of the program's own file.
    static func statement(of program: String, version: String) -> String {
        "\(program) \(version)\ncommit \(ReleaseCommit.name ?? "unreleased")\nsha256 \(ownDigest)\n"
    }

    /// In lower-case hexadecimal digits, or why it isn't known: `/proc` may be missing.
    private static var ownDigest: String {
        do { return try readOwnDigest().hex } catch { return "unknown: \(error)" }
    }

    private static func readOwnDigest() throws -> Digest {
        let file = try FileDescriptor(reading: "/proc/self/exe")
        var stream = SHA256Stream()
        _ = try file.forEachChunk { stream.update($0) }
        return stream.finish()
    }
}

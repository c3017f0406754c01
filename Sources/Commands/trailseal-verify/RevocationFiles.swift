import CommandSupport
import Cryptography
import Verification

/// Reads the revocation lists and OCSP responses that the auditor brings, in the trust folder or
/// with `--crl`.
///
/// Source: docs/formats/command-line.md §4.
enum RevocationFiles {
    /// Adds a file, or every file of a folder: `.crl`, `.pem` and `.ocsp`.
    static func add(_ path: String, to trust: inout Trust) throws(CommandFailure) {
        guard try TrustFolder.isFolder(path) else {
            try addFile(path, to: &trust)
            return
        }
        for file in try TrustFolder.files(path, endings: [".crl", ".pem", ".ocsp"]) {
            try addFile(file, to: &trust)
        }
    }

    private static func addFile(
        _ path: String, to trust: inout Trust
    ) throws(CommandFailure) {
        let bytes = try TrustFolder.content(path)
        do throws(CryptographyError) {
            if path.hasSuffix(".ocsp") {
                trust.responses.append(try RevocationResponse(der: bytes))
                return
            }
            let lists = try PEM.revocationLists(in: bytes)
            guard !lists.isEmpty else {
                throw CryptographyError(function: "--crl", text: "it holds no revocation list")
            }
            trust.revocation += lists
        } catch {
            throw TrustFolder.unusable(path, error.text.isEmpty ? "\(error)" : error.text)
        }
    }
}

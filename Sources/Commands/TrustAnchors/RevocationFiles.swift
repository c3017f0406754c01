package import CommandSupport
import Cryptography

/// Revocation lists and OCSP responses, in the trust folder or with `--crl`.
///
/// Source: docs/formats/command-line.md §4.
extension TrustFolder {
    /// Adds a file, or every file of a folder: `.crl`, `.pem` and `.ocsp`.
    ///
    /// - Throws: `CommandFailure` with status 66 for a file that can't be used.
    package mutating func addRevocation(
        _ path: String, from source: AnchorFiles = .disk
    ) throws(CommandFailure) {
        guard try source.isFolder(path) else {
            try addFile(path, source)
            return
        }
        for file in try source.files(path, endings: [".crl", ".pem", ".ocsp"]) {
            try addFile(file, source)
        }
    }

    private mutating func addFile(
        _ path: String, _ source: AnchorFiles
    ) throws(CommandFailure) {
        let bytes = try source.content(path)
        do throws(CryptographyError) {
            if path.hasSuffix(".ocsp") {
                responses.append(try RevocationResponse(der: bytes))
                return
            }
            let lists = try PEM.revocationLists(in: bytes)
            guard !lists.isEmpty else {
                throw CryptographyError(function: "--crl", text: "it holds no revocation list")
            }
            revocation += lists
        } catch {
            throw Self.unusable(path, error.text.isEmpty ? "\(error)" : error.text)
        }
    }
}

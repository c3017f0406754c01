import CommandSupport
package import Cryptography

/// Sign-in services: one key a line, the issuer as assertions name it, a space, the audience, a space, the
/// key's thumbprint (RFC 7638) in base64url.
///
/// Source: docs/formats/command-line.md §4.
extension TrustFolder {
    /// One key of a service.
    package struct SignInService: Hashable, Sendable {
        /// The service.
        package let issuer: String
        /// For whom its assertions must be made.
        package let audience: String
        /// The key's thumbprint.
        package let thumbprint: Digest
    }

    /// Adds the lines of a file.
    ///
    /// - Throws: For a line that can't be read, and for one that stands there twice.
    mutating func addSignIn(
        _ path: String, from source: AnchorFiles
    ) throws(CommandFailure) {
        guard let text = String(validating: try source.content(path), as: UTF8.self) else {
            throw Self.unusable(path, "it is not UTF-8")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
                .map(String.init)
            guard words.count == 3, !words[0].isEmpty, !words[1].isEmpty,
                let thumbprint = Base64URL.decode(words[2].utf8).flatMap({ Digest($0) })
            else {
                throw Self.unusable(
                    path, "line \(index + 1) is not an issuer, an audience and a thumbprint")
            }
            let service = SignInService(
                issuer: words[0], audience: words[1], thumbprint: thumbprint)
            if signIn.contains(service) {
                throw Self.unusable(path, "line \(index + 1) stands there already")
            }
            signIn.append(service)
        }
    }
}

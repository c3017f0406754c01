package import Cryptography

/// A sign-in service that the auditor knows, with one of its keys.
///
/// Source: docs/formats/command-line.md §4.
package struct SignInAnchor: Hashable, Sendable {
    /// The service, as its assertions name it.
    package let issuer: String
    /// For whom its assertions must be made: the capture program's name at the service.
    package let audience: String
    /// The thumbprint of the key, RFC 7638.
    package let thumbprint: Digest

    /// Pins a key for a service and an audience.
    package init(issuer: String, audience: String, thumbprint: Digest) {
        self.issuer = issuer
        self.audience = audience
        self.thumbprint = thumbprint
    }
}

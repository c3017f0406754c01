package import Cryptography

/// The key that seals, with its certificates: the program's key, never a person's.
///
/// Source: docs/formats/bundle.md §5.
package struct SealIdentity: Sendable {
    /// The key.
    package let key: PrivateKey
    /// Its certificate.
    package let certificate: Certificate
    /// Certificates between it and a root, the nearest first; no root.
    package let intermediates: [Certificate]

    /// Puts a key and its certificates together.
    ///
    /// - Throws: `SealingError.wrongSealKey` when they don't belong together.
    package init(
        key: PrivateKey, certificate: Certificate, intermediates: [Certificate]
    ) throws(SealingError) {
        guard key.spkiSha256 == certificate.spkiSha256 else {
            throw .wrongSealKey("the seal's certificate is for another key")
        }
        self.key = key
        self.certificate = certificate
        self.intermediates = intermediates
    }
}

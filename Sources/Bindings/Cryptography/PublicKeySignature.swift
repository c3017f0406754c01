import CCrypto

/// Checks single signatures, the one place where a public key meets a message.
package enum PublicKeySignature {
    /// How a signature is to be checked.
    package enum Algorithm: Hashable, Sendable {
        /// ECDSA, the signature as DER r and s.
        case ecdsa(HashAlgorithm)
        /// RSASSA-PKCS1-v1_5.
        case rsaPKCS1(HashAlgorithm)
        /// RSASSA-PSS with MGF1 over the same hash and a salt of exactly that many bytes.
        case rsaPSS(HashAlgorithm, saltByteCount: Int)
        /// Ed25519, the signature as 64 bytes; RFC 8032.
        case ed25519
    }

    /// Whether a signature over a message is right.
    ///
    /// - Parameters:
    ///   - signature: Encoded as the algorithm says; anything after its end makes it wrong.
    ///   - message: The message itself, not its hash.
    ///   - spki: DER SubjectPublicKeyInfo of a key that fits the algorithm.
    /// - Returns: false also for unreadable keys and keys of another kind.
    package static func isValid(
        signature: [UInt8], message: [UInt8], spki: [UInt8], algorithm: Algorithm
    ) -> Bool {
        isValid(signature: signature, message: message[...], spki: spki, algorithm: algorithm)
    }

    /// The same for a part of an array, which is not copied: a list may have 80 MB.
    static func isValid(
        signature: [UInt8], message: ArraySlice<UInt8>, spki: [UInt8], algorithm: Algorithm
    ) -> Bool {
        SignatureMemo.answer(algorithm, key: spki, signature: signature, message: message) {
            verifies(signature, message, spki, algorithm)
        }
    }

    private static func verifies(
        _ signature: [UInt8], _ message: ArraySlice<UInt8>, _ spki: [UInt8],
        _ algorithm: Algorithm
    ) -> Bool {
        Library.prepare()
        defer { ERR_clear_error() }
        switch (algorithm, KeyAlgorithm(spki: spki)) {
        case (.ecdsa(let hash), .p256), (.ecdsa(let hash), .p384), (.ecdsa(let hash), .p521):
            return verifies(signature, message, spki, hash) { _ in true }
        case (.rsaPKCS1(let hash), .rsa):
            return verifies(signature, message, spki, hash) { parameters in
                EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PADDING) > 0
            }
        case (.rsaPSS(let hash, let saltByteCount), .rsa):
            return verifies(signature, message, spki, hash) { parameters in
                EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) > 0
                    && EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, hash.method) > 0
                    && saltByteCount >= 0
                    && EVP_PKEY_CTX_set_rsa_pss_saltlen(
                        parameters, Int32(clamping: saltByteCount)) > 0
            }
        case (.ed25519, .ed25519):
            return Ed25519.isValid(
                signature: signature, message: message, publicKey: Array(spki.suffix(32)))
        default:
            return false
        }
    }

    private static func verifies(
        _ signature: [UInt8], _ message: ArraySlice<UInt8>, _ spki: [UInt8], _ hash: HashAlgorithm,
        configure: (OpaquePointer?) -> Bool
    ) -> Bool {
        guard let key = try? PublicKey.known(spki: spki), let context = EVP_MD_CTX_new() else {
            return false
        }
        defer { EVP_MD_CTX_free(context) }
        var parameters: OpaquePointer?
        guard EVP_DigestVerifyInit(context, &parameters, hash.method, nil, key.handle) == 1,
            configure(parameters)
        else { return false }
        return message.withUnsafeBufferPointer {
            EVP_DigestVerify(context, signature, signature.count, $0.baseAddress, $0.count) == 1
        }
    }
}

/// A decoded public key.
///
/// Owns one `EVP_PKEY`; `deinit` frees it.
final class PublicKey: Sendable {
    // Only read once decoded; libcrypto counts references under a lock of its own.
    nonisolated(unsafe) let handle: OpaquePointer

    init(spki: [UInt8]) throws(CryptographyError) {
        Library.prepare()
        handle = try decoded(spki, "d2i_PUBKEY", free: { EVP_PKEY_free($0) }) {
            d2i_PUBKEY(nil, $0, $1)
        }
    }

    deinit { EVP_PKEY_free(handle) }

    private static let known = DecodedOnce<PublicKey>()

    /// Decodes a key, or takes it from those decoded before.
    static func known(spki: [UInt8]) throws(CryptographyError) -> PublicKey {
        try known.value(spki) { spki throws(CryptographyError) in try PublicKey(spki: spki) }
    }
}

extension Ed25519 {
    /// The DER SubjectPublicKeyInfo of a 32-byte public key.
    ///
    /// Source: RFC 8410 §4.
    package static func spki(publicKey: [UInt8]) -> [UInt8] {
        DER.sequence(DER.algorithm(.ed25519), DER.value(DERTag.bitString, [0] + publicKey))
    }
}

/// A public key by its numbers, as a JSON Web Key states it.
///
/// Source: RFC 7518 §6, RFC 8037 §2.
package enum RawPublicKey: Hashable, Sendable {
    /// A point of P-256, 32 bytes each.
    case p256(x: [UInt8], y: [UInt8])
    /// Modulus and exponent, big-endian without leading zeros.
    case rsa(modulus: [UInt8], exponent: [UInt8])
    /// 32 bytes.
    case ed25519([UInt8])

    /// The DER SubjectPublicKeyInfo; whether the numbers are a key is for whoever uses it.
    package var spki: [UInt8] {
        switch self {
        case .p256(let x, let y):
            DER.sequence(
                DER.algorithm(.ecPublicKey, parameters: DER.oid(.p256)),
                DER.value(DERTag.bitString, [0, 4] + x + y))
        case .rsa(let modulus, let exponent):
            DER.sequence(
                DER.algorithm(.rsaEncryption, parameters: [0x05, 0x00]),
                DER.value(
                    DERTag.bitString,
                    [0]
                        + DER.sequence(
                            DER.integer(magnitude: modulus), DER.integer(magnitude: exponent))))
        case .ed25519(let key): Ed25519.spki(publicKey: key)
        }
    }

    /// Whether a signature of a JSON Web Signature holds: EdDSA, ES256 with r and s of 32 bytes each, or
    /// RS256, as the key is.
    ///
    /// Source: RFC 7518 §3.3 and §3.4, RFC 8037 §3.1.
    package func holds(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        let spki = spki
        switch self {
        case .p256:
            guard signature.count == 64 else { return false }
            let pair = DER.sequence(
                DER.integer(magnitude: Array(signature.prefix(32))),
                DER.integer(magnitude: Array(signature.suffix(32))))
            return PublicKeySignature.isValid(
                signature: pair, message: message, spki: spki, algorithm: .ecdsa(.sha256))
        case .rsa:
            return PublicKeySignature.isValid(
                signature: signature, message: message, spki: spki, algorithm: .rsaPKCS1(.sha256))
        case .ed25519:
            return PublicKeySignature.isValid(
                signature: signature, message: message, spki: spki, algorithm: .ed25519)
        }
    }
}

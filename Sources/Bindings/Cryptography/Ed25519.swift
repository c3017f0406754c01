import CCrypto

/// Ed25519 over short messages, such as checkpoints and cosignatures.
///
/// Source: RFC 8032 §5.1.
package enum Ed25519 {
    /// The length of a public key and of a seed in bytes.
    package static let keyByteCount = 32
    /// The length of a signature in bytes.
    package static let signatureByteCount = 64

    /// Computes the public key of a seed.
    ///
    /// - Parameter seed: 32 bytes.
    /// - Returns: 32 bytes.
    /// - Throws: If the seed has another length.
    package static func publicKey(seed: SecretBytes) throws(CryptographyError) -> [UInt8] {
        let key = try privateKey(seed)
        defer { EVP_PKEY_free(key) }
        var bytes = [UInt8](repeating: 0, count: keyByteCount)
        var count = bytes.count
        try require(EVP_PKEY_get_raw_public_key(key, &bytes, &count), "EVP_PKEY_get_raw_public_key")
        return bytes
    }

    /// Signs a message; the same seed and message always give the same bytes.
    ///
    /// - Parameter seed: 32 bytes.
    /// - Returns: 64 bytes.
    /// - Throws: If the seed has another length.
    package static func sign(
        _ message: [UInt8], seed: SecretBytes
    ) throws(CryptographyError) -> [UInt8] {
        let key = try privateKey(seed)
        defer { EVP_PKEY_free(key) }
        let context = try require(EVP_MD_CTX_new(), "EVP_MD_CTX_new")
        defer { EVP_MD_CTX_free(context) }
        try require(
            EVP_DigestSignInit_ex(context, nil, nil, nil, nil, key, nil), "EVP_DigestSignInit_ex")
        var signature = [UInt8](repeating: 0, count: signatureByteCount)
        var count = signature.count
        try require(
            EVP_DigestSign(context, &signature, &count, message, message.count), "EVP_DigestSign")
        return signature
    }

    /// Whether a signature is right; wrong lengths and weak keys make it false.
    ///
    /// A key of small order would let one signature fit any message, so such keys and keys
    /// spelled in a second way are refused; S at or above the group order is refused by
    /// libcrypto.
    ///
    /// - Parameters:
    ///   - signature: 64 bytes.
    ///   - message: Any length.
    ///   - publicKey: 32 bytes.
    package static func isValid(
        signature: [UInt8], message: [UInt8], publicKey: [UInt8]
    ) -> Bool {
        isValid(signature: signature, message: message[...], publicKey: publicKey)
    }

    /// The same for a part of an array, which is not copied.
    static func isValid(
        signature: [UInt8], message: ArraySlice<UInt8>, publicKey: [UInt8]
    ) -> Bool {
        guard signature.count == signatureByteCount else { return false }
        return SignatureMemo.answer(
            .ed25519, key: publicKey, signature: signature, message: message
        ) {
            isSound(publicKey: publicKey) && verifies(signature, message, publicKey)
        }
    }

    private static func verifies(
        _ signature: [UInt8], _ message: ArraySlice<UInt8>, _ publicKey: [UInt8]
    ) -> Bool {
        Library.prepare()
        defer { ERR_clear_error() }
        let key: RawKey
        // A key that libcrypto doesn't take has signed nothing.
        do { key = try known.value(publicKey, RawKey.init) } catch { return false }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit_ex(context, nil, nil, nil, nil, key.pointer, nil) == 1 else {
            return false
        }
        return message.withUnsafeBufferPointer {
            EVP_DigestVerify(context, signature, signature.count, $0.baseAddress, $0.count) == 1
        }
    }

    /// A log and its witnesses sign with few keys, each many times.
    private static let known = DecodedOnce<RawKey>()

    /// A public key as libcrypto works with it; `deinit` frees it.
    private final class RawKey: Sendable {
        // Nobody changes it, and libcrypto counts its users with a lock.
        nonisolated(unsafe) let pointer: OpaquePointer

        init(_ publicKey: [UInt8]) throws(CryptographyError) {
            pointer = try require(
                EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, publicKey, publicKey.count),
                "EVP_PKEY_new_raw_public_key_ex")
        }

        deinit { EVP_PKEY_free(pointer) }
    }

    /// Whether a public key has 32 bytes, its only spelling and a point of large order.
    package static func isSound(publicKey: [UInt8]) -> Bool {
        guard publicKey.count == keyByteCount else { return false }
        var y = publicKey
        y[31] &= 0x7f
        return isBelowFieldPrime(y) && smallOrderPoints.contains(y) == false
    }

    /// Whether a little-endian number is below 2^255 − 19.
    private static func isBelowFieldPrime(_ y: [UInt8]) -> Bool {
        y[31] < 0x7f || y[1..<31].contains { $0 != 0xff } || y[0] < 0xed
    }

    /// The y coordinates of the eight points whose order divides 8, without the sign bit.
    private static let smallOrderPoints: Set<[UInt8]> = {
        let zero = [UInt8](repeating: 0, count: 32)
        var one = zero
        one[0] = 1
        var minusOne = [UInt8](repeating: 0xff, count: 32)
        minusOne[0] = 0xec
        minusOne[31] = 0x7f
        let orderEight = [
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        ]
        return Set([zero, one, minusOne] + orderEight.compactMap(Hex.decode))
    }()

    static func privateKey(_ seed: SecretBytes) throws(CryptographyError) -> OpaquePointer {
        Library.prepare()
        return try seed.withUnsafePointer { (start, count) throws(CryptographyError) in
            try require(
                EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, start, count),
                "EVP_PKEY_new_raw_private_key_ex")
        }
    }
}

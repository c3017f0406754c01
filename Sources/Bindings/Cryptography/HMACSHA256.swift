import CCrypto

/// HMAC with SHA-256.
///
/// Source: RFC 2104, FIPS 198-1; docs/formats/log.md §5 for what the project codes with it.
package enum HMACSHA256 {
    /// Computes the code of a message.
    ///
    /// - Parameters:
    ///   - key: Any length; keys over 64 bytes are hashed first.
    ///   - message: Any length.
    /// - Returns: The full 32 bytes, never truncated.
    package static func code(key: Span<UInt8>, message: Span<UInt8>) -> Digest {
        guard key.count <= blockLength else {
            return SHA256.hash(key).withSpan { code(key: $0, message: message) }
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: blockLength) { pad in
            pad.initialize(repeating: 0x36)
            for index in key.indices { pad[index] ^= key[index] }
            var inner = SHA256Stream()
            inner.update(UnsafeRawBufferPointer(pad))
            inner.update(message)
            let innerDigest = inner.finish()
            for index in pad.indices { pad[index] ^= 0x36 ^ 0x5c }
            var outer = SHA256Stream()
            outer.update(UnsafeRawBufferPointer(pad))
            outer.update(innerDigest)
            OPENSSL_cleanse(pad.baseAddress, pad.count)
            return outer.finish()
        }
    }

    /// Computes the code of a message.
    package static func code(key: some HMACKey, message: [UInt8]) -> Digest {
        key.withKeyBytes { key in code(key: key, message: message.span) }
    }

    /// The block of SHA-256 in bytes.
    private static let blockLength = 64
}

/// A key of HMAC from which others are derived: disclosed as a digest, or secret in locked memory.
package protocol HMACKey {
    /// Lends the bytes of the key.
    func withKeyBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result
    /// A key of this kind with the bytes of a code.
    static func derived(_ code: Digest) -> Self
}

extension HMACKey {
    /// The 32-byte key that a message and this key give.
    package func derived(by message: [UInt8]) -> Self {
        .derived(HMACSHA256.code(key: self, message: message))
    }
}

extension Digest: HMACKey {
    /// Lends the bytes of the key.
    package func withKeyBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        withSpan(body)
    }

    /// The code itself.
    package static func derived(_ code: Digest) -> Digest { code }

    /// The bytes of a secret that is given out; nil for another length than 32.
    package init?(disclosing secret: SecretBytes) {
        self.init(secret.withBytes { span in span.indices.map { span[$0] } })
    }
}

extension SecretBytes: HMACKey {
    /// Lends the bytes of the key.
    package func withKeyBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        withBytes(body)
    }

    /// The code, moved into locked memory.
    package static func derived(_ code: Digest) -> SecretBytes {
        code.withSpan { code in
            SecretBytes(count: Digest.byteCount) { (target: inout MutableSpan<UInt8>) in
                for index in code.indices { target[index] = code[index] }
            }
        }
    }
}

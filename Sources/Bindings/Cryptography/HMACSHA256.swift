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

    /// Computes the code of a message under a key that is itself 32 bytes.
    package static func code(key: Digest, message: [UInt8]) -> Digest {
        key.withSpan { key in code(key: key, message: message.span) }
    }

    /// Computes the code of a message under a key in locked memory.
    package static func code(key: SecretBytes, message: [UInt8]) -> Digest {
        key.withBytes { key in code(key: key, message: message.span) }
    }

    /// Derives a 32-byte key from a key; both stay in locked memory.
    package static func derive(from key: SecretBytes, message: [UInt8]) -> SecretBytes {
        code(key: key, message: message).withSpan { derived in
            SecretBytes(count: Digest.byteCount) { (target: inout MutableSpan<UInt8>) in
                for index in derived.indices { target[index] = derived[index] }
            }
        }
    }

    /// The block of SHA-256 in bytes.
    private static let blockLength = 64
}

import CCrypto

/// HMAC with SHA-256 under one key, for several messages.
///
/// Keeps the two states of the hash behind the padded key, so that each further message costs two
/// blocks less. For keys that were disclosed: what it holds isn't wiped.
///
/// Source: RFC 2104 §4, "Implementation Note".
package struct KeyedHMAC {
    private let inner: SHA256_CTX
    private let outer: SHA256_CTX

    /// Takes a key of 32 bytes.
    package init(key: Digest) {
        var pad: [64 of UInt8] = .init(repeating: 0x36)
        key.withSpan { bytes in
            for index in bytes.indices { pad[index] ^= bytes[index] }
        }
        inner = Self.begun(pad)
        for index in 0..<64 { pad[index] ^= 0x36 ^ 0x5c }
        outer = Self.begun(pad)
    }

    private static func begun(_ pad: borrowing [64 of UInt8]) -> SHA256_CTX {
        var stream = SHA256Stream()
        stream.update(pad.span)
        return stream.begun
    }

    /// The code of a message.
    package func code(_ message: Span<UInt8>) -> Digest {
        var stream = SHA256Stream(behind: inner)
        stream.update(message)
        let digest = stream.finish()
        var around = SHA256Stream(behind: outer)
        around.update(digest)
        return around.finish()
    }
}

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
        let words = key.storedWords
        inner = Self.begun(words, 0x3636_3636_3636_3636)
        outer = Self.begun(words, 0x5c5c_5c5c_5c5c_5c5c)
    }

    private static func begun(
        _ key: (UInt64, UInt64, UInt64, UInt64), _ pad: UInt64
    ) -> SHA256_CTX {
        let block: [8 of UInt64] = [
            key.0 ^ pad, key.1 ^ pad, key.2 ^ pad, key.3 ^ pad, pad, pad, pad, pad,
        ]
        // A stream counts what went in, which a message too long for `ShortMessage` needs.
        var stream = SHA256Stream()
        withUnsafeBytes(of: block) { stream.update($0) }
        return stream.begun
    }

    /// The code of a message.
    package func code(_ message: Span<UInt8>) -> Digest {
        let digest = message.withUnsafeBytes { message in
            if message.count <= ShortMessage.longest {
                return ShortMessage.hash(message, behind: inner, blocks: 1)
            }
            var stream = SHA256Stream(behind: inner)
            stream.update(message)
            return stream.finish()
        }
        return digest.withBigEndianBytes { ShortMessage.hash($0, behind: outer, blocks: 1) }
    }
}

import CCrypto

/// SHA-256 of bytes that are in memory.
///
/// Source: FIPS 180-4 §6.2.
///
/// Uses the block functions of libcrypto on a context on the stack: the `EVP` way allocates a
/// context per call, which doubles the cost of the short messages that a log is made of.
package enum SHA256 {
    /// Hashes an array.
    package static func hash(_ bytes: [UInt8]) -> Digest {
        var stream = SHA256Stream()
        stream.update(bytes)
        return stream.finish()
    }

    /// Hashes borrowed bytes.
    package static func hash(_ bytes: Span<UInt8>) -> Digest {
        var stream = SHA256Stream()
        stream.update(bytes)
        return stream.finish()
    }

    /// Hashes one byte and two digests behind each other, 65 bytes.
    package static func hash(_ first: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        // The byte stands in the last place of the first word, so that all 65 are one stretch.
        let (left, right) = (left.storedWords, right.storedWords)
        let words: [9 of UInt64] = [
            UInt64(first).bigEndian, left.0, left.1, left.2, left.3, right.0, right.1, right.2,
            right.3,
        ]
        return withUnsafeBytes(of: words) { words in
            ShortMessage.hash(
                UnsafeRawBufferPointer(rebasing: words[7...]), behind: SHA256Stream().begun,
                blocks: 0)
        }
    }

    /// Hashes bytes that aren't secret: what is held of them isn't wiped.
    package static func hash(public bytes: Span<UInt8>) -> Digest {
        bytes.withUnsafeBytes { bytes in
            if bytes.count <= ShortMessage.longest {
                return ShortMessage.hash(bytes, behind: SHA256Stream().begun, blocks: 0)
            }
            var stream = SHA256Stream()
            stream.update(bytes)
            return stream.finish()
        }
    }
}

/// SHA-256 of bytes that arrive in pieces.
package struct SHA256Stream: ~Copyable {
    private var state: SHA256_CTX

    /// Starts with the empty message.
    package init() {
        state = SHA256_CTX()
        SHA256_Init(&state)
    }

    /// Goes on behind a message that was begun.
    init(behind state: SHA256_CTX) { self.state = state }

    /// What `init(behind:)` goes on from.
    var begun: SHA256_CTX { state }

    /// Adds the next piece.
    package mutating func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { update(UnsafeRawBufferPointer($0)) }
    }

    /// Adds the next piece.
    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Adds the 32 bytes of a digest.
    package mutating func update(_ digest: Digest) {
        digest.withBigEndianBytes { update($0) }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return }
        SHA256_Update(&state, start, bytes.count)
    }

    /// Ends the message.
    package consuming func finish() -> Digest {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { output in
            _ = SHA256_Final(output.bindMemory(to: UInt8.self).baseAddress, &state)
        }
        return Digest(
            words: (
                words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
            ))
    }
}

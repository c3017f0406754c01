import CCrypto

/// SHA-256 over the end of a message that is short and not secret.
///
/// A record takes seven hashes of one or two blocks. A stream copies each message into its buffer, pads
/// it there and wipes the buffer; here the padding stands behind the message on the stack, and libcrypto
/// gets whole blocks. Nothing is wiped.
///
/// Source: FIPS 180-4 §5.1.1, §6.2.2.
enum ShortMessage {
    /// The most bytes that fit into two blocks beside their padding.
    static let longest = 119

    /// Ends a message.
    ///
    /// - Parameters:
    ///   - rest: The bytes that are left, at most `longest`.
    ///   - state: The state behind the blocks in front of them.
    ///   - blocks: How many blocks those are.
    static func hash(
        _ rest: UnsafeRawBufferPointer, behind state: SHA256_CTX, blocks: Int
    ) -> Digest {
        var state = state
        var padded = [16 of UInt64](repeating: 0)
        withUnsafeMutableBytes(of: &padded) { padded in
            padded.copyMemory(from: rest)
            padded[rest.count] = 0x80
            let end = rest.count < 56 ? 64 : 128
            padded.storeBytes(
                of: UInt64((blocks * 64 + rest.count) * 8).bigEndian, toByteOffset: end - 8,
                as: UInt64.self)
            let bytes = padded.bindMemory(to: UInt8.self)
            for block in stride(from: 0, to: end, by: 64) {
                SHA256_Transform(&state, bytes.baseAddress?.advanced(by: block))
            }
        }
        let h = state.h
        return Digest(words: (word(h.0, h.1), word(h.2, h.3), word(h.4, h.5), word(h.6, h.7)))
    }

    private static func word(_ high: UInt32, _ low: UInt32) -> UInt64 {
        UInt64(high) << 32 | UInt64(low)
    }
}

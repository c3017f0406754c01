/// A SHA-256 value, 32 bytes.
///
/// Kept as four big-endian words in the value itself, so collections of digests need no heap
/// block per element. Codes and verifier-side keys, which have the same shape, use it too.
package struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The length in bytes, 32.
    package static let byteCount = 32

    /// Thirty-two zero bytes.
    package static let zero = Digest(words: (0, 0, 0, 0))

    private let word0: UInt64
    private let word1: UInt64
    private let word2: UInt64
    private let word3: UInt64

    /// Takes exactly 32 bytes.
    ///
    /// - Returns: nil for any other count.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Digest.byteCount else { return nil }
        self.init(
            words: (
                Digest.word(bytes, 0), Digest.word(bytes, 8),
                Digest.word(bytes, 16), Digest.word(bytes, 24)
            ))
    }

    /// Reads 64 lower-case hexadecimal digits.
    ///
    /// - Returns: nil for any other text.
    package init?(hex: String) {
        let digits = hex.utf8.span
        guard digits.count == 2 * Digest.byteCount else { return nil }
        self.init(hexIn: digits, at: 0)
    }

    /// Takes four words whose most significant byte comes first in the digest.
    init(words: (UInt64, UInt64, UInt64, UInt64)) {
        (word0, word1, word2, word3) = words
    }

    /// The 32 bytes as an array.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Digest.byteCount)
        append(to: &bytes)
        return bytes
    }

    /// 64 lower-case hexadecimal digits.
    package var hex: String { withSpan { bytes in Hex.encode(bytes) } }

    /// The same as `hex`.
    package var description: String { hex }

    /// Appends the 32 bytes.
    package func append(to buffer: inout [UInt8]) {
        withBigEndianBytes { buffer.append(contentsOf: $0) }
    }

    /// Lends the 32 bytes without an array.
    package func withSpan<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withBigEndianBytes { (raw) throws(Failure) -> Result in
            try body(raw.bindMemory(to: UInt8.self).span)
        }
    }

    /// Orders like the bytes, first byte first.
    package static func < (left: Digest, right: Digest) -> Bool {
        (left.word0, left.word1, left.word2, left.word3)
            < (right.word0, right.word1, right.word2, right.word3)
    }

    /// Compares in a time that does not depend on where the values differ.
    func isConstantTimeEqual(to other: Digest) -> Bool {
        (word0 ^ other.word0) | (word1 ^ other.word1) | (word2 ^ other.word2)
            | (word3 ^ other.word3) == 0
    }

    /// Puts the 32 bytes into a buffer in the place of those that stand there.
    ///
    /// - Parameter place: Where the first one goes; a buffer that ends before the last one stays as it is.
    package func write(to buffer: inout [UInt8], at place: Int) {
        guard place >= 0, place <= buffer.count - Digest.byteCount else { return }
        let words = storedWords
        buffer.withUnsafeMutableBytes { buffer in
            buffer.storeBytes(of: words.0, toByteOffset: place, as: UInt64.self)
            buffer.storeBytes(of: words.1, toByteOffset: place + 8, as: UInt64.self)
            buffer.storeBytes(of: words.2, toByteOffset: place + 16, as: UInt64.self)
            buffer.storeBytes(of: words.3, toByteOffset: place + 24, as: UInt64.self)
        }
    }

    /// The words, the first one highest.
    var words: (UInt64, UInt64, UInt64, UInt64) { (word0, word1, word2, word3) }

    /// The words as they stand in memory: the bytes of the digest in their order.
    var storedWords: (UInt64, UInt64, UInt64, UInt64) {
        (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)
    }

    func withBigEndianBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let words = storedWords
        return try withUnsafeBytes(of: words, body)
    }

    private static func word(_ bytes: [UInt8], _ start: Int) -> UInt64 {
        var word: UInt64 = 0
        for offset in 0..<8 { word = word << 8 | UInt64(bytes[start + offset]) }
        return word
    }
}

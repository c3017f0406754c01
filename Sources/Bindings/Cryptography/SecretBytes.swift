import CCrypto
import Glibc

/// Bytes that must not reach the swap, a core dump, a child process or the heap.
///
/// A mapping of its own, locked where the limits of the process allow it, excluded from core
/// dumps, cleansed before it is given back. Arrays are no place for secrets: copy on write
/// leaves copies that nothing can find again.
package final class SecretBytes: Sendable {
    /// The number of bytes.
    package let count: Int
    /// Whether the kernel promised to keep the bytes out of the swap.
    package let isLocked: Bool

    // Written only while one of the initialisers runs, read-only afterwards.
    nonisolated(unsafe) private let start: UnsafeMutablePointer<UInt8>
    private let mapping: SecretMapping?

    /// Makes that many zero bytes.
    package init(count: Int) {
        let count = max(count, 0)
        let length = max(count, 1)
        self.count = count
        mapping = SecretMapping.take(length)
        if let mapping {
            self.isLocked = mapping.isLocked
            self.start = mapping.start
        } else {
            self.isLocked = false
            self.start = .allocate(capacity: length)
            self.start.initialize(repeating: 0, count: length)
        }
    }

    deinit {
        OPENSSL_cleanse(start, count)
        if let mapping { mapping.giveBack() } else { start.deallocate() }
    }

    /// Makes that many zero bytes and lets the caller fill them.
    package convenience init<Failure: Error>(
        count: Int, initializingWith body: (inout MutableSpan<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        self.init(count: count)
        var target = UnsafeMutableBufferPointer(start: start, count: self.count).mutableSpan
        try body(&target)
    }

    /// Copies bytes in; the caller's array is the caller's to get rid of.
    package convenience init(copying bytes: [UInt8]) {
        self.init(count: bytes.count) { (target: inout MutableSpan<UInt8>) in
            for index in bytes.indices { target[index] = bytes[index] }
        }
    }

    /// Lends the bytes for reading.
    package func withBytes<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeBufferPointer(start: start, count: count).span)
    }

    /// Compares in a time that depends on the lengths only.
    package func isEqual(to other: SecretBytes) -> Bool {
        count == other.count && CRYPTO_memcmp(start, other.start, count) == 0
    }

    /// Makes that many random bytes.
    ///
    /// - Throws: If the system has no randomness to give.
    package static func random(count: Int) throws(CryptographyError) -> SecretBytes {
        Library.prepare()
        let secret = SecretBytes(count: count)
        try require(
            RAND_priv_bytes(secret.start, Int32(clamping: secret.count)), "RAND_priv_bytes")
        return secret
    }

    /// Lends the bytes to a C call of this module.
    func withUnsafePointer<Result, Failure: Error>(
        _ body: (UnsafePointer<UInt8>, Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(start, count)
    }

    /// Lends the bytes to a C call of this module that fills them, before anyone else sees them.
    func withUnsafeMutablePointer<Result>(
        _ body: (UnsafeMutablePointer<UInt8>, Int) -> Result
    ) -> Result {
        body(start, count)
    }
}

internal import Cryptography

/// Counts and hashes bytes that pass through a closure.
///
/// A class because the hash's state can't be copied and the closure keeps it.
final class ByteTally {
    private var hasher: SHA256Stream? = SHA256Stream()
    private(set) var byteCount: UInt64 = 0
    private let limit: UInt64
    private(set) var isTooLong = false

    /// Begins with nothing; bytes beyond the limit are not taken.
    init(limit: UInt64 = .max) { self.limit = limit }

    /// Takes a piece; false when it goes beyond the limit.
    @discardableResult
    func take(_ piece: [UInt8]) -> Bool {
        guard !isTooLong, UInt64(piece.count) <= limit - byteCount else {
            isTooLong = true
            return false
        }
        hasher?.update(piece)
        byteCount += UInt64(piece.count)
        return true
    }

    /// The digest of what was taken; nil when it was asked for before.
    func digest() -> Digest? {
        guard let hasher = hasher.take() else { return nil }
        return hasher.finish()
    }
}

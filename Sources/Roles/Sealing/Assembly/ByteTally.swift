internal import Cryptography

/// Counts and hashes bytes that pass through a closure.
///
/// A class because the hash's state can't be copied and the closure keeps it.
final class ByteTally {
    /// What was taken, once all of it was.
    struct Total {
        let sha256: Digest
        let byteCount: UInt64
    }

    private var hasher: SHA256Stream?
    private let lane: DigestLane?
    private(set) var byteCount: UInt64 = 0
    private let limit: UInt64
    private(set) var isTooLong = false

    /// Begins with nothing; bytes beyond the limit are not taken.
    ///
    /// - Parameter isLong: Whether so much is coming that it is hashed on a thread of its own.
    init(limit: UInt64 = .max, isLong: Bool = false) {
        self.limit = limit
        lane = isLong ? DigestLane() : nil
        hasher = isLong ? nil : SHA256Stream()
    }

    /// Takes a piece; false when it goes beyond the limit.
    @discardableResult
    func take(_ piece: [UInt8]) -> Bool {
        guard !isTooLong, UInt64(piece.count) <= limit - byteCount else {
            isTooLong = true
            return false
        }
        if let lane { lane.update(piece) } else { hasher?.update(piece) }
        byteCount += UInt64(piece.count)
        return true
    }

    /// Digest and size of what was taken; nil when the digest was asked for before.
    func total() -> Total? { digest().map { Total(sha256: $0, byteCount: byteCount) } }

    /// The digest of what was taken; nil when it was asked for before.
    func digest() -> Digest? {
        if let lane { return lane.finish() }
        guard let hasher = hasher.take() else { return nil }
        return hasher.finish()
    }
}

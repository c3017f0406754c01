import Synchronization

/// Whether signatures hold, as found out in this process: each is checked once.
///
/// A bundle is judged again for every moment at which something that it rests on ends, and large ones
/// have their signatures checked ahead, on all cores. One costs 20 to 100 µs and its digest one. The
/// answer depends on nothing but algorithm, key, message and signature, and those are what it is kept
/// by.
enum SignatureMemo {
    /// How many answers are kept, some 10 MB of them; then the memo begins again.
    static let limit = 1 << 17
    /// The longest message whose answer is kept, in bytes: a longer one takes long to hash, too.
    static let messageLimit = 1 << 16

    private struct Question: Hashable {
        let algorithm: PublicKeySignature.Algorithm
        let parts: Digest
    }

    private static let known = Mutex<[Question: Bool]>([:])

    /// The answer, found out by `check` where it isn't known.
    static func answer(
        _ algorithm: PublicKeySignature.Algorithm, key: [UInt8], signature: [UInt8],
        message: ArraySlice<UInt8>, check: () -> Bool
    ) -> Bool {
        guard message.count <= messageLimit else { return check() }
        let question = Question(
            algorithm: algorithm, parts: digest(of: [key[...], signature[...], message]))
        if let answer = known.withLock({ $0[question] }) { return answer }
        // Outside the lock: two tasks may check the same, and find the same.
        let answer = check()
        known.withLock { known in
            if known.count >= limit { known = [:] }
            known[question] = answer
        }
        return answer
    }

    /// A digest that no other list of parts has: each stands behind its length.
    private static func digest(of parts: [ArraySlice<UInt8>]) -> Digest {
        var stream = SHA256Stream()
        for part in parts {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { stream.update($0) }
            part.withUnsafeBytes { stream.update($0) }
        }
        return stream.finish()
    }
}

import Synchronization

/// What libcrypto decoded in this process, by the bytes it came from.
///
/// One certificate stands in a bundle many times: as evidence, in every signature made with it, in
/// every path built. libcrypto takes some 100 µs to decode one, most of it to find a decoder for
/// the key. What failed to decode isn't kept.
final class DecodedOnce<Value: Sendable>: Sendable {
    /// How many are kept; ever new ones make the store begin again, so memory stays bounded.
    static var limit: Int { 4096 }
    /// The longest that is kept, in bytes; a true certificate rarely has 4,000.
    static var byteLimit: Int { 16_384 }

    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private let known = Mutex<[[UInt8]: Box]>([:])

    /// Returns what those bytes decode to, decoded now if they weren't before.
    func value(
        _ bytes: [UInt8], _ decode: ([UInt8]) throws(CryptographyError) -> Value
    ) throws(CryptographyError) -> Value {
        guard bytes.count <= Self.byteLimit else { return try decode(bytes) }
        if let box = known.withLock({ $0[bytes] }) { return box.value }
        // Outside the lock: two tasks may decode the same bytes, and get the same.
        let box = Box(try decode(bytes))
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
            known[bytes] = box
        }
        return box.value
    }
}

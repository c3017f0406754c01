import Synchronization

/// What libcrypto decoded in this process, by the bytes it came from.
///
/// One certificate stands in a bundle many times: as evidence, in every signature made with it, in
/// every path built. libcrypto takes some 100 µs to decode one, most of it to find a decoder for
/// the key. What failed to decode isn't kept.
final class DecodedOnce<Value: Sendable>: Sendable {
    /// How many bytes of them are kept: some 2,000 certificates.
    ///
    /// Ever new ones make the store begin again, so memory stays bounded.
    static var limit: Int { 2 << 20 }
    /// The longest that is kept, in bytes; a true certificate rarely has 4,000.
    static var byteLimit: Int { 16_384 }

    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    private struct Store {
        var boxes: [[UInt8]: Box] = [:]
        var byteCount = 0
    }

    private let known = Mutex(Store())

    /// Returns what those bytes decode to, decoded now if they weren't before.
    func value(
        _ bytes: [UInt8], _ decode: ([UInt8]) throws(CryptographyError) -> Value
    ) throws(CryptographyError) -> Value {
        guard bytes.count <= Self.byteLimit else { return try decode(bytes) }
        if let box = known.withLock({ $0.boxes[bytes] }) { return box.value }
        // Outside the lock: two tasks may decode the same bytes, and get the same.
        let box = Box(try decode(bytes))
        known.withLock { known in
            if known.byteCount > Self.limit { known = Store() }
            if known.boxes.updateValue(box, forKey: bytes) == nil { known.byteCount += bytes.count }
        }
        return box.value
    }
}

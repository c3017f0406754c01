import CCrypto
import Synchronization

/// A repeatable replacement for the random generator, for the sample maker and for tests only.
///
/// After `install` every key, salt, nonce and ECDSA signature of the whole process follows from
/// the seed and from the order of the calls, so sample bundles come out byte for byte the same.
/// **Nothing made under it is secret**; no program that handles real evidence calls it.
package enum DeterministicRandom {
    /// Replaces libcrypto's generator by SHA-256(seed ‖ counter) until `remove`.
    ///
    /// Repeatable only while one thread at a time asks for random bytes.
    ///
    /// - Parameter seed: Any bytes; the counter starts at 0 again with each call.
    package static func install(seed: [UInt8]) {
        Library.prepare()
        stream.withLock { $0 = CounterStream(seed: seed) }
        RAND_set_rand_method(method)
    }

    /// Gives libcrypto its own generator back.
    package static func remove() {
        RAND_set_rand_method(RAND_OpenSSL())
        stream.withLock { $0 = nil }
    }

    fileprivate static let stream = Mutex<CounterStream?>(nil)

    // libcrypto keeps the address, so the table is never freed; it is written once, here.
    nonisolated(unsafe) private static let method: UnsafeMutablePointer<RAND_METHOD> = {
        let table = UnsafeMutablePointer<RAND_METHOD>.allocate(capacity: 1)
        table.initialize(to: RAND_METHOD())
        table.pointee.seed = { _, _ in 1 }
        table.pointee.add = { _, _, _ in 1 }
        table.pointee.status = { 1 }
        table.pointee.bytes = { fill($0, $1) }
        table.pointee.pseudorand = { fill($0, $1) }
        return table
    }()

    private static func fill(_ target: UnsafeMutablePointer<UInt8>?, _ count: Int32) -> Int32 {
        guard let target, count >= 0 else { return 0 }
        let bytes = stream.withLock { $0?.next(Int(count)) }
        guard let bytes else { return 0 }
        for index in bytes.indices { target[index] = bytes[index] }
        return 1
    }
}

/// Blocks of SHA-256(seed ‖ u64 counter), cut where a request ends.
private struct CounterStream {
    let seed: [UInt8]
    var counter: UInt64 = 0

    mutating func next(_ count: Int) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(count + Digest.byteCount)
        while output.count < count {
            var block = SHA256Stream()
            block.update(seed)
            block.update(withUnsafeBytes(of: counter.bigEndian) { [UInt8]($0) })
            block.finish().append(to: &output)
            counter &+= 1
        }
        output.removeLast(output.count - count)
        return output
    }

    init(seed: [UInt8]) { self.seed = seed }
}

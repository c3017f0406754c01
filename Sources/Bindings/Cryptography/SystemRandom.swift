import CCrypto

/// Random bytes from the operating system's generator, by way of libcrypto.
package enum SystemRandom {
    /// Makes random bytes that are no secret, such as a nonce or a serial number.
    ///
    /// - Throws: If the generator has no entropy; nothing weaker takes its place.
    package static func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
        Library.prepare()
        var result: Int32 = 1
        let bytes = [UInt8](unsafeUninitializedCapacity: max(count, 0)) { output, written in
            guard count > 0 else { return }
            result = RAND_bytes(output.baseAddress, Int32(clamping: count))
            written = result == 1 && count <= Int(Int32.max) ? count : 0
        }
        guard result == 1, bytes.count == max(count, 0) else {
            throw CryptographyError.drainingQueue(after: "RAND_bytes")
        }
        return bytes
    }
}

import Cryptography
import Records

/// Lower-case hex digits of bytes.
func hex(_ bytes: [UInt8]) -> String { Hex.encode(bytes) }

/// Identifiers that nobody gave.
enum Identifiers {
    /// A UUID of version 7: milliseconds of the given time, then random bits.
    ///
    /// Source: RFC 9562 §5.7.
    static func make(_ context: CaptureContext) throws -> String {
        let now = context.clock.now().utc
        let milliseconds = UInt64(now.unixSeconds) * 1000 + UInt64(now.nanoseconds / 1_000_000)
        var bytes = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * $0)) }
        bytes += try context.random.bytes(10)
        bytes[6] = bytes[6] & 0x0f | 0x70
        bytes[8] = bytes[8] & 0x3f | 0x80
        return [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
            .map { hex(Array($0)) }.joined(separator: "-")
    }
}

package import Cryptography

/// The values that tie each record to the one before it.
///
/// Source: docs/formats/log.md §3.
package enum Chain {
    /// The length of a link in bytes.
    package static let linkByteCount = 84

    private static let linkLabel = Array("trailseal/1".utf8) + [0]
    private static let logLabel = Array("trailseal/log/1".utf8) + [0]

    /// The bytes under a record's code.
    ///
    /// - Parameters:
    ///   - sequence: The record's place.
    ///   - previousLeaf: The leaf before it; the log's id before record 0.
    ///   - digest: The digest of its entry.
    /// - Returns: 84 bytes.
    package static func link(
        sequence: UInt64, previousLeaf: Digest, digest: Digest
    ) -> [UInt8] {
        var link: [UInt8] = []
        link.reserveCapacity(linkByteCount)
        link += linkLabel
        BigEndian.append(sequence, to: &link)
        previousLeaf.append(to: &link)
        digest.append(to: &link)
        return link
    }

    /// The code of a link under a record's key.
    package static func code(key: some HMACKey, link: [UInt8]) -> Digest {
        HMACSHA256.code(key: key, message: link)
    }

    /// The leaf of a record: chain element and leaf hash of the tree in one.
    package static func leaf(link: [UInt8], code: Digest) -> Digest {
        var stream = SHA256Stream()
        stream.update([0])
        stream.update(link)
        stream.update(code)
        return stream.finish()
    }

    /// The identifier of a log, by the canonical bytes of its genesis entry.
    package static func logID(genesisEntry: [UInt8]) -> Digest {
        var stream = SHA256Stream()
        stream.update(logLabel)
        stream.update(genesisEntry)
        return stream.finish()
    }

    /// The first 16 hex digits of a log's id, its name in a bundle.
    package static func label(logID: Digest) -> String { String(logID.hex.prefix(16)) }
}

/// Unsigned big-endian integers in hashed input.
enum BigEndian {
    /// Appends 8 bytes.
    static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    /// The number that 8 bytes spell; nil for another count.
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64? {
        guard bytes.count == 8 else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

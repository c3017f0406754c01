package import Cryptography

/// Walks the links of a log: from one leaf to the next, and from one record key to the next.
///
/// Gives what `Chain` and `Ratchet` give record by record, with one buffer for all and the states of
/// the keyed hash shared by a record's code and the key behind it.
///
/// Source: docs/formats/log.md §3, §5.
package struct ChainWalk {
    /// What one record comes to.
    package struct Step {
        /// The leaf of the record, by the code that stands in it.
        package let leaf: Digest
        /// The code that the record key gives; nil without one.
        package let expectedCode: Digest?
    }

    private static let next = Array("next".utf8)
    /// `00`, link and code: what a leaf is the hash of.
    private var message: [UInt8]
    private var sequence: UInt64
    private var key: Digest?

    /// Begins in front of a record.
    ///
    /// - Parameters:
    ///   - sequence: The place of the first record.
    ///   - leaf: The leaf before it; the log's id before record 0.
    ///   - epochKey: The key of the epoch that begins here; nil to compute leaves alone.
    package init(from sequence: UInt64, leaf: Digest, epochKey: Digest?) {
        let link = Chain.link(sequence: sequence, previousLeaf: leaf, digest: .zero)
        message = [0] + link + Digest.zero.bytes
        self.sequence = sequence
        key = epochKey.map { Ratchet.firstRecordKey($0) }
    }

    /// Takes the next record.
    ///
    /// - Parameters:
    ///   - digest: The digest of its entry.
    ///   - code: The code that stands in it.
    package mutating func take(digest: Digest, code: Digest) -> Step {
        write(sequence)
        digest.write(to: &message, at: Place.digest)
        code.write(to: &message, at: Place.code)
        var expected: Digest?
        if let running = key {
            let keyed = KeyedHMAC(key: running)
            expected = keyed.code(message.span.extracting(Place.link..<Place.code))
            key = keyed.code(Self.next.span)
        }
        let leaf = SHA256.hash(public: message.span)
        leaf.write(to: &message, at: Place.leaf)
        sequence &+= 1
        return Step(leaf: leaf, expectedCode: expected)
    }

    /// Where the parts of a message stand.
    private enum Place {
        static let link = 1
        static let sequence = 13
        static let leaf = 21
        static let digest = 53
        static let code = link + Chain.linkByteCount
    }

    private mutating func write(_ sequence: UInt64) {
        for index in 0..<8 {
            message[Place.sequence + index] = UInt8(
                truncatingIfNeeded: sequence >> UInt64(56 - 8 * index))
        }
    }
}

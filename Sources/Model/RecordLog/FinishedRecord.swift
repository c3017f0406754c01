package import Cryptography
package import Records

/// A record made ready to be written.
package struct FinishedRecord: Hashable, Sendable {
    /// The line without LF.
    package let line: [UInt8]
    /// The digest of the entry.
    package let digest: Digest
    /// The leaf.
    package let leaf: Digest

    /// Codes an entry and writes its line.
    ///
    /// The line may be longer than any verifier reads; `isTooLong` says so.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - previousLeaf: The leaf before it; nil for genesis, which makes the log's id.
    ///   - key: The running record key.
    package init(_ entry: Entry, previousLeaf: Digest?, key: SecretBytes) {
        let encoded = entry.encoded
        digest = SHA256.hash(encoded)
        let link = Chain.link(
            sequence: entry.seq, previousLeaf: previousLeaf ?? Chain.logID(genesisEntry: encoded),
            digest: digest)
        let code = Chain.code(key: key, link: link)
        line = RecordLine.clear(entry: encoded, code: code)
        leaf = Chain.leaf(link: link, code: code)
    }

    /// Whether the line is longer than the format allows.
    package var isTooLong: Bool { line.count > RecordLine.maximumByteCount }
}

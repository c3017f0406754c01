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
        var encoder = EntryEncoder()
        self.init(entry, by: &encoder, previousLeaf: previousLeaf, key: key)
    }

    /// Codes an entry of a batch, whose encoder keeps what repeats from one to the next.
    package init(
        _ entry: Entry, by encoder: inout EntryEncoder, previousLeaf: Digest?, key: SecretBytes
    ) {
        var line = RecordLine.begun()
        encoder.append(entry.stated, to: &line)
        let head = RecordLine.clearHead.utf8CodeUnitCount
        digest = SHA256.hash(line.span.extracting(droppingFirst: head))
        let previousLeaf =
            previousLeaf ?? Chain.logID(genesisEntry: Array(line.dropFirst(head)))
        let link = Chain.link(sequence: entry.seq, previousLeaf: previousLeaf, digest: digest)
        let code = Chain.code(key: key, link: link)
        RecordLine.finish(&line, code: code)
        self.line = line
        leaf = Chain.leaf(link: link, code: code)
    }

    /// Whether the line is longer than the format allows.
    package var isTooLong: Bool { line.count > RecordLine.maximumByteCount }
}

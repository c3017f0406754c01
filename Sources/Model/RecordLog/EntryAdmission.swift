import CanonicalJSON
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
}

/// Why an entry can't become a record.
package enum AdmissionError: Error, Hashable, Sendable {
    /// A field of the body looks like a secret.
    case secretField(path: String)
    /// The bytes wouldn't be read back as this entry.
    case notReadable(EntryError)
    /// The body isn't one of its family.
    case body(SchemaError)
    /// The line would have more than 1 MiB.
    case lineTooLong(byteCount: Int)
}

extension RecordLine {
    /// Codes an entry and writes its line, after reading it as a verifier would.
    ///
    /// - Parameters:
    ///   - entry: The entry.
    ///   - previousLeaf: The leaf before it; nil for genesis, which makes the log's id.
    ///   - key: The running record key.
    package static func finish(
        _ entry: Entry, previousLeaf: Digest?, key: SecretBytes
    ) throws(AdmissionError) -> FinishedRecord {
        let encoded = entry.encoded
        try admit(entry, encoded: encoded)
        let digest = SHA256.hash(encoded)
        let link = Chain.link(
            sequence: entry.seq, previousLeaf: previousLeaf ?? Chain.logID(genesisEntry: encoded),
            digest: digest)
        let code = Chain.code(key: key, link: link)
        let line = clear(entry: encoded, code: code)
        if line.count > maximumByteCount { throw .lineTooLong(byteCount: line.count) }
        return FinishedRecord(line: line, digest: digest, leaf: Chain.leaf(link: link, code: code))
    }

    private static func admit(_ entry: Entry, encoded: [UInt8]) throws(AdmissionError) {
        if let path = SecretNames.firstPath(in: entry.body) { throw .secretField(path: path) }
        let again: Entry
        do throws(EntryError) { again = try Entry(encoded: encoded) } catch {
            throw .notReadable(error)
        }
        do throws(SchemaError) { _ = try Families.read(again) } catch { throw .body(error) }
    }
}

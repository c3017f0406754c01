package import Cryptography
package import Records

/// One record as a bundle shows it.
package struct RecordCopy: Sendable {
    /// What is there of the entry.
    package enum Content: Sendable {
        /// All of it.
        case shown(Entry)
        /// Its digest only.
        case withheld(WithholdingReason)
    }

    /// The place in the log.
    package let sequence: UInt64
    /// The digest of the entry.
    package let digest: Digest
    /// What is there of it.
    package let content: Content
    /// The typed body, where somebody read it already.
    private let body: (any RecordBody)?

    /// States a record.
    ///
    /// - Parameter body: The typed body of the entry, for copies that ask for it more than once.
    package init(
        sequence: UInt64, digest: Digest, content: Content, body: (any RecordBody)? = nil
    ) {
        self.sequence = sequence
        self.digest = digest
        self.content = content
        self.body = body
    }

    /// The entry, nil where it is withheld.
    package var entry: Entry? {
        if case .shown(let entry) = content { entry } else { nil }
    }

    /// The policy that it puts in force.
    package var policy: Digest? { (readableBody as? PolicyBody)?.sha256 }

    /// The typed body; nil where the entry is withheld, of an unknown family, or not as that has it.
    var readableBody: (any RecordBody)? { body ?? entry?.stated.readableBody }
}

/// The records of one log of a bundle, as often as somebody wants to walk them.
package protocol RecordCopySource {
    /// The log's id.
    var logID: Digest { get }

    /// Hands out the first records from 0 on, in order.
    ///
    /// - Parameter count: How many at most.
    /// - Throws: What `body` throws, and what reading the records throws.
    func forEachRecord(first count: UInt64, _ body: (RecordCopy) throws -> Void) throws

    /// What the page for people says in front of the records.
    ///
    /// - Throws: What reading the records throws.
    func summary(isFirst: Bool) throws -> CopySummary
}

extension RecordCopySource {
    /// The label that paths use: the first 16 hex digits of the id.
    package var label: String { String(logID.hex.prefix(16)) }

    /// Hands out every record from 0 on, in order.
    ///
    /// - Throws: What `body` throws, and what reading the records throws.
    package func forEachRecord(_ body: (RecordCopy) throws -> Void) throws {
        try forEachRecord(first: .max, body)
    }

    /// What the page for people says in front of the records, by a walk over all of them.
    package func summary(isFirst: Bool) throws -> CopySummary {
        var summary = CopySummary(label: label, isFirst: isFirst)
        try forEachRecord { summary.add($0) }
        return summary
    }
}

/// Records in memory.
package struct RecordCopies: RecordCopySource, Sendable {
    /// The log's id.
    package let logID: Digest
    /// The records in order.
    package let records: [RecordCopy]

    /// Offers records as a source.
    package init(logID: Digest, records: [RecordCopy]) {
        self.logID = logID
        self.records = records
    }

    /// Hands out the first records.
    package func forEachRecord(
        first count: UInt64, _ body: (RecordCopy) throws -> Void
    ) rethrows {
        for record in records.prefix(Int(clamping: count)) { try body(record) }
    }
}

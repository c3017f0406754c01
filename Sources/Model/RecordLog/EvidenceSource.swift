package import CanonicalJSON
package import Cryptography
package import Records

/// A checkpoint as a store keeps it, with what came for it from outside.
package struct StoredCheckpoint: Hashable, Sendable {
    /// The number of records that it covers.
    package let size: UInt64
    /// The bytes of the note.
    package let note: [UInt8]
    /// The receipts that have arrived.
    package let receipts: [StoredReceipt]

    /// Makes a stored checkpoint.
    package init(size: UInt64, note: [UInt8], receipts: [StoredReceipt] = []) {
        self.size = size
        self.note = note
        self.receipts = receipts
    }
}

/// The bytes of one receipt under its file name.
package struct StoredReceipt: Hashable, Sendable {
    /// The name within the folder of its size, such as `qa.cosignature`.
    package let name: String
    /// The bytes as they came.
    package let bytes: [UInt8]

    /// Makes a stored receipt.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// Why the bytes of a captured file can't be handed over.
package enum FileAbsence: String, Hashable, Sendable, CaseIterable {
    /// They are too large or are kept where they are.
    case referenced
    /// The file has other bytes now.
    case changed
    /// The file isn't there.
    case gone
}

/// The bytes of one captured file.
package protocol FileSource {
    /// The size in bytes when opened.
    var size: UInt64 { get }
    /// The bytes from an offset, at most so many; fewer only at the end.
    func read(at offset: UInt64, count: Int) throws -> [UInt8]
}

/// What opening a captured file gives.
package enum OpenedFile {
    /// The file; its bytes have to be hashed while they are copied.
    case there(any FileSource)
    /// The reason it can't be had.
    case absent(FileAbsence)
}

/// The read side of a store, as the sealing program sees it.
///
/// Throws only when the store can't be read; what is missing is a value.
package protocol EvidenceSource {
    /// The identifier of the log.
    var logID: Digest { get }
    /// The number of durable records.
    var size: UInt64 { get }
    /// Hands out finished clear lines without LF, in order.
    ///
    /// - Parameters:
    ///   - from: The first place.
    ///   - to: The place after the last.
    func forEachLine(
        from: UInt64, to: UInt64, _ body: (UInt64, [UInt8]) throws -> Void) throws
    /// Hands out what comes of stretches of finished clear lines, in order.
    ///
    /// - Parameters:
    ///   - from: The first place.
    ///   - to: The place after the last.
    ///   - make: What to make of a stretch, without knowledge of the others; several at a time may be
    ///     worked on.
    ///   - use: Gets what was made, in order of the log and on the caller's thread, and says whether to
    ///     go on.
    /// - Throws: What a call threw, and where a place between has no line.
    func forEachStretch<Value: Sendable>(
        from: UInt64, to: UInt64,
        make: @escaping @Sendable (LineStretch) throws -> Value,
        while use: (Value) throws -> Bool) throws
    /// One clear line without LF.
    func line(at sequence: UInt64) throws -> [UInt8]
    /// Hands out the finished lines of records of some families, without LF, in order; a store
    /// that keeps an index needn't read the others.
    func forEachLine(
        ofFamilies families: Set<String>, _ body: (UInt64, [UInt8]) throws -> Void) throws
    /// Whether a dataset of this id was captured.
    func hasDataset(_ id: String) throws -> Bool
    /// All checkpoints with their receipts, by rising size.
    func checkpoints() throws -> [StoredCheckpoint]
    /// Every certificate that the evidence needs, DER.
    func certificates() throws -> [[UInt8]]
    /// Every revocation list that is kept, DER.
    func revocationLists() throws -> [[UInt8]]
    /// The bytes of a policy; nil when none with this digest is kept.
    func policy(sha256: Digest) throws -> [UInt8]?
    /// Opens the file that a record of a state of it names.
    func openFile(for record: CapturedFile) throws -> OpenedFile
}

extension EvidenceSource {
    /// Hands out what comes of every stretch of finished clear lines, in order.
    ///
    /// - Parameters:
    ///   - from: The first place.
    ///   - to: The place after the last.
    ///   - make: What to make of a stretch, without knowledge of the others.
    ///   - use: Gets what was made, in order of the log and on the caller's thread.
    package func forEachStretch<Value: Sendable>(
        from: UInt64, to: UInt64,
        make: @escaping @Sendable (LineStretch) throws -> Value,
        use: (Value) throws -> Void
    ) throws {
        try forEachStretch(
            from: from, to: to, make: make,
            while: { value in
                try use(value)
                return true
            })
    }
}

/// What a caller wants to have recorded; place, time and origin are the writer's.
package struct EntryDraft: Hashable, Sendable {
    /// The family.
    package let family: String
    /// The fields of the family.
    package let body: JSONObject
    /// The project label.
    package let project: String?
    /// Who acts.
    package let actor: Actor
    /// What brought it about.
    package let cause: String?
    /// The key under which a repeated request is recognised.
    package let idempotencyKey: String?

    /// Makes a draft of any family.
    package init(
        family: String, body: JSONObject, project: String? = nil, actor: Actor,
        cause: String? = nil, idempotencyKey: String? = nil
    ) {
        self.family = family
        self.body = body
        self.project = project
        self.actor = actor
        self.cause = cause
        self.idempotencyKey = idempotencyKey
    }

    /// Makes a draft of a typed body.
    package init(
        _ body: some RecordBody, project: String? = nil, actor: Actor, cause: String? = nil,
        idempotencyKey: String? = nil
    ) {
        self.init(
            family: body.family, body: body.json, project: project, actor: actor, cause: cause,
            idempotencyKey: idempotencyKey)
    }
}

/// Where a record came to stand.
package struct AppendedRecord: Hashable, Sendable {
    /// The place.
    package let seq: UInt64
    /// The epoch.
    package let epoch: UInt64
    /// The leaf.
    package let leaf: Digest

    /// Makes a place.
    package init(seq: UInt64, epoch: UInt64, leaf: Digest) {
        self.seq = seq
        self.epoch = epoch
        self.leaf = leaf
    }

    /// The record as others name it.
    package var reference: LeafReference { LeafReference(seq: seq, leaf: leaf) }
}

/// The write side of a store, as other programs ask it.
package protocol EvidenceAppender {
    /// Appends records durably, all or none, in order.
    ///
    /// - Throws: When a draft can't be recorded, or the store can't be written.
    func append(_ drafts: [EntryDraft]) throws -> [AppendedRecord]
    /// Closes the running epoch and signs a checkpoint over it.
    func closeEpoch(cause: EpochCloseCause) throws -> StoredCheckpoint
}

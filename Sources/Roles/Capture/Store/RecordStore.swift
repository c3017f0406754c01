import Cryptography
import LinuxFiles
import RecordLog
import SQLiteDatabase

/// The moments of a commit at which a test lets a program fail.
enum CommitStep: String, Hashable, Sendable, CaseIterable {
    /// Before the transaction begins.
    case beforeBegin
    /// Inside it, when everything was written and nothing is durable.
    case beforeCommit
    /// When everything is durable and the caller doesn't know it yet.
    case afterCommit
}

/// One record ready to be stored.
struct NewRecord: Sendable {
    let seq: UInt64
    let epoch: UInt64
    let family: String
    let project: String?
    let person: String?
    let dataset: String?
    /// Whether it is the record of that dataset as a whole.
    let endsVersion: Bool
    let utc: String
    let leaf: Digest
    let line: [UInt8]
}

/// The root over a complete block of leaves, stored with the record that completed it.
struct NewBlock: Hashable, Sendable {
    /// Its place among the blocks, from 0.
    let number: UInt64
    let root: Digest
}

/// A dataset's place in the index, stored with its first record.
struct NewDataset: Hashable, Sendable {
    let id: String
    let project: String
    let root: String
    let path: String
    let kind: String
}

/// What one durable step stores; all of it or nothing.
struct StoreBatch {
    var records: [NewRecord] = []
    var blocks: [NewBlock] = []
    var datasets: [NewDataset] = []
    var checkpoint: StoredCheckpoint?
    /// The number and state of the epoch that begins next, when this batch begins one.
    var ratchet: (epoch: UInt64, state: SecretBytes)?
}

/// The writing handle of a store, of which there is one at a time.
///
/// A lock on an open file keeps other processes and other handles out; it goes with the value or
/// the process. There is no way to change or delete a record here.
final class RecordStore {
    let layout: StoreLayout
    let table: RecordTable
    private let database: Database
    private let lock: FileLock
    private let insertRecord: PreparedStatement
    private let insertRun: PreparedStatement
    private let insertDataset: PreparedStatement
    /// Called at each step of a commit; tests throw from it.
    var probe: (CommitStep) throws -> Void = { _ in }

    /// Opens the store for writing.
    ///
    /// - Throws: `noStore`, `busy` with who holds it, `damaged`.
    init(opening layout: StoreLayout) throws {
        guard Files.exists(layout.database) else {
            throw CaptureError.noStore(path: layout.folder)
        }
        self.layout = layout
        self.lock = try Self.takeLock(layout)
        self.database = try Database(path: layout.database, access: .writing)
        try StoreSchema.check(database)
        try OlderSchema.bringUpToDate(database)
        self.table = try RecordTable(database: database)
        self.insertRecord = try database.prepare(
            "INSERT INTO record (seq, epoch, family, project, person, dataset, utc, leaf, line) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        self.insertRun = try database.prepare(DatasetRun.insertion)
        self.insertDataset = try database.prepare(
            "INSERT INTO dataset (place, project, path, id, kind) VALUES (?, ?, ?, ?, ?)")
    }

    /// Makes an empty store in folders that exist.
    ///
    /// - Parameter state: The ratchet state of epoch 1; that of epoch 0 never reaches the disk.
    static func create(_ layout: StoreLayout, state: SecretBytes) throws {
        let database = try Database(path: layout.database, access: .creating)
        try database.transaction {
            try StoreSchema.create(in: database)
            try database.execute(
                "INSERT INTO ratchet (one, epoch, state) VALUES (1, 1, ?)", [.secret(state)])
        }
        try Files.setPermissions(layout.database, mode: 0o600)
    }

    private static func takeLock(_ layout: StoreLayout) throws -> FileLock {
        switch try FileLock.attempt(layout.lock) {
        case .acquired(let lock): return lock
        case .held(let holder): throw CaptureError.busy(path: layout.folder, holder: holder)
        }
    }

    /// The epoch that begins next and its ratchet state.
    func ratchet() throws -> (epoch: UInt64, state: SecretBytes) {
        let row = try database.rows("SELECT epoch, state FROM ratchet").first
        guard let epoch = row?[0].integer, let state = row?[1].blob, state.count == 32 else {
            throw CaptureError.damaged("The store holds no ratchet state.")
        }
        return (UInt64(clamping: epoch), SecretBytes(copying: state))
    }

    /// Stores a batch in one durable step.
    ///
    /// A commit whose answer was an error is looked up: what is there with these very bytes was
    /// stored. Otherwise it's tried once more with the same bytes.
    ///
    /// - Throws: When nothing of the batch was stored.
    func commit(_ batch: StoreBatch) throws {
        do {
            try attempt(batch)
        } catch {
            if try holds(batch) { return finish(batch) }
            guard !(error is ProbeFailure) else { throw error }
            try attempt(batch)
        }
        finish(batch)
    }

    /// Adds a receipt of a notary to a checkpoint; receiving the same again changes nothing.
    func add(receipt: StoredReceipt, size: UInt64) throws {
        let known = try table.receipts(size: Int64(clamping: size))
        guard !known.contains(where: { $0.name == receipt.name }) else { return }
        try database.execute(
            "INSERT INTO receipt (size, name, bytes) VALUES (?, ?, ?)",
            [.integer(Int64(clamping: size)), .text(receipt.name), .blob(receipt.bytes)])
    }

    /// Keeps a value beside the records; a name is used once.
    func add(setting name: String, value: [UInt8]) throws {
        try database.execute(
            "INSERT INTO setting (name, value) VALUES (?, ?)", [.text(name), .blob(value)])
    }

    /// Keeps which records state the files of a version.
    func add(_ list: DatasetVersions.FileList) throws {
        try DatasetVersions.keep(list, in: database)
    }

    private func attempt(_ batch: StoreBatch) throws {
        try probe(.beforeBegin)
        try database.transaction {
            try insert(batch.records)
            for block in batch.blocks { try StoredTree.keep(block, in: database) }
            for dataset in batch.datasets {
                try insertDataset.run([
                    .text(dataset.root + "/" + dataset.path), .text(dataset.project),
                    .text(dataset.path), .text(dataset.id), .text(dataset.kind),
                ])
            }
            if let checkpoint = batch.checkpoint {
                try database.execute(
                    "INSERT INTO checkpoint (size, note) VALUES (?, ?)",
                    [.integer(Int64(clamping: checkpoint.size)), .blob(checkpoint.note)])
            }
            if let (epoch, state) = batch.ratchet {
                try database.execute(
                    "UPDATE ratchet SET epoch = ?, state = ?",
                    [.integer(Int64(clamping: epoch)), .secret(state)])
            }
            try probe(.beforeCommit)
        }
        try probe(.afterCommit)
    }

    private func insert(_ records: [NewRecord]) throws {
        var runs = DatasetRun.Collector()
        for record in records {
            try insertRecord.run([
                .integer(Int64(clamping: record.seq)), .integer(Int64(clamping: record.epoch)),
                .text(record.family), .optional(record.project), .optional(record.person),
                .optional(record.dataset), .text(record.utc), .blob(record.leaf.bytes),
                .blob(record.line),
            ])
            guard let dataset = record.dataset else { continue }
            let finished = runs.take(record.seq, of: dataset, ends: record.endsVersion)
            if let finished { try insertRun.run(finished.values) }
        }
        if let last = runs.finish() { try insertRun.run(last.values) }
    }

    private func holds(_ batch: StoreBatch) throws -> Bool {
        guard let last = batch.records.last else { return false }
        return try table.line(at: last.seq) == last.line
    }

    /// Takes the replaced ratchet state out of the write-ahead log.
    ///
    /// A reader that is busy keeps the old pages for a while; the next epoch tries again.
    private func finish(_ batch: StoreBatch) {
        guard batch.ratchet != nil else { return }
        do { try database.execute("PRAGMA wal_checkpoint(TRUNCATE)") } catch {
            // Not durable progress of the log: the step itself is stored already.
            return
        }
    }
}

/// What a test throws to stop a commit as a crash would.
struct ProbeFailure: Error {}

extension SQLValue {
    /// A secret on its way into the database.
    static func secret(_ secret: SecretBytes) -> SQLValue {
        .blob(secret.withBytes { bytes in bytes.indices.map { bytes[$0] } })
    }

    /// A text or NULL.
    static func optional(_ text: String?) -> SQLValue {
        text.map { .text($0) } ?? .null
    }
}

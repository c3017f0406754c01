import BundleFormat
package import Cryptography
import LinuxFiles
package import RecordLog
package import Records
import SQLiteDatabase

/// A captured file that is open for copying.
private final class OpenCapturedFile: FileSource {
    let size: UInt64
    private let file: FileDescriptor

    init(file: consuming FileDescriptor, size: UInt64) {
        self.file = file
        self.size = size
    }

    func read(at offset: UInt64, count: Int) throws -> [UInt8] {
        do { return try file.bytes(count: count, at: Int64(clamping: offset)) } catch {
            throw CaptureError(error)
        }
    }
}

/// The reading handle of a store: many at a time, also while the writer works.
package final class StoreReader: EvidenceSource {
    /// The store's places.
    package let layout: StoreLayout
    /// The log's id.
    package let logID: Digest
    /// What the first record says.
    package let genesis: GenesisBody
    /// Is told how many bytes of lines were read, stretch after stretch; what it throws ends the reading.
    package var watch: (Int) throws -> Void = { _ in }
    let table: RecordTable
    private let presentation: PathPresentation

    /// Opens a store for reading.
    ///
    /// - Throws: `CaptureError.noStore`, `damaged`.
    package init(_ layout: StoreLayout, presentation: PathPresentation = .asIs) throws {
        guard Files.exists(layout.database) else {
            throw CaptureError.noStore(path: layout.folder)
        }
        let table = try translating {
            let database = try Database(path: layout.database, access: .reading)
            try StoreSchema.check(database)
            return try RecordTable(database: database)
        }
        guard let line = try translating({ try table.line(at: 0) }) else {
            throw CaptureError.damaged("The store holds no genesis.")
        }
        self.layout = layout
        self.presentation = presentation
        self.table = table
        self.logID = Chain.logID(genesisEntry: try StoredLine.entryBytes(line))
        do { self.genesis = try GenesisBody(json: try StoredLine.entry(line).body) } catch {
            throw CaptureError.damaged("Record 0 is not a genesis: \(error).")
        }
    }

    /// The number of records at this moment.
    package var size: UInt64 {
        do { return try table.count() } catch { return 0 }
    }

    /// Hands out finished lines without LF, from one number up to another that is left out.
    package func forEachLine(
        from: UInt64, to: UInt64, _ body: (UInt64, [UInt8]) throws -> Void
    ) throws {
        try translating {
            try table.forEachLine(
                where: "seq >= ? AND seq < ?",
                [.integer(Int64(clamping: from)), .integer(Int64(clamping: to))], body)
        }
    }

    /// Hands out what comes of stretches of finished lines, made on all cores.
    package func forEachStretch<Value: Sendable>(
        from: UInt64, to: UInt64,
        make: @escaping @Sendable (LineStretch) throws -> Value,
        while use: (Value) throws -> Bool
    ) throws {
        try translating {
            var stretches = try table.stretches(from: from, to: to)
            let next = {
                let stretch = try stretches.next()
                if let stretch { try self.watch(stretch.bytes.count) }
                return stretch
            }
            try Parallel.inOrder(next, make: make, use: use)
        }
    }

    /// Whether a dataset of this id was captured.
    package func hasDataset(_ id: String) throws -> Bool {
        try translating { try table.holds(dataset: id) }
    }

    /// Hands out the finished lines of records of some families, found by the store's index.
    package func forEachLine(
        ofFamilies families: Set<String>, _ body: (UInt64, [UInt8]) throws -> Void
    ) throws {
        let families = families.sorted()
        try translating {
            try table.forEachLine(
                where: RecordTable.ofFamilies(families), families.map { .text($0) }, body)
        }
    }

    /// One finished line without LF.
    package func line(at seq: UInt64) throws -> [UInt8] {
        try translating {
            guard let line = try table.line(at: seq) else {
                throw CaptureError.unknownRecord("There is no record \(seq) in this log.")
            }
            return line
        }
    }

    /// The entry of a record.
    package func entry(at seq: UInt64) throws -> Entry {
        let line = try line(at: seq)
        return try translating {
            try StoredLine.entry(line, under: try table.opening(before: seq))
        }
    }

    /// The chain element of a record, nil when there is none of that number.
    package func leaf(at seq: UInt64) throws -> Digest? {
        try translating { try table.record(at: seq)?.leaf }
    }

    /// Every checkpoint with the receipts that are there, by size.
    package func checkpoints() throws -> [StoredCheckpoint] {
        try translating { try table.checkpoints() }
    }

    /// Every certificate that the store keeps, DER.
    package func certificates() throws -> [[UInt8]] {
        try translating { try CertificateFolder(layout).all() }
    }

    /// Every revocation list that the store keeps, DER.
    package func revocationLists() throws -> [[UInt8]] {
        try translating { try CertificateFolder(layout).revocationLists() }
    }

    /// A policy file by its digest; nil when the store hasn't it.
    package func policy(sha256: Digest) throws -> [UInt8]? {
        try translating {
            let path = "\(layout.policies)/\(sha256.hex).json"
            return Files.exists(path) ? try Files.read(path, limit: 1 << 20) : nil
        }
    }

    /// Opens a captured file where it was captured, if it is still there.
    package func openFile(for record: CapturedFile) throws -> OpenedFile {
        try translating {
            let path = presentation.actual(try Self.absolutePath(of: record))
            let file: FileDescriptor
            do throws(SystemError) {
                file = try FileDescriptor(readingRegularFile: path)
            } catch {
                // What stands there now and isn't a readable regular file isn't the captured one.
                return .absent(error.isMissing ? .gone : .changed)
            }
            let size = UInt64(clamping: try file.size())
            guard size == record.size else { return .absent(.changed) }
            return .there(OpenCapturedFile(file: file, size: size))
        }
    }

    /// Where a captured file lay.
    package static func absolutePath(of record: CapturedFile) throws -> [UInt8] {
        do {
            let root = try MappedName(mapped: record.root)
            let path = try MappedName(mapped: record.path)
            return PathText.join([UInt8(ascii: "/")] + root.raw, path.raw)
        } catch {
            throw CaptureError.damaged("A capture record names the path \(record.path).")
        }
    }

    /// Who is enrolled.
    package func people() throws -> PersonRegister {
        try translating { try PersonRegister(table) }
    }

    /// The projects of the log.
    package func projects() throws -> ProjectRegister {
        try translating { try ProjectRegister(table) }
    }

    /// The site's settings.
    package func configuration() throws -> Configuration {
        try Configuration.read(layout)
    }

    /// Newest dataset records that a person hasn't signed with a meaning, by sequence number.
    package func unsignedDatasets(
        by personID: String, meaning: String, project: String?
    ) throws -> [UInt64] {
        try translating {
            try DatasetRecords(table).unsigned(
                by: personID, meaning: meaning, project: project)
        }
    }
}

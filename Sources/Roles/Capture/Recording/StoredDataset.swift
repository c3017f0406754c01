import BundleFormat
import Records
import SQLiteDatabase

/// A dataset as the store's records leave it.
///
/// Its records are replayed from the newest list of files that is kept, and all of them where none is.
struct StoredDataset {
    /// The files and the newest dataset record.
    private(set) var state = DatasetState()
    /// How many records were read that no kept list spared.
    private(set) var walkedCount = 0

    private let id: String
    private var newestEnd: UInt64?

    /// Replays a dataset.
    ///
    /// - Throws: `CaptureError.damaged` for a record that capture doesn't make, and where a kept list
    ///   isn't that of its version.
    init(_ id: String, in table: RecordTable) throws {
        self.id = id
        if let list = try DatasetVersions(table).newestFileList(of: id) {
            try table.forEachLine(at: list.records) { seq, line in try take(line, seq) }
            try table.forEachLine(at: [list.version]) { seq, line in try take(line, seq) }
            guard state.fileCount == Int(clamping: state.closed?.fileCount ?? 0) else {
                throw CaptureError.damaged(
                    "The list of files kept for record \(list.version) is wrong.")
            }
        }
        let first = newestEnd.map { $0 + 1 } ?? 0
        try table.forEachLine(
            ofDataset: id, where: "seq >= ?", [.integer(Int64(clamping: first))]
        ) { seq, line in
            try take(line, seq)
            walkedCount += 1
        }
    }

    /// The list of files to keep, so that the next replay is short; nil where this one was.
    ///
    /// Making one costs what its files do, so that no more than one is made for as many records.
    var fileListToKeep: DatasetVersions.FileList? {
        guard walkedCount > state.fileCount + Self.shortWalk, !state.isInterrupted,
            let version = newestEnd
        else { return nil }
        return DatasetVersions.FileList(
            dataset: id, version: version, records: state.files.map(\.sequence).sorted())
    }

    private static let shortWalk = 1024

    private mutating func take(_ line: [UInt8], _ seq: UInt64) throws {
        do {
            let entry = try StoredLine.entry(line)
            let body = try CaptureBody(json: entry.body)
            switch body {
            case .file(let file):
                _ = try MappedName(mapped: file.path)
                state.add(body, sequence: seq, project: entry.project)
            case .dataset(let dataset):
                state.end(dataset)
                newestEnd = seq
            }
        } catch {
            throw CaptureError.damaged("Record \(seq) is not a readable capture event: \(error).")
        }
    }
}

extension DatasetState {
    /// The version that the next records belong to.
    var nextVersion: UInt64 { (closed?.dataset.version ?? 0) + 1 }

    /// The names of all files, in byte order.
    var names: [MappedName] { files.compactMap(\.name) }
}

import Records
import SQLiteDatabase

/// Which records end the versions of datasets, and lists of the records that a version's files stand in.
///
/// Both follow from the records and are kept beside them, so that to know a dataset costs what it holds and
/// not what it went through. Of a store that was last written by an older program all records are read.
struct DatasetVersions {
    /// The records that state the files of a version, none of a file that is gone.
    struct FileList: Hashable {
        let dataset: String
        /// The dataset record that ended the version.
        let version: UInt64
        /// Sequence numbers, rising.
        let records: [UInt64]
    }

    private let table: RecordTable

    init(_ table: RecordTable) {
        self.table = table
    }

    /// The newest dataset record of a dataset; nil before the first.
    func newestEnd(of id: String) throws -> UInt64? {
        guard table.isUpToDate else { return try allEnds(of: id).last }
        return try table.database.rows(
            "SELECT last FROM run WHERE dataset = ? AND ends ORDER BY first DESC LIMIT 1",
            [.text(id)]
        ).first?.first?.integer.map { UInt64(clamping: $0) }
    }

    /// The newest list of files that is kept of a dataset.
    ///
    /// - Throws: `CaptureError.damaged` for one in another form.
    func newestFileList(of id: String) throws -> FileList? {
        guard table.isUpToDate else { return nil }
        let row = try table.database.rows(
            "SELECT seq, records FROM file_list WHERE dataset = ? ORDER BY seq DESC LIMIT 1",
            [.text(id)]
        ).first
        guard let version = row?[0].integer, let bytes = row?[1].blob else { return nil }
        guard let records = Self.numbers(in: bytes) else {
            throw CaptureError.damaged("The store holds a list of files of a wrong shape.")
        }
        return FileList(dataset: id, version: UInt64(clamping: version), records: records)
    }

    /// Keeps a list of files.
    static func keep(_ list: FileList, in database: Database) throws {
        let bytes = list.records.flatMap { number in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
        }
        try database.execute(
            "INSERT INTO file_list (dataset, seq, records) VALUES (?, ?, ?)",
            [.text(list.dataset), .integer(Int64(clamping: list.version)), .blob(bytes)])
    }

    /// The dataset records of a dataset, by reading all of its records.
    func allEnds(of id: String) throws -> [UInt64] {
        var ends: [UInt64] = []
        try table.forEachLine(ofDataset: id) { seq, line in
            if CapturedDataset.isStated(in: try StoredLine.entry(line).body) { ends.append(seq) }
        }
        return ends
    }

    private static func numbers(in bytes: [UInt8]) -> [UInt64]? {
        guard bytes.count.isMultiple(of: 8) else { return nil }
        return stride(from: 0, to: bytes.count, by: 8).map { start in
            bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
    }
}

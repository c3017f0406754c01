import CanonicalJSON
import Records
import SQLiteDatabase

/// Finds the records that close versions of datasets.
struct DatasetRecords {
    private let table: RecordTable

    init(_ table: RecordTable) {
        self.table = table
    }

    /// The newest dataset record of one dataset.
    func newest(of id: String) throws -> StoredRecord? {
        try DatasetVersions(table).newestEnd(of: id).flatMap { try table.record(at: $0) }
    }

    /// What the newest dataset record of one dataset says.
    func newestBody(of id: String) throws -> CapturedDataset? {
        guard let seq = try DatasetVersions(table).newestEnd(of: id),
            let line = try table.line(at: seq)
        else { return nil }
        do { return try CapturedDataset(json: try StoredLine.entry(line).body) } catch {
            throw CaptureError.damaged("Record \(seq) is not a readable dataset: \(error).")
        }
    }

    /// Newest dataset records that a person hasn't signed with a meaning.
    ///
    /// - Parameters:
    ///   - personID: Whose signatures count.
    ///   - meaning: The code of the meaning.
    ///   - project: Only this label; nil means all.
    /// - Returns: Sequence numbers in order.
    func unsigned(by personID: String, meaning: String, project: String?) throws -> [UInt64] {
        var signed: Set<UInt64> = []
        try table.forEachLine(
            where: "\(RecordTable.ofFamily) AND person = ?",
            [.text(SignatureBody.family), .text(personID)]
        ) { seq, line in
            do {
                let body = try SignatureBody(json: try StoredLine.entry(line).body)
                guard body.statement.meaning.code == meaning else { return }
                signed.formUnion(body.statement.targets.filter { $0.log == nil }.map(\.seq))
            } catch let error as SchemaError {
                throw CaptureError.damaged("Record \(seq) is not a readable signature: \(error).")
            }
        }
        var pending: [UInt64] = []
        for entry in try DatasetIndex(table).all()
        where project == nil || entry.project == project {
            guard let newest = try newest(of: entry.id), !signed.contains(newest.seq) else {
                continue
            }
            pending.append(newest.seq)
        }
        return pending.sorted()
    }
}

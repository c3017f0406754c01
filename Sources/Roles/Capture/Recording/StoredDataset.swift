import BundleFormat
import Records
import SQLiteDatabase

extension DatasetState {
    /// Replays a dataset from the store.
    ///
    /// - Throws: `CaptureError.damaged` for a record that capture doesn't make.
    init(of id: String, _ table: RecordTable) throws {
        self.init()
        try table.forEachLine(where: "dataset = ?", [.text(id)]) { seq, line in
            do {
                let entry = try StoredLine.entry(line)
                let body = try CaptureBody(json: entry.body)
                if case .file(let file) = body { _ = try MappedName(mapped: file.path) }
                add(body, sequence: seq, project: entry.project)
            } catch {
                throw CaptureError.damaged(
                    "Record \(seq) is not a readable capture event: \(error).")
            }
        }
    }

    /// The version that the next records belong to.
    var nextVersion: UInt64 { (closed?.dataset.version ?? 0) + 1 }

    /// The names of all files, in byte order.
    var names: [MappedName] { files.compactMap(\.name) }
}

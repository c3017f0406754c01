package import BundleFormat
package import Cryptography
package import Records
import SQLiteDatabase

/// The state of one dataset as its records tell it.
///
/// `created` and `modified` set a file, `deleted` removes it, and the dataset record closes a
/// version. File records behind the last dataset record belong to a version that was interrupted.
package struct DatasetReplay: Sendable {
    /// What is known of one file.
    package struct File: Hashable, Sendable {
        /// Length in bytes.
        package let size: UInt64
        /// SHA-256 of the content.
        package let sha256: Digest
    }

    /// The files by mapped path below the root.
    package private(set) var files: [MappedName: File] = [:]
    /// The newest dataset record, nil before the first.
    package private(set) var closed: CapturedDataset?
    /// Whether file records stand behind the newest dataset record.
    package private(set) var isInterrupted = false

    /// The state before the first record.
    package init() {}

    /// Takes the next record.
    package mutating func take(_ body: CaptureBody) throws(NameProblem) {
        switch body {
        case .file(let file):
            isInterrupted = true
            let name = try MappedName(mapped: file.path)
            if let size = file.size, let sha256 = file.sha256, file.event != .deleted {
                files[name] = File(size: size, sha256: sha256)
            } else {
                files[name] = nil
            }
        case .dataset(let dataset):
            isInterrupted = false
            closed = dataset
        }
    }

    /// The version that the next records belong to.
    package var nextVersion: UInt64 { (closed?.dataset.version ?? 0) + 1 }

    /// The sum of all sizes in bytes.
    package var byteCount: UInt64 {
        files.values.reduce(0) { $0.addingReportingOverflow($1.size).partialValue }
    }

    /// The digest over the files.
    ///
    /// - Parameter dataset: The dataset's own mapped path below the root.
    package func digest(below dataset: MappedName) -> Digest {
        var list: [(path: MappedName, sha256: Digest)] = []
        for (path, file) in files {
            if let below = DatasetDigest.path(of: path, below: dataset) {
                list.append((below, file.sha256))
            }
        }
        return DatasetDigest.of(list)
    }
}

extension DatasetReplay {
    /// Replays a dataset from the store.
    init(of id: String, _ table: RecordTable) throws {
        self.init()
        try table.forEachLine(where: "dataset = ?", [.text(id)]) { seq, line in
            do {
                try take(CaptureBody(json: try StoredLine.entry(line).body))
            } catch {
                throw CaptureError.damaged(
                    "Record \(seq) is not a readable capture event: \(error).")
            }
        }
    }
}

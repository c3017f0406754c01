package import Cryptography
package import Records

/// One dataset after its capture records, replayed in order of the log.
///
/// Created and modified set a path, deleted removes it; a dataset record ends a version, and the
/// state at that place is the version's. File records behind the last dataset record belong to a
/// version that was interrupted.
///
/// Source: docs/formats/bundle.md §7.
package struct DatasetState: Sendable {
    private var table = DatasetFiles()
    /// The newest dataset record, nil before the first.
    package private(set) var closed: CapturedDataset?
    /// Whether file records stand behind the newest dataset record.
    package private(set) var isInterrupted = false

    /// Begins before the first record.
    package init() {}

    /// The number of files.
    package var fileCount: Int { table.count }

    /// The files, in byte order of path.
    package var files: [DatasetReplay.File] {
        var table = table
        return table.inOrder()
    }

    /// The file at a mapped path.
    package subscript(path: String) -> DatasetReplay.File? { table[path] }

    /// Takes the next record of this dataset.
    ///
    /// - Returns: The version that the record ends, nil when it is about one file.
    @discardableResult
    package mutating func add(
        _ body: CaptureBody, sequence: UInt64, project: String?
    ) -> DatasetReplay.Version? {
        switch body {
        case .dataset(let dataset): return close(dataset, sequence: sequence, project: project)
        case .file(let file):
            if let size = file.size, let sha256 = file.sha256, file.event != .deleted {
                set(
                    DatasetReplay.File(
                        sequence: sequence, path: file.path, pathText: file.pathText, size: size,
                        sha256: sha256, modifiedUtc: file.modifiedUtc, project: project))
            } else {
                remove(file.path)
            }
            return nil
        }
    }

    /// Takes a file that was created or modified.
    package mutating func set(_ file: DatasetReplay.File) {
        isInterrupted = true
        table.set(file)
    }

    /// Takes files that were created or modified.
    mutating func set(_ files: [DatasetReplay.File]) {
        for file in files { set(file) }
    }

    /// Takes a deletion.
    package mutating func remove(_ path: String) {
        isInterrupted = true
        table.remove(path)
    }

    /// Takes a dataset record and gives the version that it ends.
    package mutating func close(
        _ body: CapturedDataset, sequence: UInt64, project: String?
    ) -> DatasetReplay.Version {
        end(body)
        return DatasetReplay.Version(
            sequence: sequence, project: project, body: body, files: table.inOrder())
    }

    /// Takes a dataset record, where nobody wants the version that it ends.
    package mutating func end(_ body: CapturedDataset) {
        isInterrupted = false
        closed = body
    }

    /// What a dataset record has to state at this place.
    ///
    /// - Parameter path: The dataset's own mapped path, as the record has it.
    package mutating func totals(below path: String) -> DatasetTotals {
        table.totals(below: path)
    }
}

/// What a dataset record states of the files of its version.
package struct DatasetTotals: Hashable, Sendable {
    /// How many there are.
    package let fileCount: Int
    /// The sum of their sizes; wraps where no disk could hold them.
    package let byteCount: UInt64
    /// The digest over them; nil where a path isn't a mapped name below the dataset.
    package let digest: Digest?
}

extension Sequence<DatasetReplay.File> {
    /// The sum of the files' sizes in bytes; wraps where no disk could hold them.
    package var byteCount: UInt64 { reduce(0) { $0 &+ $1.size } }

    /// The digest over the files, nil where a path isn't a mapped name below the dataset.
    ///
    /// - Parameter dataset: The dataset's own mapped path.
    package func digest(below dataset: MappedName) -> Digest? {
        DatasetDigest.of(lazy.map { (path: $0.path, sha256: $0.sha256) }, below: dataset)
    }
}

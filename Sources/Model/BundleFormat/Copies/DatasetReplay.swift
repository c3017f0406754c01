package import Cryptography
package import Records

/// The state of datasets after their capture records, replayed in order of the log.
///
/// Created and modified set a path, deleted removes it; a dataset record ends a version, and the state
/// at that place is the version's. The newest version of each dataset is what a bundle owes.
///
/// Source: docs/formats/bundle.md §7.
package struct DatasetReplay: Sendable {
    /// A file of a version of a dataset.
    package struct File: Hashable, Sendable {
        /// The place of the record that states it.
        package let sequence: UInt64
        /// The mapped path as the record has it, beginning with the dataset's own name.
        package let path: String
        /// The path as text, where its bytes are UTF-8.
        package let pathText: String?
        /// The size in bytes.
        package let size: UInt64
        /// The digest of the bytes.
        package let sha256: Digest
        /// When the file system says it was modified.
        package let modifiedUtc: Timestamp?
        /// The label of the project that its record has.
        package let project: String?

        /// The path as a name, nil where it isn't in the mapped spelling.
        package var name: MappedName? { MappedName.reading(path) }

        /// The file as naming wants it.
        package func named(inLog label: String) -> MemberNaming.File {
            MemberNaming.File(log: label, project: project, path: name, sha256: sha256)
        }
    }

    /// A version of a dataset that a dataset record ended.
    package struct Version: Hashable, Sendable {
        /// The place of the dataset record.
        package let sequence: UInt64
        /// The label of the project that the record has.
        package let project: String?
        /// What the record states.
        package let body: CapturedDataset
        /// The files after replay, in byte order of path.
        package let files: [File]

        /// The sum of the files' sizes in bytes.
        package var byteCount: UInt64 { files.reduce(0) { $0 &+ $1.size } }

        /// The digest over the files, nil where a path isn't a mapped name below the dataset.
        package var digest: Digest? {
            guard let dataset = MappedName.reading(body.path) else { return nil }
            var list: [(path: MappedName, sha256: Digest)] = []
            for file in files {
                guard let name = file.name,
                    let below = DatasetDigest.path(of: name, below: dataset)
                else { return nil }
                list.append((path: below, sha256: file.sha256))
            }
            return DatasetDigest.of(list)
        }
    }

    // By the bytes of the id: `String` would take two spellings of one letter for the same.
    private var states: [[UInt8]: [String: File]] = [:]
    private var newest: [[UInt8]: Version] = [:]

    /// Begins before the first record.
    package init() {}

    /// Takes the next capture record.
    ///
    /// - Returns: The version that the record ends, nil when it is about one file.
    @discardableResult
    package mutating func add(
        _ body: CaptureBody, sequence: UInt64, project: String?
    ) -> Version? {
        switch body {
        case .file(let file):
            let id = Array(file.dataset.id.utf8)
            if let size = file.size, let sha256 = file.sha256, file.event != .deleted {
                states[id, default: [:]][file.path] = File(
                    sequence: sequence, path: file.path, pathText: file.pathText, size: size,
                    sha256: sha256, modifiedUtc: file.modifiedUtc, project: project)
            } else {
                states[id]?[file.path] = nil
            }
            return nil
        case .dataset(let dataset):
            let id = Array(dataset.dataset.id.utf8)
            let files = (states[id] ?? [:]).values.sorted {
                $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
            }
            let version = Version(
                sequence: sequence, project: project, body: dataset, files: files)
            newest[id] = version
            return version
        }
    }

    /// The newest version of each dataset, in order of the dataset records.
    package var newestVersions: [Version] {
        newest.values.sorted { $0.sequence < $1.sequence }
    }
}

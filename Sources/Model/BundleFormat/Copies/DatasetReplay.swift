package import Cryptography
package import Records

/// The datasets of a log, replayed from their capture records in order.
///
/// The newest version of each dataset is what a bundle owes.
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

        /// Makes a file of its parts.
        package init(
            sequence: UInt64, path: String, pathText: String? = nil, size: UInt64, sha256: Digest,
            modifiedUtc: Timestamp? = nil, project: String?
        ) {
            self.sequence = sequence
            self.path = path
            self.pathText = pathText
            self.size = size
            self.sha256 = sha256
            self.modifiedUtc = modifiedUtc
            self.project = project
        }

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

        /// Makes a version of its parts.
        package init(sequence: UInt64, project: String?, body: CapturedDataset, files: [File]) {
            self.sequence = sequence
            self.project = project
            self.body = body
            self.files = files
        }

        /// The digest over the files, nil where a path isn't a mapped name below the dataset.
        package var digest: Digest? {
            MappedName.reading(body.path).flatMap { files.digest(below: $0) }
        }
    }

    // By the bytes of the id: `String` would take two spellings of one letter for the same.
    private var states: [[UInt8]: DatasetState] = [:]
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
        let id =
            switch body {
            case .file(let file): Array(file.dataset.id.utf8)
            case .dataset(let dataset): Array(dataset.dataset.id.utf8)
            }
        let version = states[id, default: DatasetState()].add(
            body, sequence: sequence, project: project)
        if let version { newest[id] = version }
        return version
    }

    /// Takes files that the next capture records of a dataset state.
    package mutating func add(_ files: [File], of dataset: String) {
        states[Array(dataset.utf8), default: DatasetState()].set(files)
    }

    /// The newest version of each dataset, in order of the dataset records.
    package var newestVersions: [Version] {
        newest.values.sorted { $0.sequence < $1.sequence }
    }
}

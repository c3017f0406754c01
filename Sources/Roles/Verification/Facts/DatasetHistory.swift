package import BundleFormat
package import Cryptography
package import Records

/// The datasets of a log, replayed from its file events up to each dataset record.
///
/// A file event sets or removes the state of one path of one dataset; a dataset record closes a
/// version and states the digest over all states at that point.
package struct DatasetHistory: Sendable {
    /// A file of a dataset, as the last event before the dataset record left it.
    package struct File: Hashable, Sendable {
        /// The place of the capture record.
        package var seq: UInt64
        /// The mapped path below the root.
        package var path: String
        /// The size in bytes.
        package var size: UInt64
        /// The digest.
        package var sha256: Digest
        /// The project label, where there is one.
        package var project: String?
    }

    /// The newest shown version of one dataset.
    package struct Dataset: Sendable {
        /// The place of its record.
        package var seq: UInt64
        /// What the record says.
        package var record: CapturedDataset
        /// Its files, in order of path.
        package var files: [File]
    }

    /// A dataset record that the file events don't give.
    package struct Mismatch: Hashable, Sendable {
        /// The place of the record.
        package var seq: UInt64
        /// The dataset.
        package var dataset: String
        /// The version.
        package var version: UInt64
        /// What the record states.
        package var stated: String
        /// What the events give.
        package var replayed: String
    }

    /// The datasets, in order of their newest record.
    package var datasets: [Dataset] = []
    /// Records that the events don't give, of any version.
    package var mismatches: [Mismatch] = []
    /// Dataset records replayed, of any version.
    package var versions: UInt64 = 0

    /// Replays a log.
    package init(_ log: LogFacts) {
        var states: [Int32: [String: CaptureTable.Row]] = [:]
        // By bytes: `String` would take two spellings of one letter for the same id.
        var newest: [[UInt8]: Dataset] = [:]
        var next = 0
        let rows = log.captures.rows
        for (seq, body) in log.bodies(CaptureBody.self) {
            guard case .dataset(let record) = body else { continue }
            while next < rows.count, rows[next].seq < seq {
                Self.apply(rows[next], to: &states)
                next += 1
            }
            let state =
                log.captures.datasets.knownPlace(of: record.dataset.id).flatMap { states[$0] }
                ?? [:]
            let files = state.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
                .compactMap { Self.file($0, log.captures) }
            versions += 1
            if let mismatch = Self.mismatch(record, files, seq) { mismatches.append(mismatch) }
            newest[Array(record.dataset.id.utf8)] = Dataset(seq: seq, record: record, files: files)
        }
        datasets = newest.values.sorted { $0.seq < $1.seq }
    }

    private static func apply(
        _ row: CaptureTable.Row, to states: inout [Int32: [String: CaptureTable.Row]]
    ) {
        if row.isDeletion {
            states[row.dataset]?[row.path] = nil
        } else {
            states[row.dataset, default: [:]][row.path] = row
        }
    }

    private static func file(_ row: CaptureTable.Row, _ table: CaptureTable) -> File? {
        row.sha256.map { digest in
            File(
                seq: row.seq, path: row.path, size: row.size, sha256: digest,
                project: row.project < 0 ? nil : table.projects[row.project])
        }
    }

    private static func mismatch(
        _ record: CapturedDataset, _ files: [File], _ seq: UInt64
    ) -> Mismatch? {
        func differs(_ stated: String, _ replayed: String) -> Mismatch {
            Mismatch(
                seq: seq, dataset: record.dataset.id, version: record.dataset.version,
                stated: stated, replayed: replayed)
        }
        let bytes = files.reduce(UInt64(0)) { $0 &+ $1.size }
        if record.fileCount != UInt64(files.count) {
            return differs(
                Wording.count(record.fileCount, "file"), Wording.count(files.count, "file"))
        }
        if record.byteCount != bytes {
            return differs(Wording.count(record.byteCount, "byte"), Wording.count(bytes, "byte"))
        }
        guard let digest = digest(record, files) else {
            return differs("files below \(record.path)", "a file that lies elsewhere")
        }
        return digest == record.sha256 ? nil : differs(record.sha256.hex, digest.hex)
    }

    private static func digest(_ record: CapturedDataset, _ files: [File]) -> Digest? {
        guard let folder = name(record.path) else { return nil }
        var list: [(path: MappedName, sha256: Digest)] = []
        for file in files {
            guard let path = name(file.path),
                let below = DatasetDigest.path(of: path, below: folder)
            else { return nil }
            list.append((below, file.sha256))
        }
        return DatasetDigest.of(list)
    }

    /// A mapped path; nil where the text isn't one.
    static func name(_ text: String) -> MappedName? {
        do throws(NameProblem) { return try MappedName(mapped: text) } catch { return nil }
    }
}

/// Where the files that a bundle owes should stand.
package struct OwedFiles: Sendable {
    /// A file of the newest version of a shown dataset, and its member path.
    package struct Row: Sendable {
        /// The log's label.
        package var log: String
        /// The dataset's id.
        package var dataset: String
        /// The file.
        package var file: DatasetHistory.File
        /// The path of the member that should hold it.
        package var member: String
    }

    /// Every file owed, log by log, dataset by dataset.
    package var rows: [Row] = []

    /// Works out the member paths of all owed files together, since names that collide move.
    package init(_ replays: [(log: String, replay: DatasetHistory)], bundle: BundleID?) {
        guard let bundle else { return }
        var files: [MemberNaming.File] = []
        for (log, replay) in replays {
            for dataset in replay.datasets {
                for file in dataset.files {
                    files.append(
                        MemberNaming.File(
                            log: log, project: file.project,
                            path: DatasetHistory.name(file.path), sha256: file.sha256))
                    rows.append(
                        Row(log: log, dataset: dataset.record.dataset.id, file: file, member: ""))
                }
            }
        }
        for (index, path) in MemberNaming.paths(of: files, in: bundle).enumerated() {
            rows[index].member = path.text
        }
    }
}

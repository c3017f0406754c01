package import BundleFormat
import Cryptography
import Records
import Synchronization

/// The datasets of a log, replayed from its file events up to each dataset record.
///
/// A file event sets or removes the state of one path of one dataset; a dataset record closes a
/// version and states the digest over all states at that point.
package struct DatasetHistory: Sendable {
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

    /// The newest version of each dataset, in order of their records.
    package var newestVersions: [DatasetReplay.Version] = []
    /// Records that the events don't give, of any version.
    package var mismatches: [Mismatch] = []
    /// Dataset records replayed, of any version.
    package var versions: UInt64 = 0

    /// Replays a log.
    package init(_ log: LogFacts) {
        var states: [Int32: DatasetState] = [:]
        // By bytes: `String` would take two spellings of one letter for the same id.
        var newest: [[UInt8]: DatasetReplay.Version] = [:]
        var next = 0
        let rows = log.captures.rows
        for kept in log.entries(of: CaptureBody.family) {
            let seq = kept.seq
            guard let body = kept.body as? CaptureBody, case .dataset(let record) = body else {
                continue
            }
            while next < rows.count, rows[next].seq < seq {
                let row = rows[next]
                log.captures.apply(row, to: &states[row.dataset, default: DatasetState()])
                next += 1
            }
            let id = log.captures.datasets.knownPlace(of: record.dataset.id)
            var state = id.flatMap { states[$0] } ?? DatasetState()
            let version = state.close(record, sequence: seq, project: kept.entry.project)
            versions += 1
            if let mismatch = Self.mismatch(version) { mismatches.append(mismatch) }
            newest[Array(record.dataset.id.utf8)] = version
        }
        newestVersions = newest.values.sorted { $0.sequence < $1.sequence }
    }

    private static func mismatch(_ version: DatasetReplay.Version) -> Mismatch? {
        let (record, files) = (version.body, version.files)
        func differs(_ stated: String, _ replayed: String) -> Mismatch {
            Mismatch(
                seq: version.sequence, dataset: record.dataset.id,
                version: record.dataset.version, stated: stated, replayed: replayed)
        }
        if record.fileCount != UInt64(files.count) {
            return differs(
                Wording.count(record.fileCount, "file"), Wording.count(files.count, "file"))
        }
        let bytes = files.byteCount
        if record.byteCount != bytes {
            return differs(Wording.count(record.byteCount, "byte"), Wording.count(bytes, "byte"))
        }
        guard let digest = version.digest else {
            return differs("files below \(record.path)", "a file that lies elsewhere")
        }
        return digest == record.sha256 ? nil : differs(record.sha256.hex, digest.hex)
    }
}

extension CaptureTable {
    /// Has a dataset take a file event.
    fileprivate func apply(_ row: Row, to state: inout DatasetState) {
        if let sha256 = row.sha256, !row.isDeletion {
            state.set(
                DatasetReplay.File(
                    sequence: row.seq, path: row.path, pathText: row.pathText, size: row.size,
                    sha256: sha256, modifiedUtc: row.modifiedUtc,
                    project: row.project < 0 ? nil : projects[row.project]))
        } else {
            state.remove(row.path)
        }
    }
}

/// The history of a log's datasets, replayed at the first question.
///
/// Belongs to one list of file events: whoever changes the events takes a new one.
final class HistoryMemo: Sendable {
    private let known = Mutex<DatasetHistory?>(nil)

    /// The history of a log whose events this belongs to.
    func history(of log: LogFacts) -> DatasetHistory {
        known.withLock { known in
            if let known { return known }
            let history = DatasetHistory(log)
            known = history
            return history
        }
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
        package var file: DatasetReplay.File
        /// The path of the member that should hold it.
        package var member: MemberPath
    }

    /// Every file owed, log by log, dataset by dataset.
    package var rows: [Row] = []

    /// Works out the member paths of all owed files together, since names that collide move.
    package init(_ replays: [(log: String, replay: DatasetHistory)], bundle: BundleID?) {
        guard let bundle else { return }
        var files: [MemberNaming.File] = []
        var owners: [(log: String, dataset: String, file: DatasetReplay.File)] = []
        for (log, replay) in replays {
            for version in replay.newestVersions {
                for file in version.files {
                    files.append(file.named(inLog: log))
                    owners.append((log, version.body.dataset.id, file))
                }
            }
        }
        rows = zip(owners, MemberNaming.paths(of: files, in: bundle)).map { owner, path in
            Row(log: owner.log, dataset: owner.dataset, file: owner.file, member: path)
        }
    }
}

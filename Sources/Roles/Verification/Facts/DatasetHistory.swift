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
        let records = Self.records(of: log)
        var last: [Int32: UInt64] = [:]
        for record in records { last[record.dataset] = record.seq }
        var states = Array(
            repeating: ReplayedDataset(), count: log.captures.datasets.count)
        var events = log.captures.events
        var next = events.next()
        for record in records {
            while let event = next, event.seq < record.seq {
                states[Int(event.dataset)].take(event)
                next = events.next()
            }
            let isNewest = last[record.dataset] == record.seq
            if record.dataset >= 0 {
                take(record, isNewest, &states[Int(record.dataset)], of: log.captures)
            } else {
                var empty = ReplayedDataset()
                take(record, isNewest, &empty, of: log.captures)
            }
        }
    }

    /// A dataset record of a log.
    private struct Record {
        let seq: UInt64
        let project: String?
        let body: CapturedDataset
        /// The dataset's place among those of the file events, or below zero one of its own.
        let dataset: Int32
    }

    private static func records(of log: LogFacts) -> [Record] {
        // By bytes: `String` would take two spellings of one letter for the same id.
        var fileless: [[UInt8]: Int32] = [:]
        return log.entries(of: CaptureBody.family).compactMap { kept in
            guard let body = kept.body as? CaptureBody, case .dataset(let record) = body else {
                return nil
            }
            let id = record.dataset.id
            var place = log.captures.datasets.knownPlace(of: id)
            if place == nil {
                place = fileless[Array(id.utf8), default: -1 - Int32(clamping: fileless.count)]
                fileless[Array(id.utf8)] = place
            }
            return Record(
                seq: kept.seq, project: kept.entry.project, body: record, dataset: place ?? -1)
        }
    }

    private mutating func take(
        _ record: Record, _ isNewest: Bool, _ state: inout ReplayedDataset, of table: CaptureTable
    ) {
        versions += 1
        let totals = state.totals(below: record.body.path, table.paths(of: record.dataset))
        if let mismatch = Self.mismatch(record, totals) { mismatches.append(mismatch) }
        guard isNewest else { return }
        newestVersions.append(
            DatasetReplay.Version(
                sequence: record.seq, project: record.project, body: record.body,
                files: state.files(table.paths(of: record.dataset), in: table)))
    }

    private static func mismatch(_ record: Record, _ totals: DatasetTotals) -> Mismatch? {
        let body = record.body
        func differs(_ stated: String, _ replayed: String) -> Mismatch {
            Mismatch(
                seq: record.seq, dataset: body.dataset.id, version: body.dataset.version,
                stated: stated, replayed: replayed)
        }
        if body.fileCount != UInt64(totals.fileCount) {
            return differs(
                Wording.count(body.fileCount, "file"), Wording.count(totals.fileCount, "file"))
        }
        if body.byteCount != totals.byteCount {
            return differs(
                Wording.count(body.byteCount, "byte"), Wording.count(totals.byteCount, "byte"))
        }
        guard let digest = totals.digest else {
            return differs("files below \(body.path)", "a file that lies elsewhere")
        }
        return digest == body.sha256 ? nil : differs(body.sha256.hex, digest.hex)
    }
}

/// One dataset while its file events are replayed, by the numbers of their paths.
///
/// What `DatasetState` makes of the same events, without a text for each: files of the newest version alone
/// are written out. A test holds the two against each other.
private struct ReplayedDataset {
    private var lines = DatasetLines()
    /// The event that each file's state comes from, by the number of its path.
    private var events: [CaptureTable.Place?] = []

    mutating func take(_ event: CaptureTable.Event) {
        guard let sha256 = event.sha256 else { return lines.remove(event.path) }
        while events.count <= Int(event.path) { events.append(nil) }
        events[Int(event.path)] = event.place
        lines.set(event.path, sha256: sha256, size: event.size)
    }

    mutating func totals(below path: String, _ paths: TextList) -> DatasetTotals {
        lines.totals(below: path, paths)
    }

    /// The files, in byte order of path.
    mutating func files(
        _ paths: TextList, in table: CaptureTable
    ) -> [DatasetReplay.File] {
        lines.inOrder(paths).compactMap { number in
            guard let event = events[Int(number)].map({ table[$0] }), let sha256 = event.sha256
            else { return nil }
            return DatasetReplay.File(
                sequence: event.seq, path: paths[number], pathText: table.pathText(of: event),
                size: event.size, sha256: sha256, modifiedUtc: event.modifiedUtc,
                project: event.project < 0 ? nil : table.projects[event.project])
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

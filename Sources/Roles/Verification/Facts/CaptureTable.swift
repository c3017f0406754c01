package import Cryptography
package import Records

/// The file events of a log, in the runs in which its lines were read.
///
/// Taking a run costs nothing per event: its names get their places among all when somebody asks.
package struct CaptureTable: Sendable {
    /// One file event, as a view into the table.
    package struct Event {
        private let row: CaptureRun.Row
        private let run: PlacedRun

        fileprivate init(_ row: CaptureRun.Row, of run: PlacedRun) {
            (self.row, self.run) = (row, run)
        }

        /// The place of the record.
        package var seq: UInt64 { row.seq }
        /// Whether the file was deleted rather than created or modified.
        package var isDeletion: Bool { row.isDeletion }
        /// The dataset, as a place in `datasets`.
        package var dataset: Int32 { run.datasets[Int(row.dataset)] }
        /// The version of the dataset that the event belongs to.
        package var version: UInt64 { row.version }
        /// The project label, as a place in `projects`; -1 where there is none.
        package var project: Int32 { row.project < 0 ? -1 : run.projects[Int(row.project)] }
        /// The mapped path below the root, beginning with the dataset's own name.
        package var path: String { run.events.text(row.path) }
        /// The size in bytes; 0 for a deletion.
        package var size: UInt64 { row.size }
        /// The digest; nil for a deletion.
        package var sha256: Digest? { row.sha256 }
        /// The path as text, where its bytes are UTF-8.
        package var pathText: String? { row.pathText.map { run.events.text($0) } }
        /// When the file system says it was modified; nil for a deletion.
        package var modifiedUtc: Timestamp? { row.modifiedUtc }
    }

    /// A run with the places of its names among all.
    fileprivate final class PlacedRun: Sendable {
        let events: CaptureRun
        let datasets: [Int32]
        let projects: [Int32]

        init(_ events: CaptureRun, datasets: [Int32], projects: [Int32]) {
            (self.events, self.datasets, self.projects) = (events, datasets, projects)
        }
    }

    private var runs: [PlacedRun] = []
    /// Dataset ids.
    package private(set) var datasets = NameList()
    /// Project labels.
    package private(set) var projects = NameList()

    /// Makes an empty table.
    package init() {}

    /// Whether there is no event.
    package var isEmpty: Bool { runs.isEmpty }

    /// The events, in order of sequence.
    package var events: Events { Events(runs: runs) }

    /// Adds the events of a run behind those that are there.
    package mutating func append(_ run: CaptureRun) {
        guard !run.rows.isEmpty else { return }
        runs.append(
            PlacedRun(
                run, datasets: datasets.places(of: run.datasets),
                projects: projects.places(of: run.projects)))
    }

    /// Events one behind the other.
    package struct Events: Sequence, IteratorProtocol {
        private let runs: [PlacedRun]
        private var run = 0
        private var row = 0

        fileprivate init(runs: [PlacedRun]) { self.runs = runs }

        /// The next event; nil behind the last.
        package mutating func next() -> Event? {
            while run < runs.count {
                let rows = runs[run].events.rows
                if row < rows.count {
                    defer { row += 1 }
                    return Event(rows[row], of: runs[run])
                }
                (run, row) = (run + 1, 0)
            }
            return nil
        }
    }
}

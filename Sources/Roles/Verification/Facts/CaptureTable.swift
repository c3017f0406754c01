package import BundleFormat
package import Cryptography
package import Records

/// The file events of a log, in the runs in which its lines were read.
///
/// Seventy-two bytes for each, and each path once for its dataset.
package struct CaptureTable: Sendable {
    /// Where an event stands in the table.
    package struct Place: Sendable {
        fileprivate let run: Int32
        fileprivate let row: Int32
    }

    /// One file event.
    package struct Event: Sendable {
        fileprivate let row: CaptureRun.Row
        fileprivate let subject: CaptureRun.Subject
        /// Where it stands in the table.
        package let place: Place
        /// The place of the record.
        package let seq: UInt64

        /// Whether the file was deleted rather than created or modified.
        package var isDeletion: Bool { row.isDeletion }
        /// The dataset, as a place in `datasets`.
        package var dataset: Int32 { subject.dataset }
        /// The version of the dataset that the event belongs to.
        package var version: UInt64 { subject.version }
        /// The project label, as a place in `projects`; -1 where there is none.
        package var project: Int32 { subject.project }
        /// The mapped path below the root, as its number among those of the dataset.
        package var path: Int32 { row.path }
        /// The size in bytes; 0 for a deletion.
        package var size: UInt64 { row.size }
        /// The digest; nil for a deletion.
        package var sha256: Digest? { row.sha256 }
        /// When the file system says it was modified; nil for a deletion.
        package var modifiedUtc: Timestamp? { row.modifiedUtc }
    }

    /// A run with what its rows belong to, by places among all.
    fileprivate struct PlacedRun: Sendable {
        let first: UInt64
        let rows: [CaptureRun.Row]
        let subjects: [CaptureRun.Subject]
    }

    private var runs: [PlacedRun] = []
    /// Dataset ids.
    package private(set) var datasets = NameList()
    /// Project labels.
    package private(set) var projects = NameList()
    /// The mapped paths of each dataset, by its place.
    private var paths: [TextList] = []
    /// Paths as text that read otherwise than the mapped ones.
    private var texts = TextList()

    /// Makes an empty table.
    package init() {}

    /// Whether there is no event.
    package var isEmpty: Bool { runs.isEmpty }

    /// The events, in order of sequence.
    package var events: Events { Events(runs: runs) }

    /// The event at a place that one of this table had.
    package subscript(place: Place) -> Event { Event(place, in: runs[Int(place.run)]) }

    /// The mapped paths of the files of a dataset by its place; none for a place that no event has.
    package func paths(of dataset: Int32) -> TextList {
        paths.indices.contains(Int(dataset)) ? paths[Int(dataset)] : TextList()
    }

    /// The mapped path of an event, below the root, beginning with the dataset's own name.
    package func path(of event: Event) -> String { paths[Int(event.dataset)][event.path] }

    /// The path of an event as text, where its bytes are UTF-8.
    package func pathText(of event: Event) -> String? {
        switch event.row.pathText {
        case CaptureRun.Row.isPath: path(of: event)
        case 0...: texts[event.row.pathText]
        default: nil
        }
    }

    /// Adds the events of a run behind those that are there.
    package mutating func append(_ run: CaptureRun) {
        guard !run.rows.isEmpty else { return }
        let datasets = datasets.places(of: run.datasets)
        let projects = projects.places(of: run.projects)
        while paths.count < self.datasets.count { paths.append(TextList()) }
        runs.append(
            PlacedRun(
                first: run.first, rows: run.numbered(datasets, &paths, &texts),
                subjects: run.subjectList.map { subject in
                    CaptureRun.Subject(
                        dataset: datasets[Int(subject.dataset)],
                        project: subject.project < 0 ? -1 : projects[Int(subject.project)],
                        version: subject.version)
                }))
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
                if row < runs[run].rows.count {
                    defer { row += 1 }
                    let place = Place(run: Int32(clamping: run), row: Int32(clamping: row))
                    return Event(place, in: runs[run])
                }
                (run, row) = (run + 1, 0)
            }
            return nil
        }
    }
}

extension CaptureTable.Event {
    fileprivate init(_ place: CaptureTable.Place, in run: CaptureTable.PlacedRun) {
        self.place = place
        row = run.rows[Int(place.row)]
        subject = run.subjects[Int(row.subject)]
        seq = run.first &+ UInt64(row.offset)
    }
}

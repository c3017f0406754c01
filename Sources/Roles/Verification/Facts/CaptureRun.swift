import BundleFormat
import CanonicalJSON
package import Cryptography
package import Records

/// The file events of a run of lines, packed: what repeats is held once, paths in one text.
///
/// A row holds no reference, so that a run of a thousand costs a handful of allocations. Runs are read
/// side by side and put behind each other in a `CaptureTable`, which gives texts their numbers.
package struct CaptureRun: Sendable {
    /// What an event belongs to.
    struct Subject: Hashable, Sendable {
        /// The dataset, as a place in a list.
        let dataset: Int32
        /// The project label, as a place in a list; -1 where there is none.
        let project: Int32
        /// The version of the dataset.
        let version: UInt64
    }

    /// One file event, in 72 bytes.
    struct Row: Sendable {
        /// The size in bytes; 0 for a deletion.
        let size: UInt64
        private let digest: Digest
        private let modifiedSeconds: Int64
        private let modifiedNanoseconds: Int32
        /// How many records the record stands behind the first of the run.
        let offset: UInt32
        /// What the event belongs to, as a place in the list of the run.
        let subject: Int32
        /// The path: its number among those of the dataset once a table has the run, until then nothing.
        var path: Int32 = -1
        /// The path as text: its number among the texts, -1 where there is none, -2 where it is the path.
        var pathText: Int32 = -1
        /// Whether the file was deleted rather than created or modified.
        let isDeletion: Bool

        static let isPath: Int32 = -2

        init(
            offset: UInt32, subject: Int32, size: UInt64, sha256: Digest?, modifiedUtc: Timestamp?
        ) {
            (self.offset, self.subject, self.size) = (offset, subject, size)
            isDeletion = sha256 == nil
            digest = sha256 ?? .zero
            modifiedSeconds = modifiedUtc?.unixSeconds ?? -1
            modifiedNanoseconds = Int32(clamping: modifiedUtc?.nanoseconds ?? 0)
        }

        /// The digest; nil for a deletion.
        var sha256: Digest? { isDeletion ? nil : digest }

        /// When the file system says it was modified; nil where the record doesn't say.
        var modifiedUtc: Timestamp? {
            modifiedSeconds < 0
                ? nil
                : Timestamp(unixSeconds: modifiedSeconds, nanoseconds: Int64(modifiedNanoseconds))
        }
    }

    /// Where the texts of a row stand among the bytes of all.
    private struct Texts: Sendable {
        let path: Extent
        let pathText: Extent?
    }

    private struct Extent: Equatable, Sendable {
        let start: Int32
        let count: Int32

        var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
    }

    /// The place of the first record.
    private(set) var first: UInt64 = 0
    /// The rows, in order of sequence.
    private(set) var rows: [Row] = []
    private var texts: [Texts] = []
    private var bytes: [UInt8] = []
    private var subjects = ValueList<Subject>()
    private var lastSubject: (subject: Subject, place: Int32)?
    /// Dataset ids.
    private(set) var datasets = NameList()
    /// Project labels.
    private(set) var projects = NameList()

    /// Makes an empty run.
    package init() {}

    /// Makes room for events to come.
    mutating func reserve(_ count: Int) {
        rows.reserveCapacity(count)
        texts.reserveCapacity(count)
    }

    /// Adds the next event.
    ///
    /// - Parameter sha256: The digest; nil for a deletion.
    package mutating func append(
        seq: UInt64, dataset: String, version: UInt64, project: String?, path: String, size: UInt64,
        sha256: Digest?, pathText: String? = nil, modifiedUtc: Timestamp? = nil
    ) {
        let subject = Subject(
            dataset: datasets.place(of: dataset),
            project: project.map { projects.place(of: $0) } ?? -1, version: version)
        let path = keep(path.utf8.span)
        let pathText = pathText.map { keep($0.utf8.span) }
        texts.append(Texts(path: path, pathText: pathText))
        append(seq, subject, size: size, sha256: sha256, modifiedUtc: modifiedUtc)
    }

    /// Adds a file event that was read straight from its bytes.
    ///
    /// - Parameters:
    ///   - entry: The bytes that were scanned.
    ///   - dataset: Its dataset and version, the former as a place in `datasets`.
    ///   - project: Its project label, as a place in `projects`.
    mutating func append(
        _ scan: FileEventScan, _ entry: Span<UInt8>, seq: UInt64,
        dataset: (place: Int32, version: UInt64), project: Int32
    ) {
        let path = keep(entry.extracting(scan.path))
        let pathText = scan.pathText.map { text in
            let isPath =
                text.count == scan.path.count
                && ByteRuns.holds(entry.extracting(scan.path), in: entry, at: text.lowerBound)
            return isPath ? path : keep(entry.extracting(text))
        }
        texts.append(Texts(path: path, pathText: pathText))
        append(
            seq, Subject(dataset: dataset.place, project: project, version: dataset.version),
            size: scan.size, sha256: scan.sha256, modifiedUtc: scan.modifiedUtc)
    }

    private mutating func append(
        _ seq: UInt64, _ subject: Subject, size: UInt64, sha256: Digest?, modifiedUtc: Timestamp?
    ) {
        if rows.isEmpty { first = seq }
        rows.append(
            Row(
                offset: UInt32(clamping: seq &- first), subject: place(of: subject), size: size,
                sha256: sha256, modifiedUtc: modifiedUtc))
    }

    private mutating func place(of subject: Subject) -> Int32 {
        if let lastSubject, lastSubject.subject == subject { return lastSubject.place }
        let place = subjects.place(of: subject)
        lastSubject = (subject, place)
        return place
    }

    /// The place of a dataset's id, for the next rows.
    mutating func dataset(_ id: String) -> Int32 { datasets.place(of: id) }
    /// The place of a project label, for the next rows.
    mutating func project(_ label: String) -> Int32 { projects.place(of: label) }

    private mutating func keep(_ text: Span<UInt8>) -> Extent {
        let start = bytes.count
        ByteRuns.append(text, to: &bytes)
        return Extent(
            start: Int32(clamping: start), count: Int32(clamping: bytes.count - start))
    }

    // MARK: - In a table

    /// The subjects, in the order of their places.
    var subjectList: [Subject] { subjects.values }

    /// The rows, their texts named by their numbers in lists.
    ///
    /// - Parameters:
    ///   - datasets: Of each dataset of the run, its place among the lists of paths.
    ///   - paths: The paths of each dataset.
    ///   - others: Texts that aren't paths.
    func numbered(
        _ datasets: [Int32], _ paths: inout [TextList], _ others: inout TextList
    ) -> [Row] {
        var numbered = rows
        for place in rows.indices {
            let dataset = Int(datasets[Int(subjects[rows[place].subject].dataset)])
            let text = texts[place]
            numbered[place].path = paths[dataset].number(of: bytes.span.extracting(text.path.range))
            guard let pathText = text.pathText else { continue }
            numbered[place].pathText =
                pathText == text.path
                ? Row.isPath : others.number(of: bytes.span.extracting(pathText.range))
        }
        return numbered
    }
}

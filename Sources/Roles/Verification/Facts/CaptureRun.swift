import CanonicalJSON
package import Cryptography
package import Records

/// The file events of a run of lines, packed: names that repeat are held once, paths in one text.
///
/// A row holds no reference, so that a run of a thousand costs a handful of allocations. Runs are read
/// side by side and put behind each other in a `CaptureTable`.
package struct CaptureRun: Sendable {
    /// Where a text stands among the bytes of all.
    struct Extent: Sendable {
        let start: Int32
        let count: Int32
    }

    /// One file event.
    struct Row: Sendable {
        /// The place of the record.
        let seq: UInt64
        /// The version of the dataset that the event belongs to.
        let version: UInt64
        /// The size in bytes; 0 for a deletion.
        let size: UInt64
        /// The digest; nil for a deletion.
        let sha256: Digest?
        /// When the file system says it was modified; nil for a deletion.
        let modifiedUtc: Timestamp?
        /// The dataset, as a place in `datasets`.
        let dataset: Int32
        /// The project label, as a place in `projects`; -1 where there is none.
        let project: Int32
        /// The mapped path below the root, beginning with the dataset's own name.
        let path: Extent
        /// The path as text, where its bytes are UTF-8.
        let pathText: Extent?
        /// Whether the file was deleted rather than created or modified.
        let isDeletion: Bool
    }

    /// The rows, in order of sequence.
    private(set) var rows: [Row] = []
    /// Dataset ids.
    private(set) var datasets = NameList()
    /// Project labels.
    private(set) var projects = NameList()
    private var texts: [UInt8] = []

    /// Makes an empty run.
    package init() {}

    /// Adds the next event.
    package mutating func append(
        seq: UInt64, isDeletion: Bool, dataset: String, version: UInt64, project: String?,
        path: String, size: UInt64, sha256: Digest?, pathText: String? = nil,
        modifiedUtc: Timestamp? = nil
    ) {
        let path = keep(path.utf8)
        let pathText = pathText.map { keep($0.utf8) }
        rows.append(
            Row(
                seq: seq, version: version, size: size, sha256: sha256, modifiedUtc: modifiedUtc,
                dataset: datasets.place(of: dataset),
                project: project.map { projects.place(of: $0) } ?? -1, path: path,
                pathText: pathText, isDeletion: isDeletion))
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
        let path = keep(entry, scan.path)
        let pathText = scan.pathText.map { text in
            let isPath =
                text.count == scan.path.count
                && ByteRuns.holds(entry.extracting(scan.path), in: entry, at: text.lowerBound)
            return isPath ? path : keep(entry, text)
        }
        rows.append(
            Row(
                seq: seq, version: dataset.version, size: scan.size, sha256: scan.sha256,
                modifiedUtc: scan.modifiedUtc, dataset: dataset.place, project: project,
                path: path, pathText: pathText, isDeletion: false))
    }

    /// The place of a dataset's id, for the next rows.
    mutating func dataset(_ id: String) -> Int32 { datasets.place(of: id) }
    /// The place of a project label, for the next rows.
    mutating func project(_ label: String) -> Int32 { projects.place(of: label) }

    /// The text of a row.
    func text(_ extent: Extent) -> String {
        let start = Int(extent.start)
        return ByteRuns.text(texts.span, start..<start + Int(extent.count))
    }

    private mutating func keep(_ text: String.UTF8View) -> Extent {
        let start = texts.count
        texts += text
        return extent(from: start)
    }

    private mutating func keep(_ entry: Span<UInt8>, _ range: Range<Int>) -> Extent {
        let start = texts.count
        ByteRuns.append(entry.extracting(range), to: &texts)
        return extent(from: start)
    }

    private func extent(from start: Int) -> Extent {
        Extent(start: Int32(clamping: start), count: Int32(clamping: texts.count - start))
    }
}

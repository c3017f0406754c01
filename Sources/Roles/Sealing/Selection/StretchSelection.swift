internal import BundleFormat
internal import CanonicalJSON
internal import Cryptography
internal import RecordLog
internal import Records

/// What a stretch of a log comes to in a bundle, decided and written without knowledge of what stands
/// in front of it.
struct StretchSelection: Sendable {
    /// What is shown, as far as somebody asks about it later.
    enum Finding: Sendable {
        /// Files that records of one dataset state one behind the other.
        case files([DatasetReplay.File], dataset: String)
        /// A record that is no file event, with its body read.
        case record(RecordCopy)
    }

    /// What is shown, in order.
    private(set) var findings: [Finding] = []
    /// The places of records that are withheld.
    private(set) var withheld = PlaceRuns()
    /// How many records besides those of the log itself are shown.
    private(set) var shownCount: UInt64 = 0
    /// The lines of the stretch as the bundle has them.
    private(set) var lines: [UInt8] = []
    /// The rows of the table that they give.
    private(set) var rows: [UInt8] = []

    private var scanner: RecordScanner
    private var run: (dataset: Int32, files: [DatasetReplay.File]) = (-1, [])

    /// Decides and writes a stretch.
    ///
    /// - Throws: `SealingError.brokenStore`.
    init(
        _ stretch: LineStretch, _ selection: RecordSelection, reason: WithholdingReason
    ) throws(SealingError) {
        scanner = RecordScanner(under: stretch.opening)
        var lines = ShownLines(stretch)
        var rows = ShownRows(byteCount: stretch.bytes.count)
        var sequence = stretch.first
        for range in stretch.ranges {
            let line = stretch.bytes.span.extracting(range)
            let record = try scanner.record(line, sequence: sequence)
            let isWithheld = selection.verdict(on: scanner.traits(record)) == .withheld
            let body = try Self.body(of: record, isWithheld: isWithheld)
            if isWithheld {
                let reading = try Self.reading(of: record, line, sequence)
                lines.withhold(reading, at: range, for: reason)
                rows.append(withheld: reading.digest, for: reason, sequence: sequence)
                withheld.append(sequence)
            } else {
                if !Self.isOfTheLog(record) { shownCount += 1 }
                rows.append(record, of: scanner, line: line, sequence: sequence)
                find(record, body, line)
            }
            sequence += 1
        }
        endRun()
        self.lines = lines.finish()
        self.rows = rows.bytes
    }

    private static func isOfTheLog(_ record: ScannedRecord) -> Bool {
        switch record {
        case .event: false
        case .other(let entry, _): Families.alwaysShown.contains(entry.family)
        }
    }

    private static func reading(
        of record: ScannedRecord, _ line: Span<UInt8>, _ sequence: UInt64
    ) throws(SealingError) -> ReadLine {
        switch record {
        case .event: try StoredEntry.reading(of: line, sequence: sequence)
        case .other(_, let reading): reading
        }
    }

    // MARK: - What is found

    /// Families of which a record that can't be read is refused, shown or not.
    private static let needed: Set<String> = [
        CaptureBody.family, SignatureBody.family, PolicyBody.family,
    ]

    /// The body of a record that is no file event; nil where it isn't needed and can't be read.
    private static func body(
        of record: ScannedRecord, isWithheld: Bool
    ) throws(SealingError) -> (any RecordBody)? {
        guard case .other(let entry, _) = record else { return nil }
        let isNeeded = needed.contains(entry.family)
        guard isNeeded || !isWithheld else { return nil }
        do throws(SchemaError) { return try Families.read(entry)?.body } catch {
            guard isNeeded else { return nil }
            throw .brokenStore("record \(entry.seq), \(entry.family): \(error)")
        }
    }

    private mutating func find(
        _ record: ScannedRecord, _ body: (any RecordBody)?, _ line: Span<UInt8>
    ) {
        switch record {
        case .event(let scan, let range):
            if scan.dataset != run.dataset {
                endRun()
                run.dataset = scan.dataset
            }
            run.files.append(
                DatasetReplay.File(scan, of: scanner.events, entry: line.extracting(range)))
        case .other(let entry, let reading):
            endRun()
            findings.append(
                .record(
                    RecordCopy(
                        sequence: entry.seq, digest: reading.digest, content: .shown(entry),
                        body: body)))
        }
    }

    private mutating func endRun() {
        guard !run.files.isEmpty else { return }
        let id = scanner.events.datasets[Int(run.dataset)].id
        findings.append(.files(run.files, dataset: id))
        run = (-1, [])
    }
}

extension DatasetReplay.File {
    /// The file that an event states which was read straight from its bytes.
    fileprivate init(_ scan: FileEventScan, of scanner: FileEventScanner, entry: Span<UInt8>) {
        let path = ByteRuns.text(entry, scan.path)
        let pathText = scan.pathText.map { range in
            let isPath =
                range.count == scan.path.count
                && ByteRuns.holds(entry.extracting(scan.path), in: entry, at: range.lowerBound)
            // Most names are plain, and a text that is there twice would cost memory twice.
            return isPath ? path : ByteRuns.text(entry, range)
        }
        self.init(
            sequence: scan.sequence, path: path, pathText: pathText, size: scan.size,
            sha256: scan.sha256, modifiedUtc: scan.modifiedUtc,
            project: scanner.projects[Int(scan.project)])
    }
}

package import BundleFormat
internal import CanonicalJSON
package import Cryptography
package import RecordLog
package import Records

/// One log as a bundle shows it: whole up to a checkpoint, part of it withheld.
///
/// Decided in one pass; after that lines, CSV and the readable copy are made from the store as often
/// as somebody asks, so memory grows with the number of withheld records and shown files only.
///
/// Source: docs/formats/bundle.md §3 and §7.
package struct SelectedLog: RecordCopySource {
    /// The log, cut at the close of the epoch that holds the export.
    package let head: Manifest.Log
    /// The files that the newest shown versions of the datasets owe.
    package let owed: [OwedFile]
    /// The UTC date of the export, `YYYY-MM-DD`.
    package let exportDate: String
    /// The policies that shown records name.
    package let policies: [Digest]
    /// How many records besides those of the log itself are shown.
    package let shownCount: UInt64

    private let source: any EvidenceSource
    private let withheld: [UInt64: WithholdingReason]

    /// Decides what is shown.
    ///
    /// - Parameters:
    ///   - source: The log.
    ///   - checkpoint: The checkpoint over the epoch that holds the export.
    ///   - export: The sequence number of the export record, and what it says.
    ///   - request: The approved request.
    /// - Throws: `SealingError.brokenStore`, and what the source throws.
    package init(
        _ source: any EvidenceSource, upTo checkpoint: Checkpoint,
        export: (sequence: UInt64, body: ExportBody), request: ExportRequestBody
    ) throws {
        let chosen = try Self.chosenDatasets(source, upTo: checkpoint.size, request.query)
        var pass = SelectionPass(export: export, request: request, chosenDatasets: chosen)
        try source.forEachLine(from: 0, to: checkpoint.size) { sequence, line in
            try pass.take(StoredEntry(line, sequence: sequence).entry)
        }
        guard let date = pass.exportDate else {
            throw SealingError.brokenStore("the export's record is missing")
        }
        self.head = Manifest.Log(
            log: source.logID, size: checkpoint.size, root: checkpoint.root,
            export: export.sequence)
        self.owed = try pass.datasets.newestVersions.flatMap(OwedFile.files(of:))
        self.exportDate = date
        self.policies = pass.policies.sorted()
        self.shownCount = pass.shownCount
        self.withheld = pass.withheld
        self.source = source
    }

    /// The log's id.
    package var logID: Digest { head.log }

    /// Hands out the first records as the bundle shows them, in order.
    package func forEachRecord(
        first count: UInt64, _ body: (RecordCopy) throws -> Void
    ) throws {
        try source.forEachLine(from: 0, to: min(count, head.size)) { sequence, line in
            if let reason = withheld[sequence] {
                let digest = try StoredEntry.reading(of: line, sequence: sequence).digest
                try body(
                    RecordCopy(sequence: sequence, digest: digest, content: .withheld(reason)))
            } else {
                let stored = try StoredEntry(line, sequence: sequence)
                try body(
                    RecordCopy(
                        sequence: sequence, digest: stored.reading.digest,
                        content: .shown(stored.entry)))
            }
        }
    }

    /// Hands out every line as the bundle has it, LF included.
    package func writeLines(to sink: ([UInt8]) throws -> Void) throws {
        try source.forEachLine(from: 0, to: head.size) { sequence, line in
            var line = line
            if let reason = withheld[sequence] {
                let reading = try StoredEntry.reading(of: line, sequence: sequence)
                line = RecordLine.withheld(
                    digest: reading.digest, code: reading.code, reason: reason)
            }
            line.append(0x0A)
            try sink(line)
        }
    }

    /// Refuses a query that no record answers, so that a mistyped time isn't a silent empty copy.
    ///
    /// - Throws: `SealingError.nothingSelected`.
    package static func requireAnswer(
        to query: ExportQuery, in source: any EvidenceSource
    ) throws {
        var isAnswered = false
        try source.forEachLine(from: 0, to: source.size) { sequence, line in
            if isAnswered { return }
            let entry = try StoredEntry(line, sequence: sequence).entry
            if let wanted = query.project, entry.project != wanted { return }
            if !query.datasets.isEmpty {
                let id = entry.body["dataset"]?.objectValue?["id"]?.stringValue
                guard let id, query.datasets.contains(id) else { return }
            }
            isAnswered = RecordSelection.answers(entry, query)
        }
        if !isAnswered {
            throw SealingError.nothingSelected(
                query: "no record has that project, dataset, person, time and number together")
        }
    }

    /// The datasets of which an event answers the query; nil when it filters by project only.
    private static func chosenDatasets(
        _ source: any EvidenceSource, upTo size: UInt64, _ query: ExportQuery
    ) throws -> Set<String>? {
        let isFiltered =
            !query.datasets.isEmpty || !query.persons.isEmpty
            || !query.records.isEmpty || query.from != nil || query.to != nil
        guard isFiltered else { return nil }
        var chosen: Set<String> = []
        try source.forEachLine(from: 0, to: size) { sequence, line in
            let entry = try StoredEntry(line, sequence: sequence).entry
            guard entry.family == CaptureBody.family,
                RecordSelection.answers(entry, query),
                let id = entry.body["dataset"]?.objectValue?["id"]?.stringValue
            else { return }
            if query.datasets.isEmpty || query.datasets.contains(id) { chosen.insert(id) }
        }
        return chosen
    }
}

/// The one pass that decides.
private struct SelectionPass {
    private var selection: RecordSelection
    private let exportSequence: UInt64
    private(set) var withheld: [UInt64: WithholdingReason] = [:]
    private(set) var datasets = DatasetReplay()
    private(set) var policies: Set<Digest> = []
    private(set) var exportDate: String?
    private(set) var shownCount: UInt64 = 0

    init(
        export: (sequence: UInt64, body: ExportBody), request: ExportRequestBody,
        chosenDatasets: Set<String>?
    ) {
        exportSequence = export.sequence
        selection = RecordSelection(
            query: request.query,
            ownRecords: [export.sequence, export.body.request.seq, export.body.approval.seq],
            reason: request.withholding.first?.reason ?? .outOfScope,
            chosenDatasets: chosenDatasets)
    }

    mutating func take(_ entry: Entry) throws(SealingError) {
        if entry.seq == exportSequence { exportDate = String(entry.time.utc.text.prefix(10)) }
        do {
            switch entry.family {
            case CaptureBody.family: take(try CaptureBody(json: entry.body), of: entry)
            case SignatureBody.family:
                let targets = try SignatureBody(json: entry.body).statement.targets
                _ = isShown(entry, .signature(targets: targets.map(\.seq)))
            case PolicyBody.family:
                let policy = try PolicyBody(json: entry.body).sha256
                if isShown(entry, .other) { policies.insert(policy) }
            default: _ = isShown(entry, .other)
            }
        } catch {
            throw .brokenStore("record \(entry.seq), \(entry.family): \(error)")
        }
    }

    private mutating func take(_ capture: CaptureBody, of entry: Entry) {
        let id =
            switch capture {
            case .file(let file): file.dataset.id
            case .dataset(let dataset): dataset.dataset.id
            }
        guard isShown(entry, .dataset(id)) else { return }
        datasets.add(capture, sequence: entry.seq, project: entry.project)
    }

    private mutating func isShown(_ entry: Entry, _ body: SelectedBody) -> Bool {
        if let reason = selection.withholding(entry, body) {
            withheld[entry.seq] = reason
            return false
        }
        if !Families.alwaysShown.contains(entry.family) { shownCount += 1 }
        return true
    }
}

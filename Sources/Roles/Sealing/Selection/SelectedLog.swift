package import BundleFormat
internal import CanonicalJSON
package import Cryptography
package import RecordLog
package import Records

/// One log as a bundle shows it: whole up to a checkpoint, part of it withheld.
///
/// Decided and hashed in one walk; after that lines, CSV and the readable copy are made from the store
/// as often as somebody asks, so memory grows with what is withheld, with the files that are shown and
/// with the signatures over them only.
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

    /// Digest and size of what `writeLines` hands out.
    let lines: ByteTally.Total
    /// Digest and size of what `writeTable` hands out.
    let table: ByteTally.Total
    private let source: any EvidenceSource
    private let withheld: PlaceRuns
    private let reason: WithholdingReason
    private let page: CopySummary

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
        let size = checkpoint.size
        guard export.sequence < size else {
            throw SealingError.brokenStore("the export's record is missing")
        }
        let own: Set = [export.sequence, export.body.request.seq, export.body.approval.seq]
        let selection = try RelatedRecords(source: source, size: size)
            .completing(RecordSelection(query: request.query, ownRecords: own), for: request.query)
        let reason = request.withholding.first?.reason ?? .outOfScope
        let label = String(source.logID.hex.prefix(16))
        var merger = SelectionMerger(label: label, isLong: size > Self.longCount)
        try source.forEachStretch(from: 0, to: size) { stretch in
            try StretchSelection(stretch, selection, reason: reason)
        } use: {
            merger.take($0, reason: reason)
        }
        self.head = Manifest.Log(
            log: source.logID, size: size, root: checkpoint.root, export: export.sequence)
        (lines, table) = try merger.totals()
        page = merger.page
        owed = try page.newestVersions.flatMap(OwedFile.files(of:))
        exportDate = try Self.date(of: export.sequence, in: source)
        policies = merger.policies.sorted()
        shownCount = merger.shownCount
        withheld = merger.withheld
        self.reason = reason
        self.source = source
    }

    /// How many records are worth threads of their own.
    private static let longCount: UInt64 = 1_000

    private static func date(of export: UInt64, in source: any EvidenceSource) throws -> String {
        let entry = try StoredEntry(source.line(at: export), sequence: export).entry
        return String(entry.time.utc.text.prefix(10))
    }

    /// The log's id.
    package var logID: Digest { head.log }

    /// What the page for people says in front of the records.
    package func summary(isFirst: Bool) -> CopySummary { page.placed(isFirst: isFirst) }

    /// Hands out the first records as the bundle shows them, in order.
    package func forEachRecord(
        first count: UInt64, _ body: (RecordCopy) throws -> Void
    ) throws {
        var opening: EpochOpening?
        try source.forEachLine(from: 0, to: min(count, head.size)) { sequence, line in
            if withheld.contains(sequence) {
                let digest = try StoredEntry.reading(of: line.span, sequence: sequence).digest
                try body(
                    RecordCopy(sequence: sequence, digest: digest, content: .withheld(reason)))
            } else {
                let stored = try StoredEntry(line, sequence: sequence)
                let entry = try stored.entry(under: opening)
                opening = EpochOpening(entry) ?? opening
                try body(
                    RecordCopy(
                        sequence: sequence, digest: stored.reading.digest, content: .shown(entry)))
            }
        }
    }

    /// Hands out every line as the bundle has it, LF included.
    package func writeLines(to sink: ByteSink) throws {
        try source.forEachStretch(from: 0, to: head.size) { [withheld, reason] stretch in
            try stretch.lines(without: withheld, for: reason)
        } use: {
            try sink($0)
        }
    }

    /// Hands out the table for spreadsheets.
    package func writeTable(to sink: ByteSink) throws {
        try sink(CSVRendering.head)
        try source.forEachStretch(from: 0, to: head.size) { [withheld, reason] stretch in
            try stretch.rows(without: withheld, for: reason)
        } use: {
            try sink($0)
        }
    }

    /// Refuses a query that no record answers, so that a mistyped time isn't a silent empty copy.
    ///
    /// - Throws: `SealingError.nothingSelected`.
    package static func requireAnswer(
        to query: ExportQuery, in source: any EvidenceSource
    ) throws {
        var isAnswered = false
        try source.forEachStretch(from: 0, to: source.size) { stretch in
            var scanner = RecordScanner(under: stretch.opening)
            var found = false
            try stretch.forEachLine { (line, sequence) throws(SealingError) in
                if found { return }
                let record = try scanner.record(line, sequence: sequence)
                found = scanner.traits(record).isAskedFor(by: query)
            }
            return found
        } while: { found in
            isAnswered = found
            return !found
        }
        if !isAnswered {
            throw SealingError.nothingSelected(
                query: "no record has that project, dataset, person, time and number together")
        }
    }
}

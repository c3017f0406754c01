internal import RecordLog
internal import Records

/// Finds what a selection has to know of other records before it can decide on each by itself.
struct RelatedRecords {
    let source: any EvidenceSource
    /// The number of records that the bundle has.
    let size: UInt64

    /// The selection with what it has to know; a query that filters by project only needs nothing.
    func completing(
        _ selection: RecordSelection, for query: ExportQuery
    ) throws -> RecordSelection {
        guard RecordSelection.filters(query) else { return selection }
        var selection = selection
        selection.related = RecordSelection.Related(datasets: try datasets(answering: query))
        try addSignatures(to: &selection)
        return selection
    }

    /// The datasets of which an event answers the query.
    private func datasets(answering query: ExportQuery) throws -> Set<String> {
        var chosen: Set<String> = []
        try source.forEachStretch(from: 0, to: size) { stretch in
            var scanner = RecordScanner(under: stretch.opening)
            var found: Set<String> = []
            try stretch.forEachLine { (line, sequence) throws(SealingError) in
                let scanned = try scanner.record(line, sequence: sequence)
                let record = scanner.traits(scanned)
                guard record.family == CaptureBody.family, record.answers(query),
                    let id = record.dataset
                else { return }
                if query.datasets.isEmpty || query.datasets.contains(id) { found.insert(id) }
            }
            return found
        } use: {
            chosen.formUnion($0)
        }
        return chosen
    }

    /// The signatures over a record that answers the query, another signature among them.
    private func addSignatures(to selection: inout RecordSelection) throws {
        try source.forEachLine(ofFamilies: [SignatureBody.family]) { sequence, line in
            guard sequence < size else { return }
            let signature = try StoredEntry(line, sequence: sequence).entry
            let targets: [SignatureTarget]
            do throws(SchemaError) {
                targets = try SignatureBody(json: signature.body).statement.targets
            } catch {
                throw SealingError.brokenStore(
                    "record \(sequence), \(SignatureBody.family): \(error)")
            }
            let isOverAnswer = try targets.contains { target in
                guard target.seq < sequence else { return false }
                let entry = try StoredEntry(source.line(at: target.seq), sequence: target.seq).entry
                return selection.verdict(on: RecordTraits(entry)) == .answering
            }
            if isOverAnswer { selection.related?.signatures.insert(sequence) }
        }
    }
}

internal import BundleFormat
internal import CanonicalJSON
internal import RecordLog
internal import Records

/// A stretch of a log as a bundle has it, once it is known what is withheld.
extension LineStretch {
    /// Hands out the lines without LF, with their places in the log.
    func forEachLine<Failure: Error>(
        _ body: (Span<UInt8>, UInt64) throws(Failure) -> Void
    ) throws(Failure) {
        var sequence = first
        for range in ranges {
            try body(bytes.span.extracting(range), sequence)
            sequence += 1
        }
    }

    /// The lines, LF included.
    ///
    /// - Throws: `SealingError.brokenStore` where a line that is withheld is none.
    func lines(
        without withheld: PlaceRuns, for reason: WithholdingReason
    ) throws(SealingError) -> [UInt8] {
        guard withheld.overlaps(sequences) else { return bytes }
        var lines = ShownLines(self)
        var sequence = first
        for range in ranges {
            if withheld.contains(sequence) {
                let line = bytes.span.extracting(range)
                lines.withhold(
                    try StoredEntry.reading(of: line, sequence: sequence), at: range, for: reason)
            }
            sequence += 1
        }
        return lines.finish()
    }

    /// The rows of the table for spreadsheets.
    ///
    /// - Throws: `SealingError.brokenStore` where a line is no record.
    func rows(
        without withheld: PlaceRuns, for reason: WithholdingReason
    ) throws(SealingError) -> [UInt8] {
        var scanner = RecordScanner(under: opening)
        var rows = ShownRows(byteCount: bytes.count)
        try forEachLine { (line, sequence) throws(SealingError) in
            if withheld.contains(sequence) {
                let reading = try StoredEntry.reading(of: line, sequence: sequence)
                rows.append(withheld: reading.digest, for: reason, sequence: sequence)
            } else {
                let record = try scanner.record(line, sequence: sequence)
                rows.append(record, of: scanner, line: line, sequence: sequence)
            }
        }
        return rows.bytes
    }
}

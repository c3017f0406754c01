internal import BundleFormat
internal import Cryptography
internal import RecordLog
internal import Records

/// The rows of the table for spreadsheets that the records of a stretch give.
struct ShownRows {
    /// The rows, one behind the other.
    private(set) var bytes: [UInt8] = []
    private var events = FileEventRows()

    /// - Parameter byteCount: For how many bytes of rows to make room; a row is shorter than its line.
    init(byteCount: Int) { bytes.reserveCapacity(byteCount) }

    /// Adds the row of a record that is shown.
    ///
    /// - Parameters:
    ///   - scanner: What read the record.
    ///   - line: The line that was read.
    mutating func append(
        _ record: ScannedRecord, of scanner: RecordScanner, line: Span<UInt8>, sequence: UInt64
    ) {
        switch record {
        case .event(let scan, let range):
            let entry = line.extracting(range)
            events.append(
                scan, of: scanner.events, entry: entry, sequence: sequence,
                digest: SHA256.hash(entry), to: &bytes)
        case .other(let entry, let reading):
            bytes += CSVRendering.row(
                RecordCopy(sequence: sequence, digest: reading.digest, content: .shown(entry)))
        }
    }

    /// Adds the row of a record that is withheld.
    mutating func append(withheld digest: Digest, for reason: WithholdingReason, sequence: UInt64) {
        FileEventRows.append(withheld: digest, for: reason, sequence: sequence, to: &bytes)
    }
}

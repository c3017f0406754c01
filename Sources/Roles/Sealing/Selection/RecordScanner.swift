internal import RecordLog
internal import Records

/// A record of a log in clear, read in the way that costs least.
enum ScannedRecord {
    /// A file event, and where its entry stands in the line.
    case event(FileEventScan, entry: Range<Int>)
    /// Any other record, with its digest and code.
    case other(Entry, ReadLine)
}

/// Reads lines that the store holds in clear, in order: file events straight from their bytes, all else as
/// `StoredEntry` does.
struct RecordScanner {
    /// Holds what the scans name.
    private(set) var events: FileEventScanner

    /// A scanner in front of a line.
    ///
    /// - Parameter opening: The opening in force there; nil where there is none.
    init(under opening: EpochOpening?) {
        events = FileEventScanner(under: opening)
    }

    /// Reads a line.
    ///
    /// - Parameter line: The bytes without LF.
    /// - Throws: `SealingError.brokenStore`.
    mutating func record(
        _ line: Span<UInt8>, sequence: UInt64
    ) throws(SealingError) -> ScannedRecord {
        guard case .success(let range) = RecordLine.entryRange(of: line),
            let scan = events.scan(line.extracting(range))
        else { return try other(StoredEntry(line, sequence: sequence)) }
        guard scan.sequence == sequence else {
            throw .brokenStore("record \(scan.sequence) stands at place \(sequence)")
        }
        return .event(scan, entry: range)
    }

    private mutating func other(_ stored: StoredEntry) throws(SealingError) -> ScannedRecord {
        let entry = try stored.entry(under: events.opening)
        if let opening = EpochOpening(entry) { events.begin(under: opening) }
        return .other(entry, stored.reading)
    }

    /// What a selection asks of a record that was read here.
    func traits(_ record: ScannedRecord) -> RecordTraits {
        switch record {
        case .event(let scan, _): RecordTraits(scan, of: events)
        case .other(let entry, _): RecordTraits(entry.stated)
        }
    }
}

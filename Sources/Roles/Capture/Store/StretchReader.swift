import RecordLog
import Records
import SQLiteDatabase

/// Reads lines of the store in stretches that are worth handing to another thread.
struct StretchReader {
    /// Where a stretch ends: as many lines of file events have a third of a mebibyte.
    private static let lineCount = 512
    /// Where a stretch of longer lines ends, in bytes.
    private static let byteCount = 1 << 20

    private let statement: PreparedStatement
    private var expected: UInt64
    private let end: UInt64
    /// The opening in force in front of the next line, and the epoch that it began.
    private var opening: EpochOpening?
    private var epoch: Int64 = -1
    private var isAtEnd = false
    /// The bytes of the stretch before, which the next one will have too.
    private var usualByteCount = 0

    /// Begins in front of the first row.
    ///
    /// - Parameters:
    ///   - statement: Gives number, line and epoch of every record from `from` to `end`, bound and not
    ///     begun.
    ///   - from: The first place.
    ///   - end: The place after the last.
    ///   - opening: The opening in force in front of the first place.
    init(
        _ statement: PreparedStatement, from: UInt64, to end: UInt64, under opening: EpochOpening?
    ) {
        self.statement = statement
        expected = from
        self.end = end
        self.opening = opening
    }

    /// The next lines; nil behind the last.
    ///
    /// - Throws: `CaptureError.damaged` when one is missing or isn't one.
    mutating func next() throws -> LineStretch? {
        guard !isAtEnd else { return nil }
        var stretch = LineStretch(first: expected, under: opening, byteCount: usualByteCount)
        defer { usualByteCount = stretch.bytes.count }
        while stretch.count < Self.lineCount, stretch.bytes.count < Self.byteCount {
            guard try statement.step() else {
                isAtEnd = true
                guard expected >= end else { throw lacksRecord }
                break
            }
            guard statement.integer(0) == Int64(clamping: expected) else { throw lacksRecord }
            guard stretch.append({ statement.appendBlob(1, to: &$0) }) else {
                throw CaptureError.damaged("The store holds a record of a wrong shape.")
            }
            if let epoch = statement.integer(2), epoch != self.epoch {
                self.epoch = epoch
                opening = StoredLine.opening(statement.column(1).blob ?? []) ?? opening
            }
            expected += 1
        }
        return stretch.count == 0 ? nil : stretch
    }

    private var lacksRecord: CaptureError { .damaged("The store lacks record \(expected).") }
}

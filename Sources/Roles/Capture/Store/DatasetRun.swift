import SQLiteDatabase

/// Records of one dataset that stand one behind the other.
struct DatasetRun: Hashable {
    let dataset: String
    /// The first and the last of them.
    let first: UInt64
    fileprivate(set) var last: UInt64
    /// Whether the last is the record of the dataset as a whole, which ends a version.
    fileprivate(set) var ends: Bool

    /// Stores one; its parameters are `values`.
    static let insertion = "INSERT INTO run (dataset, first, last, ends) VALUES (?, ?, ?, ?)"

    var values: [SQLValue] {
        [
            .text(dataset), .integer(Int64(clamping: first)), .integer(Int64(clamping: last)),
            .integer(ends ? 1 : 0),
        ]
    }

    /// Puts records together to runs.
    struct Collector {
        private var running: DatasetRun?

        /// Takes the next record.
        ///
        /// - Returns: The run in front of it, where the record doesn't go on with that.
        mutating func take(_ seq: UInt64, of dataset: String, ends: Bool) -> DatasetRun? {
            if let before = running, before.dataset == dataset, !before.ends,
                before.last + 1 == seq
            {
                running?.last = seq
                running?.ends = ends
                return nil
            }
            defer { running = DatasetRun(dataset: dataset, first: seq, last: seq, ends: ends) }
            return running
        }

        /// The last run; nil where there was no record.
        mutating func finish() -> DatasetRun? {
            defer { running = nil }
            return running
        }
    }
}

import RecordLog
import Records

/// Finds the opening in force for records that are read in the order of the log, some of them left out.
struct OpeningsInOrder {
    let table: RecordTable
    private var opening: EpochOpening?
    private var epoch: UInt64?

    init(table: RecordTable) {
        self.table = table
    }

    /// The entry of a line with what it leaves to its epoch's opening, which is looked up once an epoch.
    mutating func entry(_ line: [UInt8], at seq: UInt64) throws -> Entry {
        let stated = try StoredLine.entry(line)
        if stated.epoch != epoch {
            opening = try table.opening(before: seq + 1)
            epoch = stated.epoch
        }
        do { return try Entry(stated, under: opening) } catch {
            throw CaptureError.damaged("Record \(seq) can't be read: \(error).")
        }
    }
}

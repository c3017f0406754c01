package import Cryptography
import RecordLog
import Records
import SQLiteDatabase

/// One stored record without its line.
package struct StoredRecord: Hashable, Sendable {
    /// Place in the log.
    package let seq: UInt64
    /// Its epoch.
    package let epoch: UInt64
    /// Its family.
    package let family: String
    /// Its project's label.
    package let project: String?
    /// When it was made, canonical text.
    package let utc: String
    /// Its chain element.
    package let leaf: Digest
}

/// The questions that reader and writer both ask the database.
struct RecordTable {
    let database: Database
    /// Whether the store has the tables of this version; an older program may have written it last, and nobody
    /// since.
    let isUpToDate: Bool

    init(database: Database) throws {
        self.database = database
        isUpToDate =
            try database.rows("PRAGMA user_version") == [[.integer(StoreSchema.version)]]
    }

    /// The condition for records of one family, which is its parameter: any but `capture`, whose records no
    /// index holds.
    static let ofFamily = "family = ? AND family <> 'capture'"

    /// The condition for records of some families, which are its parameters.
    static func ofFamilies(_ families: [String]) -> String {
        let places = families.map { _ in "?" }.joined(separator: ", ")
        return "family IN (\(places))"
            + (families.contains(CaptureBody.family) ? "" : " AND family <> 'capture'")
    }

    /// The number of records.
    func count() throws -> UInt64 {
        let rows = try database.rows("SELECT max(seq) FROM record")
        guard let last = rows.first?.first?.integer else { return 0 }
        return UInt64(clamping: last) + 1
    }

    /// A record, or nil when there is none of that number.
    func record(at seq: UInt64) throws -> StoredRecord? {
        try records("WHERE seq = ?", [.integer(Int64(clamping: seq))]).first
    }

    /// The newest record.
    func last() throws -> StoredRecord? {
        try records("ORDER BY seq DESC LIMIT 1", []).first
    }

    /// Records that a condition of ours selects.
    func records(_ condition: String, _ values: [SQLValue]) throws -> [StoredRecord] {
        try database.rows(
            "SELECT seq, epoch, family, project, utc, leaf FROM record \(condition)", values
        ).map { row in
            guard row.count == 6, let seq = row[0].integer, let epoch = row[1].integer,
                let family = row[2].text, let utc = row[4].text,
                let leaf = row[5].blob.flatMap({ Digest($0) })
            else { throw CaptureError.damaged("The store holds a record of a wrong shape.") }
            return StoredRecord(
                seq: UInt64(clamping: seq), epoch: UInt64(clamping: epoch), family: family,
                project: row[3].text, utc: utc, leaf: leaf)
        }
    }

    /// The finished line of a record, without LF.
    func line(at seq: UInt64) throws -> [UInt8]? {
        try database.rows(
            "SELECT line FROM record WHERE seq = ?", [.integer(Int64(clamping: seq))]
        ).first?.first?.blob
    }

    /// The opening in force in front of a place; nil in front of genesis.
    func opening(before seq: UInt64) throws -> EpochOpening? {
        guard seq > 0 else { return nil }
        let found = try database.rows(
            "SELECT line FROM record WHERE \(Self.ofFamily) AND seq < ? "
                + "ORDER BY seq DESC LIMIT 1",
            [.text(EpochOpenBody.family), .integer(Int64(clamping: seq))])
        return StoredLine.opening(try found.first?.first?.blob ?? line(at: 0) ?? [])
    }

    /// Hands over lines in order of sequence.
    ///
    /// - Parameters:
    ///   - condition: What follows WHERE, of ours.
    ///   - values: Its parameters.
    func forEachLine(
        where condition: String, _ values: [SQLValue],
        _ body: (UInt64, [UInt8]) throws -> Void
    ) throws {
        try forEachLine(
            of: "SELECT seq, line FROM record WHERE \(condition) ORDER BY seq", values, body)
    }

    private func forEachLine(
        of sql: String, _ values: [SQLValue], _ body: (UInt64, [UInt8]) throws -> Void
    ) throws {
        let statement = try database.prepare(sql)
        try statement.bind(values)
        defer { statement.reset() }
        while try statement.step() {
            guard let seq = statement.column(0).integer, let line = statement.column(1).blob
            else { throw CaptureError.damaged("The store holds a record of a wrong shape.") }
            try body(UInt64(clamping: seq), line)
        }
    }

    /// Hands over the lines of a dataset's records in order of sequence.
    ///
    /// - Parameters:
    ///   - dataset: Its id.
    ///   - condition: What they have to meet besides, of ours.
    ///   - values: The parameters of that.
    func forEachLine(
        ofDataset dataset: String, where condition: String = "1", _ values: [SQLValue] = [],
        _ body: (UInt64, [UInt8]) throws -> Void
    ) throws {
        guard isUpToDate else {
            return try forEachLine(
                where: "dataset = ? AND \(condition)", [.text(dataset)] + values, body)
        }
        // The runs lie in the order of their records, which stand together: nothing is sorted.
        try forEachLine(
            of: "SELECT seq, line FROM run CROSS JOIN record ON seq BETWEEN first AND last "
                + "WHERE run.dataset = ? AND \(condition) ORDER BY first, seq",
            [.text(dataset)] + values, body)
    }

    /// Whether a dataset of this id was captured.
    func holds(dataset: String) throws -> Bool {
        let sql =
            isUpToDate
            ? "SELECT 1 FROM run WHERE dataset = ? LIMIT 1"
            : "SELECT 1 FROM record WHERE dataset = ? LIMIT 1"
        return try !database.rows(sql, [.text(dataset)]).isEmpty
    }

    /// Hands over the lines of some records, in the order in which they are named.
    ///
    /// - Throws: `CaptureError.damaged` when one is missing.
    func forEachLine(at places: [UInt64], _ body: (UInt64, [UInt8]) throws -> Void) throws {
        let statement = try database.prepare("SELECT line FROM record WHERE seq = ?")
        for seq in places {
            try statement.bind([.integer(Int64(clamping: seq))])
            defer { statement.reset() }
            guard try statement.step(), let line = statement.column(0).blob else {
                throw CaptureError.damaged("The store lacks record \(seq).")
            }
            try body(seq, line)
        }
    }

    /// Lines in stretches, from one number up to another that is left out.
    func stretches(from: UInt64, to: UInt64) throws -> StretchReader {
        let statement = try database.prepare(
            "SELECT seq, line, epoch FROM record WHERE seq >= ? AND seq < ? ORDER BY seq")
        try statement.bind([.integer(Int64(clamping: from)), .integer(Int64(clamping: to))])
        return StretchReader(statement, from: from, to: to, under: try opening(before: from))
    }

    /// Hands over the chain elements of records `from` up to, not including, `to`.
    ///
    /// - Throws: `CaptureError.damaged` when one is missing.
    func forEachLeaf(
        from: UInt64, to: UInt64, _ body: (Digest) throws -> Void
    ) throws {
        let statement = try database.prepare(
            "SELECT seq, leaf FROM record WHERE seq >= ? AND seq < ? ORDER BY seq")
        try statement.bind([.integer(Int64(clamping: from)), .integer(Int64(clamping: to))])
        defer { statement.reset() }
        var expected = from
        while try statement.step() {
            guard statement.column(0).integer == Int64(clamping: expected),
                let leaf = statement.column(1).blob.flatMap({ Digest($0) })
            else { throw CaptureError.damaged("The store lacks record \(expected).") }
            try body(leaf)
            expected += 1
        }
        guard expected >= to else {
            throw CaptureError.damaged("The store lacks record \(expected).")
        }
    }

    /// A value kept beside the records.
    func setting(_ name: String) throws -> [UInt8]? {
        try database.rows("SELECT value FROM setting WHERE name = ?", [.text(name)])
            .first?.first?.blob
    }

    /// All checkpoints with their receipts, smallest first.
    func checkpoints() throws -> [StoredCheckpoint] {
        let notes = try database.rows("SELECT size, note FROM checkpoint ORDER BY size")
        return try notes.map { row in
            guard let size = row[0].integer, let note = row[1].blob else {
                throw CaptureError.damaged("The store holds a checkpoint of a wrong shape.")
            }
            return StoredCheckpoint(
                size: UInt64(clamping: size), note: note,
                receipts: try receipts(size: size))
        }
    }

    /// The checkpoint of the most records, without its receipts.
    func newestCheckpoint() throws -> StoredCheckpoint? {
        let row = try database.rows(
            "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1"
        ).first
        guard let size = row?[0].integer, let note = row?[1].blob else { return nil }
        return StoredCheckpoint(
            size: UInt64(clamping: size), note: note, receipts: try receipts(size: size))
    }

    /// The receipts of one checkpoint in order of name.
    func receipts(size: Int64) throws -> [StoredReceipt] {
        try database.rows(
            "SELECT name, bytes FROM receipt WHERE size = ? ORDER BY name", [.integer(size)]
        ).compactMap { row in
            guard let name = row[0].text, let bytes = row[1].blob else { return nil }
            return StoredReceipt(name: name, bytes: bytes)
        }
    }
}

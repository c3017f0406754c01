import CSQLite

/// A connection to one SQLite file.
///
/// Owns one `sqlite3 *`, closed in `deinit`. Not thread safe: it was opened without SQLite's own
/// mutex, so keep it inside one actor or behind one lock; it isn't `Sendable`. Statements keep
/// their connection alive.
package final class Database {
    let handle: OpaquePointer
    /// Compiled statements that nobody uses at the moment, by their text.
    private var idle: [String: OpaquePointer] = [:]

    /// How to open a file.
    package enum Access: Sendable {
        /// The file must exist; nothing may be written.
        case reading
        /// The file must exist.
        case writing
        /// The file is made when it is missing.
        case creating
    }

    /// Opens a database.
    ///
    /// For the writing kinds: write-ahead log with a sync at every commit, both read back and
    /// checked. Foreign keys are enforced, and a double-quoted word is never text.
    ///
    /// - Parameters:
    ///   - path: A file path; `:memory:` isn't offered because it has no write-ahead log.
    ///   - access: What may be done.
    ///   - busyMilliseconds: How long a call waits for another connection's lock.
    /// - Throws: `cannotOpen`, `isDamaged`, or a mode that SQLite wouldn't take.
    package init(path: String, access: Access, busyMilliseconds: Int32 = 5000) throws(DatabaseError)
    {
        let handle = try Self.open(path, access)
        self.handle = handle
        try check("sqlite3_busy_timeout", sqlite3_busy_timeout(handle, busyMilliseconds))
        try check("sqlite3_db_config", csqlite_refuse_quoted_text(handle))
        try check("sqlite3_db_config", csqlite_distrust_schema(handle))
        try set("foreign_keys", to: "ON", expecting: .integer(1))
        // Of a file that has pages already their size stays as it is.
        if access == .creating { try execute("PRAGMA page_size = \(Self.pageSize)") }
        if access != .reading {
            try set("journal_mode", to: "WAL", expecting: .text("wal"))
            try set("synchronous", to: "FULL", expecting: .integer(2))
            try set(
                "wal_autocheckpoint", to: "\(Self.logPages)",
                expecting: .integer(Int64(Self.logPages)))
        }
    }

    /// The bytes of a page in a new file: a line of the log has 1 KB, and each page costs two calls in
    /// a commit and two in a checkpoint.
    private static let pageSize = 16_384

    /// How many pages the write-ahead log holds before they go into the file and it begins anew.
    ///
    /// A commit that makes the log longer takes half as long again as one that writes over what is there.
    private static let logPages = 256

    // sqlite3_close_v2 waits for statements that outlive us; there are none, as each one that is in
    // use keeps the connection alive.
    deinit {
        for statement in idle.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    /// Runs one statement that returns no rows, or whose rows don't matter.
    ///
    /// - Parameters:
    ///   - sql: Exactly one statement.
    ///   - values: Its parameters in order.
    package func execute(_ sql: String, _ values: [SQLValue] = []) throws(DatabaseError) {
        let statement = try prepare(sql)
        try statement.bind(values)
        while try statement.step() {}
    }

    /// Runs several statements without parameters, such as a schema.
    package func executeScript(_ sql: String) throws(DatabaseError) {
        guard !sql.utf8.contains(0) else {
            throw DatabaseError(
                function: "sqlite3_exec", extendedCode: SQLITE_MISUSE,
                message: "the text contains a NUL")
        }
        try check("sqlite3_exec", sqlite3_exec(handle, sql, nil, nil, nil))
    }

    /// All rows of a query, for small results.
    package func rows(_ sql: String, _ values: [SQLValue] = []) throws(DatabaseError)
        -> [[SQLValue]]
    {
        let statement = try prepare(sql)
        try statement.bind(values)
        var rows: [[SQLValue]] = []
        while try statement.step() { rows.append(statement.row) }
        return rows
    }

    /// Compiles one statement for repeated use.
    ///
    /// - Throws: Also when something other than blanks follows the statement.
    package func prepare(_ sql: String) throws(DatabaseError) -> PreparedStatement {
        try PreparedStatement(database: self, sql: sql)
    }

    /// How many statements wait for their next use at most.
    private static let idleLimit = 32

    /// A compiled statement of that text which waits; it is the caller's from now on.
    func takeIdle(_ sql: String) -> OpaquePointer? { idle.removeValue(forKey: sql) }

    /// Keeps a compiled statement for its next use: a commit takes as long to compile as to run.
    ///
    /// - Parameter statement: Reset, its parameters forgotten; the caller's no more.
    func giveBack(_ statement: OpaquePointer, _ sql: String) {
        // Of other letters Swift takes two spellings for one text, and SQLite doesn't.
        guard idle.count < Self.idleLimit, idle[sql] == nil, sql.utf8.allSatisfy({ $0 < 0x80 })
        else {
            sqlite3_finalize(statement)
            return
        }
        idle[sql] = statement
    }

    /// Runs a closure between BEGIN IMMEDIATE and COMMIT.
    ///
    /// The write lock is taken at the start: a transaction that reads first and turns to writing
    /// later can fail in a way that no waiting cures. Any error rolls everything back.
    ///
    /// - Throws: What `body` throws, or a `DatabaseError`.
    package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Whether a transaction is open.
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Rows that the last INSERT, UPDATE or DELETE changed.
    package var changedRows: Int64 { sqlite3_changes64(handle) }

    /// Row id of the last INSERT.
    package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    func check(_ function: String, _ code: Int32) throws(DatabaseError) {
        guard code == SQLITE_OK else {
            throw DatabaseError(function: function, code: code, connection: handle)
        }
    }

    private func rollBack() {
        // A full disk or a failed commit may have rolled back already, and then ROLLBACK itself
        // is an error that says nothing new.
        if isInTransaction { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }

    private func set(_ pragma: String, to value: String, expecting: SQLValue) throws(DatabaseError)
    {
        try execute("PRAGMA \(pragma) = \(value)")
        let found = try rows("PRAGMA \(pragma)")
        guard found == [[expecting]] else {
            throw DatabaseError(
                function: "PRAGMA \(pragma)", extendedCode: SQLITE_ERROR,
                message: "SQLite did not accept \(value)")
        }
    }

    private static func open(_ path: String, _ access: Access) throws(DatabaseError)
        -> OpaquePointer
    {
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE
        switch access {
        case .reading: flags |= SQLITE_OPEN_READONLY
        case .writing: flags |= SQLITE_OPEN_READWRITE
        case .creating: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DatabaseError(
                function: "sqlite3_open_v2", extendedCode: SQLITE_CANTOPEN,
                message: "the path is empty or contains a NUL")
        }
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            let error = DatabaseError(
                function: "sqlite3_open_v2", code: code, connection: handle)
            sqlite3_close_v2(handle)
            throw error
        }
        return handle
    }
}

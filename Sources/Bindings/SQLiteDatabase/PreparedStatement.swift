import CSQLite

/// A compiled statement.
///
/// Owns one `sqlite3_stmt *`, given back to its connection in `deinit`, and keeps the connection
/// alive. Belongs to whoever owns the connection.
package final class PreparedStatement {
    private let database: Database
    private let sql: String
    private let handle: OpaquePointer

    /// Tells SQLite to copy what is bound before the call returns; the C macro is a cast.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(database: Database, sql: String) throws(DatabaseError) {
        if let waiting = database.takeIdle(sql) {
            self.handle = waiting
        } else {
            self.handle = try Self.compile(sql, database)
        }
        self.database = database
        self.sql = sql
    }

    deinit {
        reset()
        database.giveBack(handle, sql)
    }

    /// Makes the statement ready to run again and binds its parameters.
    ///
    /// - Parameter values: As many as the statement has parameters, in order.
    package func bind(_ values: [SQLValue]) throws(DatabaseError) {
        reset()
        guard values.count == Int(sqlite3_bind_parameter_count(handle)) else {
            throw DatabaseError(
                function: "sqlite3_bind", extendedCode: SQLITE_RANGE,
                message: "\(values.count) values for "
                    + "\(sqlite3_bind_parameter_count(handle)) parameters")
        }
        for (index, value) in values.enumerated() {
            try database.check("sqlite3_bind", bind(value, Int32(index + 1)))
        }
    }

    /// Moves to the next row.
    ///
    /// - Returns: Whether there is one; after false the statement is reset.
    package func step() throws(DatabaseError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        default:
            let error = DatabaseError(
                function: "sqlite3_step", code: code, connection: database.handle)
            sqlite3_reset(handle)
            throw error
        }
    }

    /// Binds, runs to the end and forgets the parameters.
    package func run(_ values: [SQLValue]) throws(DatabaseError) {
        try bind(values)
        while try step() {}
        reset()
    }

    /// Ends the present run and clears all parameters.
    package func reset() {
        // The code of the last step again; it was thrown then.
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// Number of columns in a row.
    package var columnCount: Int { Int(sqlite3_column_count(handle)) }

    /// All columns of the present row.
    package var row: [SQLValue] { (0..<columnCount).map { column($0) } }

    /// One column of the present row.
    ///
    /// - Parameter index: From 0; NULL for an index that doesn't exist.
    package func column(_ index: Int) -> SQLValue {
        guard (0..<columnCount).contains(index) else { return .null }
        let column = Int32(index)
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            // The length is asked after the conversion to UTF-8; a NUL doesn't end the text.
            let start = sqlite3_column_text(handle, column)
            return .text(String(decoding: bytes(start, column), as: UTF8.self))
        case SQLITE_BLOB:
            return .blob(Array(bytes(sqlite3_column_blob(handle, column), column)))
        default: return .null
        }
    }

    /// The number in a column of the present row; nil where it holds none.
    package func integer(_ index: Int32) -> Int64? {
        guard sqlite3_column_type(handle, index) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(handle, index)
    }

    /// Appends the bytes in a column of the present row, without an array of their own.
    ///
    /// - Returns: Whether the column holds bytes.
    package func appendBlob(_ index: Int32, to output: inout [UInt8]) -> Bool {
        guard sqlite3_column_type(handle, index) == SQLITE_BLOB else { return false }
        output.append(contentsOf: bytes(sqlite3_column_blob(handle, index), index))
        return true
    }

    private func bytes(_ start: UnsafeRawPointer?, _ column: Int32) -> UnsafeRawBufferPointer {
        // The pointer is nil for an empty blob.
        UnsafeRawBufferPointer(
            start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
    }

    private func bind(_ value: SQLValue, _ index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .real(let number): return sqlite3_bind_double(handle, index, number)
        case .text(var text):
            return text.withUTF8 { buffer in
                buffer.withMemoryRebound(to: CChar.self) { characters in
                    guard let start = characters.baseAddress else {
                        return sqlite3_bind_text(handle, index, "", 0, Self.copied)
                    }
                    return sqlite3_bind_text64(
                        handle, index, start, UInt64(characters.count), Self.copied,
                        UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            // A nil pointer would bind NULL instead of nothing.
            if bytes.isEmpty { return sqlite3_bind_zeroblob(handle, index, 0) }
            return sqlite3_bind_blob64(
                handle, index, bytes, UInt64(bytes.count), Self.copied)
        }
    }

    private static func compile(_ sql: String, _ database: Database) throws(DatabaseError)
        -> OpaquePointer
    {
        var text = sql
        var handle: OpaquePointer?
        var rest = 0
        let code = text.withUTF8 { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                var tail: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    database.handle, characters.baseAddress, Int32(clamping: characters.count),
                    UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &tail)
                if let tail, let start = characters.baseAddress {
                    rest = characters.count - (tail - start)
                }
                return code
            }
        }
        try database.check("sqlite3_prepare_v3", code)
        guard let handle else {
            throw DatabaseError(
                function: "sqlite3_prepare_v3", extendedCode: SQLITE_MISUSE,
                message: "there is no statement in the text")
        }
        let blanks: Set<UInt8> = [9, 10, 13, 32, UInt8(ascii: ";")]
        guard sql.utf8.suffix(rest).allSatisfy(blanks.contains) else {
            sqlite3_finalize(handle)
            throw DatabaseError(
                function: "sqlite3_prepare_v3", extendedCode: SQLITE_MISUSE,
                message: "more than one statement in the text")
        }
        return handle
    }
}

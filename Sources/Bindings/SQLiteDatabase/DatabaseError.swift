import CSQLite

/// An SQLite call that failed; text and codes are copied when the error is made.
package struct DatabaseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name of the failed call, such as `sqlite3_step`.
    package let function: String
    /// The extended result code, whose low eight bits are `primaryCode`.
    package let extendedCode: Int32
    /// SQLite's message, or ours where SQLite saw nothing wrong.
    package let message: String

    init(function: String, extendedCode: Int32, message: String) {
        self.function = function
        self.extendedCode = extendedCode
        self.message = message
    }

    /// Makes an error from what the connection last reported.
    init(function: String, code: Int32, connection: OpaquePointer?) {
        let text = connection.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
        self.init(
            function: function, extendedCode: code,
            message: text.map { String(cString: $0) } ?? "error \(code)")
    }

    /// The primary result code.
    package var primaryCode: Int32 { extendedCode & 0xff }
    /// Whether another connection holds the lock that was needed.
    package var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }
    /// Whether the disk or the quota is full.
    package var isFull: Bool { primaryCode == SQLITE_FULL }
    /// Whether a constraint of the schema, a trigger included, refused the change.
    package var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }
    /// Whether the file isn't a database or is damaged.
    package var isDamaged: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }
    /// Whether the file couldn't be opened.
    package var cannotOpen: Bool { primaryCode == SQLITE_CANTOPEN }
    /// Whether file or connection may only be read.
    package var isReadOnly: Bool { primaryCode == SQLITE_READONLY }

    /// The failed call, what went wrong and the code.
    package var description: String { "\(function): \(message) (code \(extendedCode))" }
}

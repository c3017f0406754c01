import LinuxFiles
import SQLiteDatabase
import Testing
import TrailSealTestKit

@Suite struct DatabaseTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func open(busyMilliseconds: Int32 = 0) throws -> Database {
        try Database(
            path: folder.file("store"), access: .creating, busyMilliseconds: busyMilliseconds)
    }

    @Test(
        arguments: [
            .null, .integer(.min), .integer(.max), .real(0.5), .text(""), .text("ä\u{0}b"),
            .text("\u{1F9EA}"), .blob([]), .blob([0, 255]),
        ] as [SQLValue])
    func everyValueComesBackAsItWas(value: SQLValue) throws {
        let database = try open()
        try database.execute("CREATE TABLE t (v) ")
        try database.execute("INSERT INTO t VALUES (?)", [value])
        #expect(try database.rows("SELECT v FROM t") == [[value]])
    }

    @Test func modesAreSet() throws {
        let database = try open()
        #expect(try database.rows("PRAGMA journal_mode") == [[.text("wal")]])
        #expect(try database.rows("PRAGMA synchronous") == [[.integer(2)]])
        #expect(try database.rows("PRAGMA foreign_keys") == [[.integer(1)]])
        #expect(throws: DatabaseError.self) { try database.rows("SELECT \"nosuchcolumn\"") }
    }

    @Test func aConstraintIsToldFromOtherErrors() throws {
        let database = try open()
        try database.executeScript(
            "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));")
        let error = #expect(throws: DatabaseError.self) {
            try database.execute("INSERT INTO c VALUES (1)")
        }
        #expect(error?.isConstraint == true)
        #expect(error?.extendedCode == 787)
        #expect(error?.message == "FOREIGN KEY constraint failed")
        let syntax = #expect(throws: DatabaseError.self) { try database.execute("SELEC") }
        #expect(syntax?.isConstraint == false)
    }

    @Test func anErrorRollsTheTransactionBack() throws {
        struct Stop: Error {}
        let database = try open()
        try database.execute("CREATE TABLE t (v)")
        #expect(throws: Stop.self) {
            try database.transaction {
                try database.execute("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        #expect(!database.isInTransaction)
        #expect(try database.rows("SELECT count(*) FROM t") == [[.integer(0)]])
        let answer = try database.transaction {
            try database.execute("INSERT INTO t VALUES (1)")
            return 7
        }
        #expect(answer == 7)
        #expect(try open().rows("SELECT count(*) FROM t") == [[.integer(1)]])
    }

    @Test func aSecondWriterIsBusy() throws {
        let (first, second) = (try open(), try open())
        try first.transaction {
            let error = #expect(throws: DatabaseError.self) { try second.transaction {} }
            #expect(error?.isBusy == true)
        }
        try second.transaction {}
    }

    @Test func aStatementRunsAgainWithNewValues() throws {
        let database = try open()
        try database.execute("CREATE TABLE t (v UNIQUE)")
        let insert = try database.prepare("INSERT INTO t VALUES (?)")
        try insert.run([.integer(1)])
        #expect(throws: DatabaseError.self) { try insert.run([.integer(1)]) }
        try insert.run([.integer(2)])
        #expect(database.changedRows == 1)
        #expect(database.lastInsertedRow == 2)
        let select = try database.prepare("SELECT v, v + 1 FROM t ORDER BY v")
        try select.bind([])
        #expect(try select.step())
        #expect(select.row == [.integer(1), .integer(2)])
        #expect(select.column(1).integer == 2)
        #expect(select.column(2) == .null)
        #expect(select.column(-1) == .null)
        #expect(try select.step())
        #expect(try !select.step())
    }

    @Test(arguments: ["", "  ", "-- nothing", "SELECT 1; SELECT 2", "SELECT 1; x"])
    func onlyExactlyOneStatementIsPrepared(sql: String) throws {
        let database = try open()
        #expect(throws: DatabaseError.self) { try database.prepare(sql) }
    }

    @Test(arguments: [[], [.null, .null]] as [[SQLValue]])
    func theNumberOfValuesMustFit(values: [SQLValue]) throws {
        let database = try open()
        #expect(throws: DatabaseError.self) { try database.rows("SELECT ?", values) }
    }

    @Test func aStatementThatWaitsForItsNextUseHoldsNothing() throws {
        let database = try open()
        try database.execute("CREATE TABLE t (v)")
        let insert = "INSERT INTO t VALUES (?)"
        try database.execute(insert, [.integer(1)])
        // Neither the value before nor the place in the rows is left.
        #expect(throws: DatabaseError.self) { try database.execute(insert) }
        try database.execute(insert, [.integer(2)])
        for _ in 0..<2 {
            let half = try database.prepare("SELECT v FROM t ORDER BY v")
            #expect(try half.step())
            #expect(half.row == [.integer(1)])
        }
        // Another connection may write and change the table meanwhile.
        let other = try open()
        try other.transaction { try other.execute("ALTER TABLE t ADD COLUMN w DEFAULT 7") }
        #expect(try database.rows("SELECT * FROM t LIMIT 1") == [[.integer(1), .integer(7)]])
        #expect(throws: DatabaseError.self) { try database.execute(insert, [.integer(3)]) }
    }

    @Test func twoStatementsOfOneTextDontDisturbEachOther() throws {
        let database = try open()
        try database.executeScript("CREATE TABLE t (v); INSERT INTO t VALUES (1), (2);")
        let sql = "SELECT v FROM t ORDER BY v"
        let first = try database.prepare(sql)
        #expect(try first.step())
        #expect(try database.rows(sql) == [[.integer(1)], [.integer(2)]])
        #expect(try first.step())
        #expect(first.row == [.integer(2)])
    }

    @Test func aStatementOutlivesTheOwnersReference() throws {
        var database: Database? = try open()
        let statement = try #require(try database?.prepare("SELECT 5"))
        database = nil
        #expect(try statement.step())
        #expect(statement.row == [.integer(5)])
    }

    @Test func filesThatAreNoDatabaseAreRefused() throws {
        try Files.writeDurably(
            [UInt8](repeating: 0x41, count: 5000), to: folder.file("store"))
        let damaged = #expect(throws: DatabaseError.self) { try open() }
        #expect(damaged?.isDamaged == true)
        let missing = #expect(throws: DatabaseError.self) {
            try Database(path: folder.file("missing"), access: .writing)
        }
        #expect(missing?.cannotOpen == true)
        #expect(!Files.exists(folder.file("missing")))
    }

    @Test func aReadersConnectionCannotWrite() throws {
        try open().execute("CREATE TABLE t (v)")
        let reader = try Database(path: folder.file("store"), access: .reading)
        let error = #expect(throws: DatabaseError.self) {
            try reader.execute("INSERT INTO t VALUES (1)")
        }
        #expect(error?.isReadOnly == true)
        #expect(try reader.rows("SELECT * FROM t").isEmpty)
    }
}

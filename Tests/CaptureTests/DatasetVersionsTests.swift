import BundleFormat
import Records
import SQLiteDatabase
import Testing
import TrailSealTestKit

@testable import Capture

/// What the store keeps of a dataset's versions is what a walk over all of its records gives.
@Suite struct DatasetVersionsTests {
    /// A dataset of 300 files of which most were written anew four times and one has gone, so that a list
    /// is kept.
    private static func grown() throws -> (bench: Bench, path: String) {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", Bench.experiment)
        for version in 0..<6 {
            for number in 0..<300 where number != version {
                try writeFile(path + "/1/part-\(number)", "version \(version) of \(number)")
            }
            _ = try runProcess(["rm", "-f", path + "/1/part-\(version)"])
            _ = try bench.record(path)
        }
        return (bench, path)
    }

    /// By the plain walk, which needs nothing that is kept.
    private static func walked(_ id: String, _ table: RecordTable) throws -> DatasetState {
        var state = DatasetState()
        try table.forEachLine(where: "dataset = ?", [.text(id)]) { seq, line in
            let entry = try StoredLine.entry(line)
            state.add(try CaptureBody(json: entry.body), sequence: seq, project: entry.project)
        }
        return state
    }

    @Test func aKeptListGivesTheDatasetThatAllRecordsGive() throws {
        let (bench, _) = try Self.grown()
        let table = try bench.reader().table
        let id = try #require(try DatasetIndex(table).all().first?.id)
        let list = try #require(try DatasetVersions(table).newestFileList(of: id))
        let stored = try StoredDataset(id, in: table)
        let whole = try Self.walked(id, table)
        #expect(stored.state.files == whole.files)
        #expect(stored.state.closed == whole.closed)
        #expect(stored.state.isInterrupted == whole.isInterrupted)
        #expect(list.records.count > 290 && list.records == list.records.sorted())
        #expect(stored.walkedCount < 1400)
        #expect(stored.fileListToKeep == nil)
        #expect(try DatasetRecords(table).newestBody(of: id) == whole.closed)
    }

    @Test func whatChangesBehindAKeptListIsRecordedAsBefore() throws {
        let (bench, path) = try Self.grown()
        try writeFile(path + "/1/part-7", "late")
        _ = try runProcess(["rm", path + "/1/part-8"])
        let outcome = try #require(try bench.record(path).datasets.first)
        #expect([outcome.created, outcome.modified, outcome.deleted] == [0, 1, 1])
        #expect(try bench.record(path).datasets.first?.seq == nil)
        try Replay.requireWhole(bench)
    }

    /// What the tables of datasets hold.
    private static func kept(_ database: Database, isWithoutLists: Bool) throws -> [[SQLValue]] {
        try ["run", "dataset"].flatMap { try database.rows("SELECT * FROM \($0)") }
            + (isWithoutLists ? [] : database.rows("SELECT * FROM file_list"))
    }

    @Test(arguments: [Int64(1), 2, 3])
    func anOlderStoreIsReadAsItIsAndBroughtUpToDateByTheWriter(version: Int64) throws {
        let (bench, path) = try Self.grown()
        let other = try bench.data("QC-2", Bench.experiment)
        _ = try bench.record(other)
        let newest: [String: UInt64]
        let before: [[SQLValue]]
        do {
            let table = try bench.reader().table
            before = try Self.kept(table.database, isWithoutLists: version < 3)
            newest = try Self.newest(table)
            #expect(newest.count == 2)
        }
        let schema = "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
        let tables = try bench.reader().table.database.rows(schema)
        try OlderStores.makeOld(bench, version: version)
        do {
            let table = try bench.reader().table
            #expect(try Self.newest(table) == newest)
            let id = try #require(newest.keys.first)
            #expect(try table.holds(dataset: id) && !table.holds(dataset: "none"))
            var query = LogQuery()
            query.dataset = id
            var rows: [LogRow] = []
            try query.run(on: try bench.reader()) { rows.append($0) }
            #expect(rows.count > 1)
        }
        #expect(try bench.record(path).datasets.first?.seq == nil)
        let table = try bench.reader().table
        #expect(try table.database.rows(schema) == tables)
        // A list that an old store lacked is made where it is next of use.
        #expect(try Self.kept(table.database, isWithoutLists: version < 3) == before)
        #expect(try Self.newest(table) == newest)
        #expect(try table.database.rows("PRAGMA integrity_check") == [[.text("ok")]])
        try writeFile(path + "/1/part-7", "after")
        #expect(try bench.record(path).datasets.first?.modified == 1)
        try Replay.requireWhole(bench)
    }

    private static func newest(_ table: RecordTable) throws -> [String: UInt64] {
        var newest: [String: UInt64] = [:]
        for entry in try DatasetIndex(table).all() {
            newest[entry.id] = try DatasetVersions(table).newestEnd(of: entry.id)
        }
        return newest
    }

    @Test(arguments: [
        "UPDATE file_list SET records = substr(records, 9)",
        "UPDATE file_list SET records = substr(records, 2)",
        "UPDATE file_list SET records = CAST(x'00ffffffffffffff' || substr(records, 9) AS BLOB)",
    ])
    func aListThatIsWrongIsDamage(change: String) throws {
        let (bench, path) = try Self.grown()
        do {
            let database = try Database(path: bench.layout.database, access: .writing)
            try database.execute("DROP TRIGGER file_list_no_update")
            try database.execute(change)
        }
        let error = #expect(throws: CaptureError.self) { try bench.record(path) }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        // What stands in front of it is stored all the same, though it is still under way when the
        // next one is looked at.
        let before = try bench.data("QC-0", Bench.experiment)
        #expect(throws: CaptureError.self) {
            try bench.session { writer in
                try Recording.run(
                    RecordingRequest(
                        paths: [before, path].map { Array($0.utf8) }, project: "QC-26-118",
                        actor: try writer.resolvedActor()),
                    writer: writer)
            }
        }
        #expect(try DatasetIndex(bench.reader().table).all().count == 2)
    }
}

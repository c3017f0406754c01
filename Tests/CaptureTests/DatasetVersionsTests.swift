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

    @Test func aStoreOfTheSecondVersionGetsItsVersions() throws {
        let (bench, path) = try Self.grown()
        let versions = "SELECT dataset, seq FROM version ORDER BY seq"
        let before: [[SQLValue]]
        do {
            let database = try Database(path: bench.layout.database, access: .writing)
            before = try database.rows(versions)
            #expect(before.count == 6)
            for table in ["file_list", "version"] { try database.execute("DROP TABLE \(table)") }
            try database.execute("PRAGMA user_version = 2")
        }
        // A reader takes it as it is.
        let table = try bench.reader().table
        let id = try #require(try DatasetIndex(table).all().first?.id)
        #expect(
            try DatasetRecords(table).newest(of: id)?.seq
                == before.last?[1].integer.map(UInt64.init))
        #expect(try bench.record(path).datasets.first?.seq == nil)
        #expect(try bench.reader().table.database.rows(versions) == before)
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
    }
}

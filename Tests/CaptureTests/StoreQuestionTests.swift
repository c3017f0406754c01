import LinuxFiles
import RecordLog
import Records
import SQLiteDatabase
import Testing
import TrailSealTestKit

@testable import Capture

/// Questions to the store's tables that its trees answer.
@Suite struct StoreQuestionTests {
    @Test func noQuestionAboutAFamilyOrADatasetReadsEveryRecord() throws {
        let bench = try Bench.ready()
        _ = try bench.record(try bench.data("QC-1", Bench.experiment))
        let database = try bench.reader().table.database
        let questions = [
            ("SELECT seq, line FROM record WHERE \(RecordTable.ofFamily) ORDER BY seq", 1),
            ("SELECT seq FROM record WHERE \(RecordTable.ofFamilies(["gap", "clock"]))", 2),
            ("SELECT last FROM run WHERE dataset = ? AND ends ORDER BY first DESC LIMIT 1", 1),
            ("SELECT id FROM dataset WHERE place > ?1 || '/' AND place < ?1 || '0'", 1),
        ]
        for (question, count) in questions {
            let plan = try database.rows(
                "EXPLAIN QUERY PLAN " + question, Array(repeating: .text("x"), count: count))
            #expect(!plan.isEmpty)
            for row in plan {
                let step = row.last?.text ?? ""
                #expect(step.hasPrefix("SEARCH"), "\(question): \(step)")
            }
        }
    }

    @Test func recordsOfADatasetComeInTheirOrderWithConditions() throws {
        let bench = try Bench.ready()
        let path = try bench.data("QC-1", Bench.experiment)
        let first = try #require(try bench.record(path).datasets.first)
        _ = try bench.record(try bench.data("QC-2", Bench.experiment))
        try writeFile(path + "/1/fid", "later")
        _ = try bench.record(path)
        let table = try bench.reader().table
        var all: [UInt64] = []
        try table.forEachLine(where: "dataset = ?", [.text(first.id)]) { seq, _ in all.append(seq) }
        var found: [UInt64] = []
        try table.forEachLine(ofDataset: first.id) { seq, _ in found.append(seq) }
        #expect(found == all && all.count == 8)
        var later: [UInt64] = []
        try table.forEachLine(
            ofDataset: first.id, where: "seq > ?", [.integer(Int64(first.seq ?? 0))]
        ) { seq, _ in later.append(seq) }
        #expect(later == Array(all.suffix(2)))
        #expect(try table.holds(dataset: first.id) && !table.holds(dataset: "none"))
    }

    @Test func datasetsBelowAPathAreFoundAndNoneBesideIt() throws {
        let bench = try Bench.ready()
        for name in ["top/a", "top/a-1", "top/a.b", "top/a0", "top/b/c"] {
            let folder = bench.folder.file(name)
            try Files.createDirectories(folder)
            try writeFile(folder + "/data", name)
            _ = try bench.record(folder)
        }
        _ = try bench.record(bench.folder.file("top/a"), project: "other")
        let writer = try LogWriter.open(bench.layout, context: bench.context)
        let index = DatasetIndex(writer.store.table)
        func below(_ names: [String], _ project: String? = nil) throws -> [String] {
            let paths = try names.map { try Files.resolvedPath(bench.folder.file($0)) }
            return try index.entries(below: paths, project: project).map {
                PathText.shown(PathText.name(of: $0.absolutePath))
            }
        }
        let label = try #require(try ProjectRegister(writer.store.table).labels["other"])
        #expect(try below(["top/a"]) == ["a", "a"])
        #expect(try below(["top/a"], label) == ["a"])
        #expect(try below(["top"]).sorted() == ["a", "a", "a-1", "a.b", "a0", "c"])
        #expect(try below(["top/b", "top"]).count == 6)
        #expect(try below(["top/b", "top"]).first == "c")
        #expect(try below(["top/b/c/data"]).isEmpty)
    }

    @Test(arguments: [
        ([("a", 1, false), ("a", 2, true)], ["a 1-2 true"]),
        ([("a", 1, true), ("a", 2, true)], ["a 1-1 true", "a 2-2 true"]),
        ([("a", 1, false), ("a", 3, false)], ["a 1-1 false", "a 3-3 false"]),
        (
            [("a", 1, false), ("b", 2, false), ("a", 3, true)],
            ["a 1-1 false", "b 2-2 false", "a 3-3 true"]
        ),
        ([], []),
    ])
    func runsAreOneBehindTheOther(records: [(String, UInt64, Bool)], runs: [String]) {
        var collector = DatasetRun.Collector()
        var found = records.compactMap { collector.take($0.1, of: $0.0, ends: $0.2) }
        found += [collector.finish()].compactMap(\.self)
        #expect(found.map { "\($0.dataset) \($0.first)-\($0.last) \($0.ends)" } == runs)
        #expect(collector.finish() == nil)
    }
}

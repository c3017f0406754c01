import CanonicalJSON
import RecordLog
import Records
import Testing
import TrailSealTestKit

@testable import Capture

@Suite struct ReportTests {
    private func run(_ bench: Bench, _ edit: (inout LogQuery) -> Void) throws -> [LogRow] {
        var query = LogQuery()
        edit(&query)
        var rows: [LogRow] = []
        try query.run(on: bench.reader()) { rows.append($0) }
        return rows
    }

    @Test func recordsAreFoundByWhoWhatAndWhen() throws {
        let bench = try Bench.ready()
        _ = try bench.record(try bench.data("QC-1", Bench.experiment), project: "A")
        _ = try bench.record(try bench.data("QC-2", ["x.txt": "x"]), project: "B")
        let signed = try bench.sign("rmeier", [.record(3)])
        #expect(try run(bench) { _ in }.count == Int(bench.reader().size))
        #expect(try run(bench) { $0.family = "signature" }.map(\.entry.seq) == [signed.seq])
        #expect(try run(bench) { $0.person = "rmeier" }.map(\.entry.seq) == [signed.seq])
        #expect(try run(bench) { $0.person = "P0007" }.map(\.entry.seq) == [signed.seq])
        #expect(try run(bench) { $0.project = "A" }.count == 7)
        #expect(try run(bench) { $0.project = "B" }.allSatisfy { $0.projectName == "B" })
        #expect(try run(bench) { $0.text = "pdata" }.count == 2)
        let middle = try bench.reader().entry(at: signed.seq).time.utc
        #expect(try run(bench) { $0.from = middle }.first?.entry.seq == signed.seq)
        #expect(try run(bench) { $0.to = middle }.last?.entry.seq == signed.seq - 1)
        #expect(throws: CaptureError.self) { try run(bench) { $0.project = "C" } }
    }

    @Test func aRowCannotMoveTheCursor() throws {
        let bench = try Bench.ready()
        let root = bench.folder.file("odd")
        try makeFolder(root)
        try writeFile(root + "/\u{1b}[2J\nx", "x")
        _ = try bench.record(root)
        let rows = try run(bench) { $0.family = "capture" }
        #expect(rows.allSatisfy { row in row.text.utf8.allSatisfy { $0 >= 0x20 } })
    }

    @Test func theStatusTellsWhereTheStoreStands() throws {
        let bench = try Bench.ready()
        let recorded = try bench.record(try bench.data("QC-1", Bench.experiment))
        let report = try StatusReport.read(bench.reader())
        #expect(report.size == (try bench.reader().size))
        #expect(report.isClosed && !report.isEnded && report.isCustodyConfirmed)
        #expect(report.unwitnessedRecords == 0)
        #expect(report.people.map(\.identity.userId) == ["achen", "rmeier"])
        #expect(report.datasets.map(\.id) == recorded.datasets.map(\.id))
        #expect(report.json.objectValue?["size"]?.integerValue == Int64(report.size))
    }

    @Test func aReaderSeesWholeStepsWhileTheWriterWorks() throws {
        let bench = try Bench.ready()
        let writer = try LogWriter.open(bench.layout, context: bench.context)
        let reader = try bench.reader()
        let before = reader.size
        _ = try writer.append([try CrashTests.note(writer, "one")])
        #expect(reader.size == before + 2)
        #expect(try !StatusReport.read(reader).isClosed)
        _ = try writer.closeEpoch(cause: .shutdown)
        #expect(try StatusReport.read(reader).isClosed)
        #expect(try StatusReport.read(reader).unwitnessedRecords == 3)
    }

    @Test func thereIsNoStoreInAnotherFolder() throws {
        let bench = try Bench()
        #expect(throws: CaptureError.noStore(path: bench.folder.path)) {
            try StoreReader(StoreLayout(bench.folder.path))
        }
        #expect(throws: CaptureError.noStore(path: bench.folder.path)) {
            try LogWriter.open(StoreLayout(bench.folder.path), context: bench.context)
        }
    }
}

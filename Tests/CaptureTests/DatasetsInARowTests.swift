import BundleFormat
import LinuxFiles
import RecordLog
import Records
import SQLiteDatabase
import Testing
import TrailSealTestKit

@testable import Capture

/// Datasets that one command names are stored one after the other, while the next are read and coded.
@Suite struct DatasetsInARowTests {
    private static let count = 12

    private func files(_ bench: Bench, _ count: Int = count) throws -> [String] {
        let names = (0..<count).map { "sample-\($0).dat" }
        let folder = try bench.data(
            "in", Dictionary(names.map { ($0, "content of \($0)") }) { first, _ in first })
        return names.map { "\(folder)/\($0)" }
    }

    private func record(_ paths: [String], _ writer: LogWriter) throws -> [DatasetOutcome] {
        try Recording.run(
            RecordingRequest(
                paths: paths.map { Array($0.utf8) }, project: "P",
                actor: try writer.resolvedActor()),
            writer: writer
        ).datasets
    }

    private func limits(records: Int64 = 10_000, seconds: Int64 = 86_400) -> SitePolicy.Limits {
        SitePolicy.Limits(
            skewMilliseconds: 5000, lockAfterFailures: 3, epochMaxRecords: records,
            epochMaxSeconds: seconds)
    }

    /// The paths of the datasets in the log, in order, and the place of the file's record before each.
    private func requirePairs(_ bench: Bench, _ paths: [String]) throws {
        let bodies = try bench.bodies(CaptureBody.self)
        var names: [String] = []
        for pair in stride(from: 0, to: bodies.count, by: 2) {
            guard case .file(let file) = bodies[pair],
                case .dataset(let dataset) = bodies[pair + 1]
            else {
                Issue.record("records \(pair) of capture are no pair")
                return
            }
            #expect(file.dataset.id == dataset.dataset.id)
            names.append(dataset.path)
        }
        #expect(names == paths.map { String($0.split(separator: "/").last ?? "") })
    }

    @Test func eachIsADurableStepOfItsOwn() throws {
        let bench = try Bench.ready(limits: limits())
        let paths = try files(bench)
        var commits = 0
        let outcomes = try bench.session { writer in
            writer.setProbe { if $0 == .afterCommit { commits += 1 } }
            return try record(paths, writer)
        }
        // The opening, the project, the datasets and the close.
        #expect(commits == Self.count + 3)
        #expect(outcomes.map(\.version) == Array(repeating: 1, count: Self.count))
        let places = outcomes.compactMap(\.seq)
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 + 2 == $1 })
        try requirePairs(bench, paths)
        try Replay.requireWhole(bench)
    }

    @Test func whatIsUnchangedStandsBetweenWhatIsNew() throws {
        let bench = try Bench.ready(limits: limits())
        let paths = try files(bench)
        _ = try bench.session { try record(Array(paths[3..<7]), $0) }
        try writeFile(paths[5], "another content")
        let outcomes = try bench.session { try record(paths, $0) }
        #expect(outcomes.map { $0.seq == nil } == (0..<Self.count).map { [3, 4, 6].contains($0) })
        #expect(outcomes.map(\.version) == (0..<Self.count).map { $0 == 5 ? 2 : 1 })
        #expect(Set(outcomes.map(\.id)).count == Self.count)
        try Replay.requireWhole(bench)
    }

    @Test(arguments: [CommitStep.beforeBegin, .beforeCommit], [1, 4])
    func aStopKeepsThoseThatWereStored(_ step: CommitStep, _ stored: Int) throws {
        let bench = try Bench.ready(limits: limits())
        let paths = try files(bench)
        do {
            let writer = try LogWriter.open(bench.layout, context: bench.context)
            _ = try writer.projectLabel(named: "P", actor: try writer.resolvedActor())
            var durable = 0
            writer.setProbe {
                if $0 == .afterCommit { durable += 1 }
                if $0 == step, durable == stored { throw ProbeFailure() }
            }
            #expect(throws: ProbeFailure.self) { try record(paths, writer) }
            #expect(!writer.isEpochOpen)
        }
        try requirePairs(bench, Array(paths[..<stored]))
        let outcomes = try bench.session { try record(paths, $0) }
        #expect(outcomes.map { $0.seq == nil } == (0..<Self.count).map { $0 < stored })
        try requirePairs(bench, paths)
        try Replay.requireWhole(bench)
    }

    @Test(arguments: [7, 8, 9, 10])
    func anEpochThatIsFullEndsBetweenThem(records: Int64) throws {
        let bench = try Bench.ready(limits: limits(records: records))
        let paths = try files(bench)
        _ = try bench.session { try record(paths, $0) }
        #expect(try bench.bodies(EpochCloseBody.self).filter { $0.cause == .count }.count >= 3)
        try requirePairs(bench, paths)
        try Replay.requireWhole(bench)
    }

    @Test func anEpochThatIsTooOldEndsBetweenThem() throws {
        let bench = try Bench.ready(limits: limits(seconds: 20))
        let paths = try files(bench)
        _ = try bench.session { try record(paths, $0) }
        #expect(try bench.bodies(EpochCloseBody.self).filter { $0.cause == .time }.count >= 2)
        try requirePairs(bench, paths)
        try Replay.requireWhole(bench)
    }

    @Test func aStepOfTheClockIsToldInFrontOfTheNext() throws {
        let bench = try Bench.ready(limits: limits())
        let paths = try files(bench)
        _ = try bench.session { writer in
            let actor = try writer.resolvedActor()
            _ = try writer.projectLabel(named: "P", actor: actor)
            bench.clock.set(by: 3600, afterQuestions: 20)
            return try record(paths, writer)
        }
        #expect(try bench.bodies(ClockBody.self).map(\.stepMs) == [3_600_000])
        try requirePairs(bench, paths)
        try Replay.requireWhole(bench)
    }

    @Test func aLongDatasetAmongShortOnesGoesInPortions() throws {
        let bench = try Bench.ready(limits: limits())
        let paths = try files(bench)
        let many = (0...LogWriter.portionSize).map { ("\($0)", "\($0)") }
        let folder = try bench.data("many", Dictionary(many) { first, _ in first })
        let outcomes = try bench.session {
            try record(Array(paths[..<3]) + [folder] + paths[3...], $0)
        }
        #expect(outcomes[3].created == LogWriter.portionSize + 1)
        #expect(try bench.record(folder, project: "P").datasets.first?.seq == nil)
        let table = try bench.reader().table
        let runs = try table.database.rows(
            "SELECT count(*), sum(last - first + 1), sum(ends) FROM run WHERE dataset = ?",
            [.text(outcomes[3].id)])
        let records = Int64(LogWriter.portionSize) + 2
        #expect(runs == [[.integer(2), .integer(records), .integer(1)]])
        try Replay.requireWhole(bench)
    }

    @Test func whatIsDraftedOfFilesIsWhatEveryRecordMayHold() throws {
        let bench = try Bench.ready(limits: limits())
        let folder = try bench.data("odd", ["password": "1", "plain": "2", "con.txt": ""])
        let name: [UInt8] = [0x66, 0xff, 0x0a]
        try Files.writeDurably(name, to: PathText.join(folder, name))
        let found = try #require(try DatasetScanner.scan(folder).datasets.first)
        let survey = try DatasetSurvey.make(
            found, before: DatasetState(), settlingSeconds: 0, now: bench.clock.now().utc,
            progress: { _ in })
        let maker = try bench.session { writer in
            DraftedVersion.Maker(
                id: "0190", isNew: true, label: "0123456789abcdef", place: try DatasetPlace(found),
                kind: .folder,
                request: RecordingRequest(
                    paths: [], project: "P", actor: try writer.resolvedActor()))
        }
        var gone = DatasetSurvey(after: DatasetState())
        gone.changes = survey.changes.map { .deleted($0.name) }
        for drafts in [try maker.make(of: survey).drafts, try maker.make(of: gone).drafts] {
            #expect(drafts.count == 5)
            try RecordCoder.check(drafts)
        }
    }
}

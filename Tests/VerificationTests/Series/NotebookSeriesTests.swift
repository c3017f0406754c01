import Cryptography
import Findings
import RecordLog
import Records
import Reporting
import Testing
import TrailSealTestKit
import XMLText

@testable import Verification

/// Bundles against what an auditor noted on earlier visits.
@Suite struct NotebookSeriesTests {
    typealias Series = BundleSeriesTests

    static let time = Timestamp(unixSeconds: 1_790_000_000)

    /// A notebook that has seen the log with so many of some leaves, one visit after the other.
    static func notebook(_ leaves: [Digest], seen sizes: [Int]) throws -> Notebook {
        var notebook = Notebook()
        for size in sizes {
            let log = try Series.log(Array(leaves.prefix(size)), signed: [size])
            let head = try #require(log.newestHead)
            notebook.note(
                head, logKey: log.key, time: time, bundle: "seen-\(size).tar", manifest: nil)
        }
        return notebook
    }

    static func histories(_ logs: [LogHistory]) -> [BundleHistory] {
        logs.enumerated().map { BundleHistory(fileName: "\($0.offset).tar", logs: [$0.element]) }
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let relation: LogVisit.Relation
        let code: String
        let verdict: Verdict
        var provesFork = false
        /// The size that is noted now; nil for none.
        var noted: UInt64?
        var seen: [Int] = []
        var seenLeaves = Series.leaves(20)
        let log: @Sendable () throws -> LogHistory
        /// Another bundle of the same run.
        var beside: (@Sendable () throws -> LogHistory)?
    }

    static let cases: [Case] = [
        Case(
            testDescription: "a first visit is noted", relation: .first, code: "FIRST_VISIT",
            verdict: .passed, noted: 9, log: { try Series.log(Series.leaves(10), signed: [4, 9]) }),
        Case(
            testDescription: "without a signed head nothing is noted", relation: .first,
            code: "FIRST_VISIT", verdict: .passed,
            log: { try Series.log(Series.leaves(9), signed: []) }
        ),
        Case(
            testDescription: "a signed head that the records don't give isn't noted",
            relation: .first, code: "FIRST_VISIT", verdict: .passed, noted: 4,
            log: {
                try Series.log(
                    Series.leaves(6), signed: [4, 9], beyond: Series.leaves(9, of: "z"))
            }),
        Case(
            testDescription: "the same bundle once more", relation: .same, code: "SAME_HISTORY",
            verdict: .passed, seen: [9], log: { try Series.log(Series.leaves(10), signed: [4, 9]) }),
        Case(
            testDescription: "the log goes on", relation: .extended, code: "EXTENDS",
            verdict: .passed, noted: 14, seen: [4, 9],
            log: { try Series.log(Series.leaves(14), signed: [14]) }),
        Case(
            testDescription: "an older bundle whose head was noted then", relation: .beginning,
            code: "EXTENDS", verdict: .passed, seen: [4, 9, 14],
            log: { try Series.log(Series.leaves(10), signed: [9]) }),
        Case(
            testDescription: "a smaller bundle that nobody noted", relation: .behind,
            code: "BEHIND_NOTEBOOK", verdict: .indeterminate, seen: [14],
            log: { try Series.log(Series.leaves(10), signed: [9]) }),
        Case(
            testDescription: "the same beside one that holds both", relation: .beginning,
            code: "EXTENDS", verdict: .passed, seen: [14],
            log: { try Series.log(Series.leaves(10), signed: [9]) },
            beside: { try Series.log(Series.leaves(14), signed: [14]) }),
        Case(
            testDescription: "the same beside one that agrees with it and holds too little",
            relation: .behind, code: "BEHIND_NOTEBOOK", verdict: .indeterminate, seen: [14],
            log: { try Series.log(Series.leaves(10), signed: [9]) },
            beside: { try Series.log(Series.leaves(12), signed: [12]) }),
        Case(
            testDescription: "set back and written anew: two signed histories", relation: .forked,
            code: "FORK", verdict: .failed, provesFork: true, seen: [4, 9],
            log: { try Series.log(Series.leaves(13, shared: 6, of: "b"), signed: [13]) }),
        Case(
            testDescription: "two signed histories of one length", relation: .forked,
            code: "FORK", verdict: .failed, provesFork: true, seen: [9],
            log: { try Series.log(Series.leaves(9, shared: 6, of: "b"), signed: [9]) }),
        Case(
            testDescription: "fewer records, and a head among them that was seen otherwise",
            relation: .forked, code: "FORK", verdict: .failed, provesFork: true, seen: [4, 9],
            log: { try Series.log(Series.leaves(7, shared: 2, of: "b"), signed: [7]) }),
        Case(
            testDescription: "other records, and no key signed them", relation: .different,
            code: "RECORDS_DIFFER", verdict: .failed, seen: [9],
            log: { try Series.log(Series.leaves(9, shared: 6, of: "b"), signed: [4]) }),
    ]

    @Test(arguments: cases)
    func whatABundleIsToTheNotebook(_ item: Case) throws {
        let notebook = try Self.notebook(item.seenLeaves, seen: item.seen)
        let logs = [try item.log()] + (try item.beside.map { [try $0()] } ?? [])
        let series = NotebookSeries(notebook, Self.histories(logs))
        let (comparison, forks) = series.compare()
        let visit = try #require(comparison.visits.first)
        #expect(comparison.visits.count == logs.count)
        #expect(comparison.tail == notebook.tail.hex && comparison.lineCount == item.seen.count)
        #expect(visit.relation == item.relation)
        #expect(visit.findings.map(\.code) == [item.code])
        #expect(visit.verdict == item.verdict)
        #expect(visit.logID == Series.id.hex)
        #expect(forks.count == (item.provesFork ? 1 : 0))
        for proof in forks { #expect(ForkProof(encoded: proof.encoded)?.isProof == true) }
        let (next, told) = series.noting(
            comparison, verdict: comparison.verdict, time: Self.time,
            manifests: logs.map { _ in nil })
        #expect(told.visits[0].isNoted == (item.noted != nil))
        if item.beside == nil {
            #expect(next.lines.count == item.seen.count + (item.noted == nil ? 0 : 1))
            #expect(item.noted == nil || next.lines.last?.checkpoint.size == item.noted)
        }
        #expect(try next == notebook || Notebook(bytes: next.bytes) == next)
    }

    struct Succession: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var seen: [Int] = [4, 9]
        let stated: Int
        var root: Digest?
        /// How many records of the earlier log another bundle of the run holds.
        var beside: Int?
        var relation = LogVisit.Relation.successor
        let codes: [String]
        var verdict = Verdict.passed
    }

    static let successions = [
        Succession(
            testDescription: "it begins where the log that was seen ends", stated: 9,
            codes: ["FIRST_VISIT", "CONTINUES"]),
        Succession(
            testDescription: "nothing is noted of the log before", seen: [], stated: 9,
            relation: .first, codes: ["FIRST_VISIT"]),
        Succession(
            testDescription: "the end was never seen", stated: 12,
            codes: ["FIRST_VISIT", "GAP_BETWEEN_BUNDLES"]),
        Succession(
            testDescription: "the end is in another bundle of the run", stated: 12, beside: 12,
            codes: ["FIRST_VISIT", "CONTINUES"]),
        Succession(
            testDescription: "more was seen than it says there was", stated: 6, relation: .broken,
            codes: ["LOG_RUNS_ON", "FIRST_VISIT"], verdict: .failed),
        Succession(
            testDescription: "it names the size that was seen and another root", stated: 9,
            root: SHA256.hash([]), relation: .broken, codes: ["LINK_MISMATCH", "FIRST_VISIT"],
            verdict: .failed),
    ]

    /// A log that takes the place of one that the auditor knows.
    @Test(arguments: successions)
    func whatALogSaysOfTheOneBeforeIsHeldAgainstTheNotebook(_ item: Succession) throws {
        let leaves = Series.leaves(20)
        let end = LogReference(
            log: Series.id, size: UInt64(item.stated),
            root: item.root ?? CompactRange.root(of: Array(leaves.prefix(item.stated))))
        let later = try Series.log(
            Series.leaves(5, shared: 0, of: "later"), signed: [5], previous: end,
            id: SHA256.hash(Array("later".utf8)))
        var histories = Self.histories([later])
        if let size = item.beside {
            let earlier = try Series.log(Array(leaves.prefix(size)), signed: [size])
            histories.append(BundleHistory(fileName: "earlier.tar", logs: [earlier]))
        }
        let series = NotebookSeries(try Self.notebook(leaves, seen: item.seen), histories)
        let visit = try #require(series.compare().comparison.visits.first)
        #expect(visit.relation == item.relation)
        #expect(visit.findings.map(\.code) == item.codes)
        #expect(visit.verdict == item.verdict)
        let (next, told) = series.noting(
            series.compare().comparison, verdict: .passed, time: Self.time,
            manifests: histories.map { _ in nil })
        #expect(told.visits[0].isNoted == (item.relation != .broken))
        #expect(next.heads(of: later.id).count == (item.relation == .broken ? 0 : 1))
    }

    /// On a later visit too: the log before may have been seen in between.
    @Test func aKnownLogIsHeldAgainstWhatWasSeenOfTheOneBeforeSince() throws {
        let leaves = Series.leaves(20)
        let end = LogReference(
            log: Series.id, size: 6, root: CompactRange.root(of: Array(leaves.prefix(6))))
        let later = try Series.log(
            Series.leaves(5, shared: 0, of: "later"), signed: [5], previous: end,
            id: SHA256.hash(Array("later".utf8)))
        var notebook = try Self.notebook(leaves, seen: [4])
        notebook.note(
            try #require(later.newestHead), logKey: later.key, time: Self.time, bundle: "L.tar",
            manifest: nil)
        let earlier = try Series.log(Array(leaves.prefix(9)), signed: [9])
        notebook.note(
            try #require(earlier.newestHead), logKey: earlier.key, time: Self.time,
            bundle: "E.tar", manifest: nil)
        let comparison = NotebookSeries(notebook, Self.histories([later])).compare().comparison
        #expect(comparison.visits.map(\.relation) == [.broken])
        #expect(comparison.visits[0].findings.map(\.code) == ["LOG_RUNS_ON", "SAME_HISTORY"])
        #expect(comparison.verdict == .failed)
        try Self.expectValid(
            ReportSet(reports: [], notebook: comparison))
    }

    @Test func nothingIsNotedWhereSomethingFailedOrCouldNotBeRead() throws {
        let log = try Series.log(Series.leaves(9), signed: [9])
        let series = NotebookSeries(Notebook(), Self.histories([log]))
        let comparison = series.compare().comparison
        for verdict in [Verdict.failed, nil] {
            let (next, told) = series.noting(
                comparison, verdict: verdict, time: Self.time, manifests: [nil])
            #expect(next == Notebook())
            #expect(told == comparison)
        }
        for verdict in [Verdict.passed, .indeterminate] {
            let (next, _) = series.noting(
                comparison, verdict: verdict, time: Self.time, manifests: [nil])
            #expect(next.lines.count == 1)
        }
    }

    /// Of the bundles of one run each head is noted, the smaller first, however they were given.
    @Test func everyBundleOfARunIsNotedInOrderOfSize() throws {
        let logs = try [14, 9].map { try Series.log(Series.leaves($0), signed: [$0]) }
        let series = NotebookSeries(Notebook(), Self.histories(logs))
        let (next, told) = series.noting(
            series.compare().comparison, verdict: .passed, time: Self.time, manifests: [nil, nil])
        #expect(next.lines.map(\.checkpoint.size) == [9, 14])
        #expect(next.lines.map(\.bundle) == ["1.tar", "0.tar"])
        #expect(told.visits.map(\.isNoted) == [true, true])
        #expect(try Notebook(bytes: next.bytes) == next)
    }

    @Test func aLogThatCannotBeToldLeavesItOpen() throws {
        let history = BundleHistory(fileName: "A.tar", logs: [], unidentified: ["0123456789abcdef"])
        let series = NotebookSeries(Notebook(), [history])
        let comparison = series.compare().comparison
        #expect(comparison.visits.map(\.relation) == [.unidentified])
        #expect(comparison.verdict == .indeterminate)
        let (next, _) = series.noting(
            comparison, verdict: .indeterminate, time: Self.time, manifests: [nil])
        #expect(next == Notebook())
    }

    /// The bundle passes by itself, without any witness against it: only the notebook tells.
    @Test func aForkedLogFailsByTheNotebookAloneInEveryRendering() async throws {
        var other = TestBundle()
        other.addRecords = { log in
            log.append(TestPerson.alice.identity(at: log.now))
        }
        let seen = try await Verifier.verifyOfSeveral(
            try TestBundle.input(on: try TestBundle().bytes()))
        let now = try await Verifier.verifyOfSeveral(
            try TestBundle.input(on: try other.bytes()))
        let first = NotebookSeries(Notebook(), [seen.history])
        let (notebook, told) = first.noting(
            first.compare().comparison, verdict: .passed, time: Self.time, manifests: [nil])
        #expect(ReportSet(reports: [seen.report], notebook: told).verdict == .passed)
        let comparison = NotebookSeries(notebook, [now.history]).compare().comparison
        let set = ReportSet(reports: [now.report], notebook: comparison)
        #expect(now.report.verdict == .passed)
        #expect(set.verdict == .failed)
        let name = now.report.subject.fileName
        let text = TextReport.render(set)
        #expect(text.contains("THE BUNDLE AND THE AUDITOR'S NOTEBOOK: FAILED"))
        #expect(text.contains("THE AUDITOR'S NOTEBOOK\n"))
        #expect(
            TextReport.summary(set).contains("FAILED  \(name) and the notebook: two signed"))
        for page in [
            HTMLReport.render(set), JSONReport.render(set), try XMLReport.render(set),
            try JUnitReport.render(set),
        ].map({ String(decoding: $0, as: UTF8.self) }) {
            #expect(page.contains("two signed histories"))
            #expect(page.contains(notebook.tail.hex), "\(page.prefix(80))")
            #expect(page.contains("FORK"))
        }
        let sarif = String(
            decoding: SARIFReport.render(set, by: SampleReport.run), as: UTF8.self)
        #expect(sarif.contains(#""ruleId":"NOTEBOOK""#) && sarif.contains(#""level":"error""#))
        try Self.expectValid(set)
        try Self.expectValid(ReportSet(reports: [seen.report], notebook: told))
    }

    private static func expectValid(_ set: ReportSet) throws {
        for (schema, bytes) in [
            ("report-1.xsd", try XMLReport.render(set)),
            ("junit-1.xsd", try JUnitReport.render(set)),
        ] {
            let path = RepositoryRoot.path + "/schemas/" + schema
            let problems = try XMLSchemaValidator.validate(
                document: bytes, schema: try readFile(path))
            #expect(problems.isEmpty, "\(schema): \(problems)")
        }
    }
}

import Cryptography
import Findings
import RecordLog
import Records
import Reporting
import Testing

@testable import Verification

/// Two bundles given together: continuity, overlap, gap and fork between them.
@Suite struct BundleSeriesTests {
    /// Leaves of a history: the first `shared` are those of every history.
    static func leaves(_ count: Int, shared: Int? = nil, of name: String = "x") -> [Digest] {
        (0..<count).map { index in
            SHA256.hash(Array("\(index < shared ?? count ? "common" : name) \(index)".utf8))
        }
    }

    static let seed = SecretBytes(copying: [UInt8](repeating: 3, count: 32))
    static let id = SHA256.hash(Array("log".utf8))

    /// A log with checkpoints over the first so many of its leaves; a size beyond them is signed over
    /// the leaves of `beyond`.
    static func log(
        _ leaves: [Digest], signed: [Int], beyond: [Digest] = [], previous: LogReference? = nil,
        id: Digest = id
    ) throws -> LogHistory {
        let checkpoints = try signed.map { size in
            let source = size <= leaves.count ? leaves : beyond
            return try Checkpoint.sign(
                logID: id, size: UInt64(size),
                root: CompactRange.root(of: Array(source.prefix(size))), logKeySeed: seed)
        }
        return LogHistory(
            id: id, key: try Ed25519.publicKey(seed: seed), leaves: leaves,
            checkpoints: checkpoints, previous: previous)
    }

    private static func compare(
        _ first: LogHistory, _ second: LogHistory
    ) -> (comparisons: [BundleComparison], forks: [ForkProof]) {
        BundleSeries.compare([
            BundleHistory(fileName: "A.tar", logs: [first]),
            BundleHistory(fileName: "B.tar", logs: [second]),
        ])
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let relation: BundleComparison.Relation
        let code: String
        let sequence: UInt64?
        let verdict: Verdict
        var provesFork = false
        let first: @Sendable () throws -> LogHistory
        let second: @Sendable () throws -> LogHistory
    }

    static let cases: [Case] = [
        Case(
            testDescription: "one log, the same records", relation: .same, code: "SAME_HISTORY",
            sequence: nil, verdict: .passed,
            first: { try log(leaves(9), signed: [4, 9]) },
            second: { try log(leaves(9), signed: [9]) }),
        Case(
            testDescription: "overlap: one goes on where the other ends", relation: .extended,
            code: "EXTENDS", sequence: 9, verdict: .passed,
            first: { try log(leaves(9), signed: [4, 9]) },
            second: { try log(leaves(14), signed: [4, 9, 14]) }),
        Case(
            testDescription: "fork: two signed histories of one length", relation: .forked,
            code: "FORK", sequence: 5, verdict: .failed, provesFork: true,
            first: { try log(leaves(9, shared: 5, of: "a"), signed: [4, 9]) },
            second: { try log(leaves(9, shared: 5, of: "b"), signed: [4, 9]) }),
        Case(
            testDescription: "fork: a signed shorter history against a longer one",
            relation: .forked, code: "FORK", sequence: 5, verdict: .failed, provesFork: true,
            first: { try log(leaves(7, shared: 5, of: "a"), signed: [4, 7]) },
            second: { try log(leaves(13, shared: 5, of: "b"), signed: [4, 13]) }),
        Case(
            testDescription: "fork: only a checkpoint knows of the other history",
            relation: .forked, code: "FORK", sequence: nil, verdict: .failed, provesFork: true,
            first: {
                try log(
                    leaves(5), signed: [5, 8], beyond: leaves(8, shared: 5, of: "a"))
            },
            second: { try log(leaves(9, shared: 5, of: "b"), signed: [9]) }),
        Case(
            testDescription: "a changed bundle is no fork: its history isn't signed",
            relation: .different, code: "RECORDS_DIFFER", sequence: 3, verdict: .failed,
            first: { try log(leaves(9, shared: 3, of: "a"), signed: [2]) },
            second: { try log(leaves(9), signed: [9]) }),
        Case(
            testDescription: "continuity: the later log names the end of the earlier one",
            relation: .continued, code: "CONTINUES", sequence: 9, verdict: .passed,
            first: { try log(leaves(9), signed: [9]) },
            second: { try log(leaves(3, of: "c"), signed: [], previous: end(9), id: later) }),
        Case(
            testDescription: "gap: records between the two are in neither", relation: .gap,
            code: "GAP_BETWEEN_BUNDLES", sequence: 9, verdict: .passed,
            first: { try log(leaves(9), signed: [9]) },
            second: { try log(leaves(3, of: "c"), signed: [], previous: end(12), id: later) }),
        Case(
            testDescription: "the later log names another end", relation: .contradicted,
            code: "LINK_MISMATCH", sequence: nil, verdict: .failed,
            first: { try log(leaves(9, shared: 4, of: "a"), signed: []) },
            second: { try log(leaves(3, of: "c"), signed: [], previous: end(9), id: later) }),
        Case(
            testDescription: "the earlier log ran on behind its successor",
            relation: .contradicted, code: "LOG_RUNS_ON", sequence: 9, verdict: .failed,
            first: { try log(leaves(11), signed: []) },
            second: { try log(leaves(3, of: "c"), signed: [], previous: end(9), id: later) }),
    ]

    static let later = SHA256.hash(Array("later log".utf8))

    private static func end(_ size: Int) -> LogReference {
        LogReference(log: id, size: UInt64(size), root: CompactRange.root(of: leaves(size)))
    }

    @Test(arguments: cases, [false, true])
    func twoBundlesSayOfEachOther(_ item: Case, isSwapped: Bool) throws {
        let pair = (try item.first(), try item.second())
        let series = isSwapped ? Self.compare(pair.1, pair.0) : Self.compare(pair.0, pair.1)
        let comparison = try #require(series.comparisons.first)
        #expect(series.comparisons.count == 1)
        #expect(comparison.relation == item.relation)
        #expect(comparison.findings.map(\.code) == [item.code])
        #expect(comparison.findings.first?.place.sequence == item.sequence)
        #expect(comparison.verdict == item.verdict)
        #expect(comparison.logID == Self.id.hex)
        #expect(series.forks.count == (item.provesFork ? 1 : 0))
        for proof in series.forks {
            #expect(ForkProof(encoded: proof.encoded)?.isProof == true)
        }
    }

    @Test func bundlesOfLogsThatDoNotKnowEachOtherSayNothing() throws {
        let series = Self.compare(
            try Self.log(Self.leaves(4), signed: [4]),
            try Self.log(Self.leaves(4, of: "z"), signed: [4], id: Self.later))
        #expect(series.comparisons == [] && series.forks == [])
    }

    /// Each bundle passes by itself: only both together show what the holder of the log key did.
    @Test func twoHonestLookingBundlesOfAForkedLogFailTogether() async throws {
        var other = TestBundle()
        other.addRecords = { log in
            log.append(TestPerson.alice.identity(at: log.now))
        }
        var histories: [BundleHistory] = []
        var reports: [Report] = []
        for (name, bundle) in [("A.tar", TestBundle()), ("B.tar", other)] {
            var input = try TestBundle.input(on: try bundle.bytes())
            input.fileName = name
            let judged = try await Verifier.verifyOfSeveral(input)
            reports.append(judged.report)
            histories.append(judged.history)
        }
        #expect(reports.map(\.verdict) == [.passed, .passed])
        let series = BundleSeries.compare(histories)
        #expect(series.comparisons.map(\.relation) == [.forked])
        #expect(series.forks.first?.isProof == true)
        let set = ReportSet(reports: reports, comparisons: series.comparisons)
        #expect(set.verdict == .failed)
        let text = TextReport.render(set)
        #expect(text.contains("BETWEEN THE BUNDLES") && text.contains("FORK at record"))
        #expect(text.contains("FAILED          A.tar and B.tar: two signed histories"))
        #expect(TextReport.summary(set).contains("FAILED  A.tar and B.tar: two signed histories"))
    }
}

import Findings
import Forge
import Testing
import Verification

/// Two implementations of one set of documents judge every sample.
@Suite struct OracleTests {
    private static func names(_ prefixes: [String]) -> [String] {
        Samples.all.map(\.name).filter { name in prefixes.contains { name.hasPrefix($0) } }
    }

    @Test(arguments: names(["good-"]))
    func theOracleAgreesWhollyWithAnHonestBundle(_ name: String) async throws {
        let answer = try OracleAnswer(on: name)
        #expect(answer.disagreements.map(\.what) == [])
        let report = try await SampleJudgement.report(on: Samples.named(name))
        #expect(answer.memberCount + 2 == report.subject.memberCount)
        #expect(answer.logs == report.logs.map(LogNumbers.init))
        #expect(
            answer.datasets
                == Dictionary(
                    uniqueKeysWithValues: report.datasets.map {
                        ($0.datasetID, Int64(clamping: $0.version))
                    }))
        #expect(!answer.datasets.isEmpty)
    }

    /// What the oracle finds, the verifier doesn't pass; what fails in the verifier, the oracle sees
    /// where it looks.
    @Test(arguments: names(["bad-", "odd-"]))
    func neitherOverlooksWhatTheOtherFinds(_ name: String) async throws {
        let words = SampleJudgement.words(
            try await SampleJudgement.report(on: Samples.named(name)))
        let disagreements = try OracleAnswer(on: name).disagreements
        for disagreement in disagreements {
            let rules = try #require(
                Self.counterparts.first { $0.matches(disagreement) }?.rules,
                "no rule is known for \(disagreement)")
            #expect(
                rules.contains { words[$0] != "passed" },
                "\(rules) passed, yet \(disagreement)")
        }
        let failed = Self.whollyRecomputed.filter { words[$0] == "failed" }
        #expect(failed.isEmpty || !disagreements.isEmpty, "the oracle doesn't see \(failed)")
    }

    /// Rules whose every failure follows from the bytes of the bundle alone, as the oracle reads
    /// them: no certificate, no policy, no clock.
    private static let whollyRecomputed = [
        "BND-001", "BND-002", "BND-003", "REC-001", "REC-002", "CHAIN-001", "CHAIN-002",
        "CHAIN-003", "CHAIN-005", "CHAIN-006", "CKPT-001", "CPY-001",
    ]

    /// Which rules ask about a place, the narrower entries first.
    ///
    /// The oracle reads a log from its first record on and takes nothing on credit, the verifier
    /// reads each epoch by what it says of itself; so behind a broken place the oracle disagrees
    /// with more, and the rule that names the place answers for what follows from it.
    private static let counterparts: [Counterpart] = [
        Counterpart("archive", what: "order of members", rules: ["BND-001", "BND-004"]),
        Counterpart("archive", rules: ["BND-001"]),
        Counterpart(what: "collides", rules: ["BND-001"]),
        Counterpart("manifest.json", what: "v:", rules: ["BND-002"]),
        Counterpart("manifest.json", what: "Refused", rules: ["BND-002"]),
        Counterpart("manifest.json", what: "members", rules: ["BND-003", "BND-004"]),
        Counterpart("manifest.json", what: "KeyError: 'manifest.json.p7s'", rules: ["BND-004"]),
        Counterpart("manifest.json", what: "no log", rules: ["BND-002", "REC-001"]),
        Counterpart("manifest.json.p7s", rules: ["BND-004"]),
        Counterpart("bag", rules: ["BND-003"]),
        Counterpart("manifest-sha256.txt", rules: ["BND-003"]),
        Counterpart("data/README.html", what: "KeyError", rules: ["CPY-001", "CHAIN-003"]),
        Counterpart("data/README.html", rules: ["CPY-001"]),
        Counterpart("data/records/", what: "table", rules: ["REC-002"]),
        Counterpart("data/records/", what: "states number", rules: ["CHAIN-003"]),
        Counterpart("data/records/", what: "`after`", rules: ["CHAIN-001"]),
        Counterpart("data/records/", what: "root:", rules: ["CHAIN-001", "CHAIN-005"]),
        Counterpart("data/records/", what: "size:", rules: ["CHAIN-005"]),
        Counterpart("data/records/", what: "log id:", rules: ["CHAIN-004"]),
        Counterpart("data/records/", what: "log:", rules: ["SIG-003", "CHAIN-004"]),
        Counterpart("data/records/", what: "the code", rules: ["CHAIN-002", "CHAIN-006"]),
        Counterpart("data/records/", what: "calendar", rules: ["CHAIN-002"]),
        Counterpart("data/records/", what: "epoch", rules: ["CHAIN-006"]),
        Counterpart("data/records/", what: "own export", rules: ["CHAIN-003"]),
        Counterpart("data/records/", what: "target", rules: ["SIG-003", "CHAIN-001"]),
        Counterpart("log ", rules: ["REC-001"]),
        Counterpart("record ", what: "dataset", rules: ["CAP-001"]),
        Counterpart(
            "data/files/", what: "owed", rules: ["CAP-001", "BND-003", "CHAIN-004"]),
        Counterpart("data/files/", rules: ["CAP-001", "BND-003"]),
        Counterpart("data/unnamed/", rules: ["CAP-001", "BND-003"]),
        Counterpart("evidence/", what: "cosignature", rules: ["NOT-001"]),
        Counterpart("evidence/", what: "imprint", rules: ["NOT-001"]),
        Counterpart("evidence/", what: "no note", rules: ["CHAIN-005", "CKPT-001"]),
        Counterpart("evidence/", what: "list index", rules: ["CHAIN-006"]),
        Counterpart("evidence/", rules: ["CKPT-001"]),
    ]

    /// The rules for disagreements at a place that speak of something.
    private struct Counterpart {
        let place: String
        let what: String
        let rules: [String]

        init(_ place: String = "", what: String = "", rules: [String]) {
            self.place = place
            self.what = what
            self.rules = rules
        }

        func matches(_ disagreement: OracleAnswer.Disagreement) -> Bool {
            disagreement.place.hasPrefix(place) && disagreement.what.contains(what)
        }
    }
}

extension LogNumbers {
    init(_ coverage: LogCoverage) {
        self.init(
            log: coverage.logID, records: Int(clamping: coverage.recordCount),
            withheld: Int(clamping: coverage.withheldCount),
            recomputedCodes: Int64(clamping: coverage.recomputedCodes),
            receipts: coverage.receipts.count)
    }
}

import Cryptography
import Findings
import Forge
import Reporting
import SelfTest
import Testing
import TrailSealTestKit
import Verification

/// The verifier's test of itself: it passes on a sound program, and it can fail.
@Suite struct SelfTestTests {
    private func corpus(_ change: (inout [Corpus.Sample]) -> Void = { _ in }) throws -> Corpus {
        let whole = try #require(Corpus.builtIn)
        var samples = whole.samples.filter {
            ["good-minimal", "bad-seal-missing", "odd-keys-absent"].contains($0.name)
        }
        change(&samples)
        return Corpus(samples: samples, sha256: whole.sha256)
    }

    private func changed(
        _ sample: Corpus.Sample, verdict: String? = nil, rules: [String: String]? = nil,
        bundle: [UInt8]? = nil, trust: [String: [UInt8]]? = nil, profile: String? = nil
    ) -> Corpus.Sample {
        Corpus.Sample(
            name: sample.name, verdict: verdict ?? sample.verdict, rules: rules ?? sample.rules,
            at: sample.at, profile: profile ?? sample.profile, bundle: bundle ?? sample.bundle,
            trust: trust ?? sample.trust, later: sample.later)
    }

    /// The corpus in the program is what lies in the tree; `trailseal-forge corpus` makes it again.
    @Test func theCorpusIsTheSampleBundles() throws {
        let corpus = try #require(Corpus.builtIn)
        #expect(corpus.samples.map(\.name) == Samples.all.map(\.name))
        for sample in corpus.samples {
            let place = "\(SampleJudgement.folder)/\(sample.name)"
            let expected = try Samples.named(sample.name)
            #expect(sample.bundle == (try readFile("\(place)/bundle.tar")), "\(sample.name)")
            #expect(sample.verdict == expected.verdict.rawValue)
            #expect(sample.rules == expected.rules)
            #expect(sample.at == expected.at)
            #expect(sample.profile == expected.profile ?? "standard")
            for (path, bytes) in sample.later {
                #expect(bytes == (try readFile("\(place)/later/\(path)")), "\(sample.name)/\(path)")
            }
            #expect(sample.later.isEmpty == !isThere("\(place)/later"), "\(sample.name)")
            for (path, bytes) in sample.trust {
                #expect(bytes == (try readFile("\(place)/\(path)")), "\(sample.name)/\(path)")
            }
        }
    }

    @Test func aSoundProgramPassesItsTest() async throws {
        let report = await SelfTest(corpus: try corpus(), program: "a test").run(date: nil)
        #expect(report.isPassed)
        #expect(report.bundles.count == 3)
        #expect(report.answers.count > 25)
        #expect(report.rightCount == report.caseCount)
        #expect(report.text().contains("PASSED  a test"))
        #expect(!report.text().contains("WRONG"))
        #expect(!report.text().contains("Date"))
    }

    /// Deliberately wrong expectations, a broken corpus, a broken answer: each makes it fail.
    @Test func whateverComesOutOtherwiseFailsIt() async throws {
        let faults: [(String, Corpus?)] = [
            ("verdict", try corpus { $0[0] = changed($0[0], verdict: "FAILED") }),
            (
                "rule",
                try corpus { $0[0] = changed($0[0], rules: ["CHAIN-001": "failed"]) }
            ),
            ("unasked rule", try corpus { $0[0] = changed($0[0], rules: ["AUD-001": "passed"]) }),
            (
                "a bad bundle that passes",
                try corpus { $0[1] = changed($0[1], bundle: $0[0].bundle) }
            ),
            (
                "an honest bundle that fails",
                try corpus { $0[0] = changed($0[0], bundle: $0[1].bundle) }
            ),
            ("no trust", try corpus { $0[0] = changed($0[0], trust: [:]) }),
            ("no such profile", try corpus { $0[0] = changed($0[0], profile: "lenient") }),
            ("no bundle at all", try corpus { $0 = [] }), ("no corpus", nil),
        ]
        for (name, corpus) in faults {
            let report = await SelfTest(corpus: corpus, program: "a test").run(date: nil)
            #expect(!report.isPassed, "\(name)")
            #expect(report.text().contains("FAILED  a test"), "\(name)")
            #expect(report.text().contains("Do not rely on this program"), "\(name)")
        }
        let answers = [KnownAnswers.Case(name: "two and two") { 2 + 2 == 5 }]
        let report = await SelfTest(corpus: try corpus(), answers: answers, program: "a test").run(
            date: nil)
        #expect(!report.isPassed)
        #expect(report.text().contains("two and two"))
        let none = await SelfTest(corpus: try corpus(), answers: [], program: "a test").run(
            date: nil)
        #expect(!none.isPassed)
    }

    @Test func packedBytesThatAreNotWholeAreNoCorpus() {
        #expect(Corpus(packed: []) == nil)
        #expect(Corpus(packed: [0]) == nil)
        #expect(Corpus(packed: [5, 1, 0x7B]) == nil)
        #expect(Corpus(packed: [0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0x7B, 0]) == nil)
        #expect(Corpus(packed: [3, 1, 0x0A, 2, 9]) == nil)
        #expect(Corpus(packed: Array(repeating: 0xFF, count: 40)) == nil)
    }

    @Test func theDateStandsThereWhereItIsGiven() async throws {
        let report = await SelfTest(corpus: try corpus(), program: "a test").run(
            date: "2026-11-21T10:00:00Z")
        #expect(report.text().contains("2026-11-21T10:00:00Z"))
        #expect(String(decoding: report.json, as: UTF8.self).contains("2026-11-21T10:00:00Z"))
    }
}

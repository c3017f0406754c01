import CanonicalJSON
import Findings
import Forge
import Records
import Testing
import TrailSealTestKit
import Verification

import BundleFormat

@Suite struct SampleTests {
    static let folder = RepositoryRoot.path + "/sample-bundles"

    @Test func thereAreGoodOddAndBadSamplesWithNamesOfTheirOwn() {
        let names = Samples.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count { $0.hasPrefix("bad-") } >= 25)
        for sample in Samples.all {
            let verdict: Sample.Verdict =
                sample.name.hasPrefix("good-")
                ? .passed : sample.name.hasPrefix("bad-") ? .failed : .indeterminate
            #expect(sample.verdict == verdict, "\(sample.name)")
            #expect(sample.twin.map(names.contains) ?? sample.name.hasPrefix("good-"))
        }
    }

    @Test(arguments: Samples.all.map(\.name))
    func theVerifierJudgesAsExpected(_ name: String) async throws {
        let sample = try Samples.named(name)
        let place = "\(Self.folder)/\(name)"
        #expect(try readFile("\(place)/expected.json") == sample.expectation)
        #expect(try readFile("\(place)/README.md") == sample.readme)
        let bundle = try readFile("\(place)/bundle.tar")
        #expect(bundle.count <= 300 * 1024)
        let report = try await Verifier.verify(
            VerificationInput(
                source: MemorySource(bundle), fileName: "bundle.tar",
                trust: try SampleTrust.read("\(place)/trust"),
                profile: sample.profile == "keyless" ? .keyless : .standard,
                at: try #require(Timestamp(rfc3339: sample.at)), atWasGiven: true,
                program: "a test"))
        #expect(report.verdict.rawValue == sample.verdict.rawValue)
        let words = Dictionary(
            report.results.map { ($0.rule.id.rawValue, $0.outcome.word) },
            uniquingKeysWith: { first, _ in first })
        for (rule, word) in sample.rules {
            #expect(words[rule] == word, "\(name): \(rule)")
        }
    }

    /// In processes of their own: the repeatable generator is seen by every thread.
    @Test(arguments: ["good-minimal", "bad-token-of-another-note"])
    func theGeneratorMakesTheCommittedBytes(_ name: String) throws {
        let folder = try TemporaryDirectory()
        let forge = Self.program("trailseal-forge")
        let run = try runProcess(
            [forge, "samples", folder.path, "--only", name], stdin: [], environment: nil,
            directory: nil)
        #expect(run.status == 0, "\(String(decoding: run.stderr, as: UTF8.self))")
        for file in ["bundle.tar", "expected.json", "README.md", "trust/roots/laboratory.pem"] {
            #expect(
                try readFile("\(folder.path)/\(name)/\(file)")
                    == readFile("\(Self.folder)/\(name)/\(file)"), "\(name): \(file)")
        }
    }

    /// A program that was built beside these tests.
    private static func program(_ name: String) -> String {
        let own = CommandLine.arguments.first ?? ""
        let folder = own.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return (folder + [Substring(name)]).joined(separator: "/")
    }
}

import Findings
import Forge
import Testing
import TrailSealTestKit

@Suite struct SampleTests {
    static let folder = SampleJudgement.folder

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
        #expect(try readFile("\(place)/bundle.tar").count <= 300 * 1024)
        let report = try await SampleJudgement.report(on: sample)
        #expect(report.verdict.rawValue == sample.verdict.rawValue)
        let words = SampleJudgement.words(report)
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

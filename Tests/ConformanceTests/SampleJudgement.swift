import BundleFormat
import Findings
import Forge
import Records
import Testing
import TrailSealTestKit
import Verification

/// The committed samples, and what the verifier says of them.
enum SampleJudgement {
    static let folder = RepositoryRoot.path + "/sample-bundles"

    /// The verifier's report on a sample, at the sample's time and by its profile.
    static func report(on sample: Sample) async throws -> Report {
        try await Verifier.verify(input(of: sample))
    }

    /// What the verifier is given for a sample.
    static func input(of sample: Sample) throws -> VerificationInput {
        let place = "\(folder)/\(sample.name)"
        return VerificationInput(
            source: MemorySource(try readFile("\(place)/bundle.tar")), fileName: "bundle.tar",
            trust: try SampleTrust.read("\(place)/trust"),
            profile: try #require(
                Profile.shipped.first { $0.name == sample.profile ?? "standard" }),
            at: try #require(Timestamp(rfc3339: sample.at)), atWasGiven: true,
            later: try later("\(place)/later"), program: "a test")
    }

    private static func later(_ folder: String) throws -> [LaterInput] {
        guard isThere(folder) else { return [] }
        return try namesInFolder(folder).map {
            LaterInput(name: $0, bytes: try readFile("\(folder)/\($0)"))
        }
    }

    /// The word of each rule that was asked.
    static func words(_ report: Report) -> [String: String] {
        Dictionary(
            report.results.map { ($0.rule.id.rawValue, $0.outcome.word) },
            uniquingKeysWith: { first, _ in first })
    }
}

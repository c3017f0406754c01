import Forge
import Records
import Testing
import TrailSealTestKit

@Suite struct MutationTests {
    @Test func noChangedByteOfASmallBundlePasses() async throws {
        let trial = try Self.trial()
        #expect(try await trial.passesUnchanged())
        let tally = await trial.changes(stride: 997, jobs: 2)
        #expect(tally.judged > 100)
        #expect(tally.isClean, "\(tally.text)")
    }

    @Test func noCutOfASmallBundlePasses() async throws {
        let tally = await (try Self.trial()).truncations(stride: 4999, jobs: 2)
        #expect(tally.judged > 20)
        #expect(tally.isClean, "\(tally.text)")
        #expect(tally.failed == tally.judged)
    }

    /// Seal, time-stamp and the certificates in them, of which the bundle holds sound copies elsewhere;
    /// a stride that shares no factor with the sizes of DER's parts.
    @Test(arguments: ["good-time-stamped", "good-stamped-by-subordinate"])
    func noChangedByteOfASealPasses(sample: String) async throws {
        let trial = try Self.trial(of: sample)
        #expect(try await trial.passesUnchanged())
        let tally = await trial.changes(stride: 23, jobs: 2, within: "manifest.json.p7s")
        #expect(tally.judged > 100)
        #expect(tally.isClean, "\(tally.text)")
    }

    private static func trial(of sample: String = "good-minimal") throws -> MutationTrial {
        let place = "\(SampleTests.folder)/\(sample)"
        return try MutationTrial(
            readFile("\(place)/bundle.tar"), trust: SampleTrust.read("\(place)/trust"),
            at: #require(Timestamp(rfc3339: Sample.afternoon)))
    }
}

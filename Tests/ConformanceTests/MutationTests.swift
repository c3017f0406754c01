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

    private static func trial() throws -> MutationTrial {
        let place = SampleTests.folder + "/good-minimal"
        return try MutationTrial(
            readFile("\(place)/bundle.tar"), trust: SampleTrust.read("\(place)/trust"),
            at: #require(Timestamp(rfc3339: Sample.afternoon)))
    }
}

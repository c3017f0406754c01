import Findings
import Testing
import Verification

/// What no verifier can see: the bundle passes, and the report must say what it rests on.
@Suite struct HonestyTests {
    /// What can't be seen, and the sentence that says so.
    static let blindSpots: [(situation: String, statement: String, words: String)] = [
        ("a fabricated record, captured normally", "W-11", "Whether an event happened"),
        ("a custodian's secret that leaked", "L-05", "is declared in its founding record"),
        ("a custodian's secret that leaked, by its codes", "W-10", "Whoever holds the keys"),
        ("a tail rewritten before its receipt", "L-03", "Before the first receipt"),
        ("a fork of which the bundle holds one side", "L-01", "no second log"),
        ("witnesses that collude", "W-13", "given by whoever ran this verifier"),
    ]

    @Test(arguments: blindSpots)
    func whatCannotBeSeenIsSaid(_ spot: (situation: String, statement: String, words: String))
        async throws
    {
        let report = try await TestBundle().report()
        let statement = report.statements.first { $0.id == spot.statement }
        #expect(report.verdict == .passed)
        #expect(statement?.text.contains(spot.words) == true, "\(spot.situation)")
    }

    @Test func recordsBehindTheLastReceiptAreSaidToHaveNoWitness() async throws {
        var bundle = TestBundle()
        bundle.isWitnessed = false
        let report = try await bundle.report()
        #expect(report.verdict == .indeterminate)
        let tail = report.statements.first { $0.id == "W-04" }
        #expect(tail?.text.contains("no outside witness that you trust") == true)
    }
}

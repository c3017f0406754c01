import Findings
import Testing
import Verification

@Suite struct HonestBundleTests {
    @Test func passesEveryRuleOfThePlan() async throws {
        let report = try await TestBundle().report()
        for result in report.results {
            let isFine = ["passed", "not applicable"].contains(result.outcome.word)
            #expect(isFine, "\(result.rule.id): \(result.outcome) \(result.findings)")
        }
        #expect(report.verdict == .passed)
        #expect(report.results.count == Profile.standard.rules.count)
    }
}

import Findings
import Forge
import Reporting
import Testing
import TrailSealTestKit
import Verification

/// Catalogue, code, pages and samples agree.
@Suite struct RulePageTests {
    private static let folder = RepositoryRoot.path + "/docs/rules"

    /// `trailseal-forge rule-pages docs/rules` writes them again.
    @Test func thePagesAreThoseOfTheCatalogue() throws {
        let pages = RulePages.all
        #expect(pages.count == Catalogue.rules.count + 1)
        #expect(try namesInFolder(Self.folder).sorted() == pages.map(\.name).sorted())
        for page in pages {
            let found = String(
                decoding: try readFile("\(Self.folder)/\(page.name)"), as: UTF8.self)
            #expect(found == page.text, "\(page.name)")
        }
    }

    /// A rule that is asked has a sample in which it passes and one in which it doesn't, or its page
    /// says why there is none.
    @Test func everyRuleHasAnHonestAndABadSample() {
        for rule in Catalogue.rules where rule.isImplemented {
            let answers = Set(Samples.all.compactMap { $0.rules[rule.id.rawValue] })
            let neverFails = RulePhrases.whyItNeverFails(rule.id) != nil
            if !neverFails { #expect(answers.contains("failed"), "\(rule.id) has no bad sample") }
            #expect(neverFails != answers.contains("failed"), "\(rule.id) fails and says it can't")
            if !Self.withoutOpenSample.contains(rule.id) && neverFails {
                #expect(answers.contains("indeterminate"), "\(rule.id) has no open sample")
            }
            if !Self.withoutHonestSample.contains(rule.id) {
                #expect(answers.contains("passed"), "\(rule.id) has no honest sample")
            }
        }
    }

    /// No bundle that this version's programs make leaves these open: one is never asked, one asks about
    /// the program, one about records that none of them writes.
    private static let withoutOpenSample: Set<RuleID> = ["CHAIN-007", "SIG-008", "VAL-004"]
    /// What would make these pass is recorded by no program of this version.
    private static let withoutHonestSample: Set<RuleID> = ["CHAIN-007", "SIG-008", "TIME-003"]

    /// What the samples show is among the codes that the pages list.
    @Test(arguments: Samples.all.map(\.name))
    func everyCodeThatASampleGivesIsListedForItsRule(_ name: String) async throws {
        let report = try await SampleJudgement.report(on: Samples.named(name))
        for result in report.results {
            let listed = ReasonCodes.codes(of: result.rule.id)
            for finding in result.findings {
                #expect(listed.contains(finding.code), "\(result.rule.id) gives \(finding.code)")
            }
            guard result.outcome == .failed || result.outcome == .indeterminate else { continue }
            #expect(result.meaning != nil)
            #expect(!result.reasons.isEmpty)
            for finding in result.findings
            where finding.effect == .failure || finding.effect == .openQuestion {
                #expect(finding.expected != nil && finding.found != nil, "\(finding)")
            }
        }
    }

    /// Codes are listed for a rule, or stand where bundles or a notebook are compared, and nowhere else.
    @Test func everyListedCodeIsOneOfTheClosedList() {
        var listed = Set(ReasonCodes.betweenBundles + ReasonCodes.withNotebook)
        for rule in Catalogue.rules {
            let codes = ReasonCodes.codes(of: rule.id)
            #expect(codes == codes.sorted())
            #expect(
                (rule.isImplemented && rule.id != "CHAIN-007") == !codes.isEmpty, "\(rule.id)")
            listed.formUnion(codes)
        }
        #expect(listed == Set(ReasonCodes.sorted.map(\.code)))
    }
}

import Findings
import Reporting
import Testing

@Suite struct JUnitReportTests {
    private func text(_ set: ReportSet) throws -> String {
        String(decoding: try JUnitReport.render(set), as: UTF8.self)
    }

    @Test func failedOpenAndNotApplicableAreCountedApart() throws {
        let results =
            SampleReport.passes + [SampleReport.failing(), SampleReport.open]
        let text = try text(ReportSet(reports: [SampleReport.report(results)]))
        // verdict, three passes (one not applicable), one failed, one open, one not built
        #expect(text.contains(#"tests="7" failures="2" errors="1" skipped="2""#))
        #expect(text.contains(#"<failure type="LEAF_MISMATCH""#))
        #expect(text.contains(#"<error type="RECEIPT_MISSING""#))
        #expect(text.contains(#"<skipped message="not implemented in this version""#))
    }

    @Test func eachFamilyIsASuite() throws {
        let text = try text(ReportSet(reports: [SampleReport.report()]))
        for family in ["verdict", "BND", "SIG", "INS"] {
            #expect(text.contains(#"<testsuite name="bundle.tar \#(family)""#))
        }
    }

    @Test func aMinorFailureBreaksNoPipeline() throws {
        let minor = RuleResult(
            rule: SampleReport.rule("REV-002", .minor),
            findings: [Finding(.failure, "OPEN_REVIEW", "A review is open.")])
        let text = try text(ReportSet(reports: [SampleReport.report([minor])]))
        #expect(text.contains(#"failures="0" errors="0""#))
        #expect(text.contains("OPEN_REVIEW"))
    }

    @Test func anUnreadBundleIsAnError() throws {
        let set = ReportSet(
            reports: [], unread: [UnreadBundle(fileName: "x.tar", reason: "cannot read x.tar")])
        #expect(try text(set).contains(#"errors="1""#))
    }
}

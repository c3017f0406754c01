import Findings
import Reporting
import Testing

/// The page of a report on a great deal stays one that a browser opens at once.
@Suite struct LargeReportTests {
    /// A thousand datasets of five files, a thousand signatures, as many epochs and receipts as are listed.
    private static let report: Report = {
        var report = SampleReport.report()
        var log = report.logs[0]
        log.epochs = (0..<UInt64(LogCoverage.listLimit)).map {
            EpochLine(
                number: $0, first: $0 * 20, last: $0 * 20 + 19, withheld: 0,
                firstTime: "2026-11-20T08:00:00Z", lastTime: "2026-11-20T09:00:00Z",
                closedBy: "count", codes: "hold")
        }
        log.receipts = (0..<UInt64(LogCoverage.listLimit)).map {
            ReceiptLine(
                size: $0 * 20 + 20, notary: "witness.example", kind: "witness",
                time: "2026-11-20T09:00:00Z", standing: "proved")
        }
        report.logs = [log]
        report.signatures = Array(repeating: report.signatures[0], count: 1000)
        var dataset = report.datasets[0]
        dataset.files = (0..<5).map {
            FileLine(
                path: "1/fid.\($0)", byteCount: 512, sha256: SampleReport.digest,
                modifiedAt: "2026-11-20T08:30:00Z", sequence: $0, standing: "in the bundle")
        }
        report.datasets = Array(repeating: dataset, count: 1000)
        return report
    }()

    @Test func thePageStaysBelowFiveMegabytesAndSaysWhatItLeavesOut() {
        let page = String(
            decoding: HTMLReport.render(ReportSet(reports: [Self.report])), as: UTF8.self)
        #expect(page.utf8.count < 5_000_000)
        for note in [
            "Of 1,000 signatures the first 270 and the last 30",
            "Of 1,000 datasets the first 450 and the last 50",
            "Of 5,000 epochs the first 54 and the last 6",
            "Of 5,000 receipts the first 54 and the last 6",
            "What follows is shown for 40 of 1,000 datasets",
        ] {
            #expect(page.contains(note), "\(note)")
        }
    }

    @Test func theWholeListsStandInTheJSON() {
        let json = String(
            decoding: JSONReport.render(ReportSet(reports: [Self.report])), as: UTF8.self)
        #expect(json.ranges(of: "fid.0").count == 1000)
        #expect(json.ranges(of: "\"closedBy\"").count == 5000)
    }
}

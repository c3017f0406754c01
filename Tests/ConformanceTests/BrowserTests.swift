import Findings
import Forge
import Reporting
import Testing
import TrailSealTestKit

/// Pages in a real browser: at three widths, light and dark, and on paper.
///
/// `make browser` does the same with the report on every sample.
@Suite struct BrowserTests {
    /// An honest one with withheld records, one with failures of many kinds, one that stays open.
    private static let samples = [
        "good-withheld", "bad-chain-record-removed", "odd-tail-unwitnessed",
    ]

    @Test func pagesHoldInABrowser() async throws {
        let folder = try TemporaryDirectory()
        var pages: [String] = []
        var sets: [ReportSet] = []
        for name in Self.samples {
            let set = try await SampleRenderings.reports(
                on: Samples.named(name), in: SampleJudgement.folder)
            sets.append(set)
            pages.append(folder.file("\(name).html"))
            try writeFile(pages[pages.count - 1], HTMLReport.render(set))
        }
        // All on one page, with a bundle that couldn't be read and words that want to be markup.
        pages.append(folder.file("all.html"))
        try writeFile(pages[pages.count - 1], HTMLReport.render(Self.hostile(sets)))
        let axe = try runProcess(["sh", RepositoryRoot.path + "/Tests/Browser/axe.sh"])
        try #require(axe.status == 0, "\(axe.errorText)")
        let path = String(decoding: axe.stdout, as: UTF8.self).split(separator: "\n").joined()
        let run = try runProcess(
            ["python3", RepositoryRoot.path + "/Tests/Browser/browse.py", "--quick", "--axe", path]
                + pages)
        #expect(run.status == 0, "\(String(decoding: run.stdout, as: UTF8.self)) \(run.errorText)")
    }

    /// Long and acting words in places that every page shows.
    private static func hostile(_ sets: [ReportSet]) -> ReportSet {
        let word = "<script>alert(1)</script>\u{202E}]]>\n" + String(repeating: "W", count: 3000)
        var reports = sets.flatMap(\.reports)
        for index in reports.indices {
            reports[index].subject.fileName = word
            reports[index].subject.organisation = word
            for log in reports[index].logs.indices { reports[index].logs[log].host = word }
            for line in reports[index].signatures.indices {
                reports[index].signatures[line].printedName = word
            }
            for line in reports[index].datasets.indices {
                reports[index].datasets[line].path = word
            }
        }
        return ReportSet(
            reports: reports, unread: [UnreadBundle(fileName: word, reason: word)])
    }
}

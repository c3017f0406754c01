import Findings
import Reporting
import Testing
import TrailSealTestKit

@Suite struct HTMLReportTests {
    private func page(_ set: ReportSet) -> String {
        String(decoding: HTMLReport.render(set), as: UTF8.self)
    }

    @Test func thePageFetchesNothingAndRunsNothing() {
        let page = page(ReportSet(reports: [SampleReport.report([SampleReport.failing()])]))
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(page.contains("default-src 'none'"))
        for word in ["<script", "src=", "http:", "https:", "@import", "url("] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    @Test func textAndPageShowTheSameSections() {
        let set = ReportSet(reports: [SampleReport.report([SampleReport.failing()])])
        let page = page(set)
        let text = TextReport.render(set)
        let headings = text.split(separator: "\n").filter {
            !$0.hasPrefix(" ") && $0.contains { $0.isLetter }
        }.dropFirst().dropLast()
        let titles = page.matches(of: /<h2 id="[a-z0-9-]+-1"><bdi>(.*?)<\/bdi><\/h2>/).map {
            $0.1.uppercased()
        }
        #expect(titles == headings.map(String.init))
    }

    @Test(arguments: SampleReport.hostile)
    func hostileWordsAreTextAndNothingElse(text: String) throws {
        let report = SampleReport.report([SampleReport.failing(text)], text: text, fileName: text)
        let hostile = page(ReportSet(reports: [report]))
        let honest = page(
            ReportSet(reports: [SampleReport.report([SampleReport.failing()], text: "x")]))
        // The same elements in the same order, whatever the words are.
        #expect(tags(hostile) == tags(honest))
    }

    @Test func everyElementIsClosed() {
        let page = page(
            ReportSet(
                reports: [SampleReport.report([SampleReport.failing(), SampleReport.open])],
                unread: [UnreadBundle(fileName: "x", reason: "y")]))
        var open: [String] = []
        for tag in tags(page) where !tag.hasPrefix("!") && !Self.empty.contains(tag) {
            if tag.hasPrefix("/") {
                #expect(open.popLast() == String(tag.dropFirst()))
            } else {
                open.append(tag)
            }
        }
        #expect(open.isEmpty)
    }

    /// Elements that hold nothing, one of HTML's and three of SVG's.
    private static let empty = ["meta", "path", "rect", "circle"]

    private func tags(_ page: String) -> [String] {
        page.matches(of: /<(\/?[a-z0-9]+|!DOCTYPE)[^>]*>/).map { String($0.1) }
    }
}

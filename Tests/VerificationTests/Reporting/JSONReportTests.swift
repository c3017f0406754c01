import CanonicalJSON
import Findings
import Reporting
import Testing

@Suite struct JSONReportTests {
    private func parsed(_ set: ReportSet) throws -> JSONObject {
        let bytes = JSONReport.render(set)
        #expect(bytes.last == UInt8(ascii: "\n"))
        return try #require(try CanonicalJSON.parse(Array(bytes.dropLast())).objectValue)
    }

    @Test func theFormIsCanonicalAndSaysTheVerdict() throws {
        let object = try parsed(ReportSet(reports: [SampleReport.report()]))
        #expect(object["v"]?.integerValue == 1)
        #expect(object["verdict"]?.stringValue == "PASSED")
        let report = try #require(object["reports"]?.arrayValue?.first?.objectValue)
        #expect(report["verdict"]?.stringValue == "PASSED")
        #expect(report["results"]?.arrayValue?.count == 3)
        #expect(report["run"]?.objectValue?["judgedAtWasGiven"]?.booleanValue == true)
    }

    @Test func aFindingKeepsItsPlaceAsNumbers() throws {
        let object = try parsed(
            ReportSet(reports: [SampleReport.report([SampleReport.failing("abc")])]))
        let result = try #require(
            object["reports"]?.arrayValue?.first?.objectValue?["results"]?.arrayValue?.first?
                .objectValue)
        let finding = try #require(result["findings"]?.arrayValue?.first?.objectValue)
        #expect(finding["code"]?.stringValue == "LEAF_MISMATCH")
        #expect(
            finding["place"]
                == .object(
                    JSONObject([
                        ("member", "data/records/abc.jsonl"), ("log", "abc"), ("sequence", 17),
                        ("epoch", 2), ("offset", 4711),
                    ])))
    }

    @Test func anUnreadBundleLeavesNoVerdict() throws {
        let object = try parsed(
            ReportSet(
                reports: [SampleReport.report()],
                unread: [UnreadBundle(fileName: "x.tar", reason: "gone")]))
        #expect(object["verdict"]?.stringValue == "NONE")
        #expect(object["unread"]?.arrayValue?.count == 1)
    }

    @Test(arguments: SampleReport.hostile)
    func hostileWordsStayInsideTheirStrings(text: String) throws {
        let report = SampleReport.report([SampleReport.failing(text)], text: text, fileName: text)
        let object = try parsed(ReportSet(reports: [report]))
        let subject = object["reports"]?.arrayValue?.first?.objectValue?["subject"]?.objectValue
        let name = try #require(subject?["fileName"]?.stringValue)
        #expect(HarmlessTextTests.readBack(name) == Array(text.unicodeScalars))
    }

    @Test func aNumberThatReadersWouldRoundIsAString() throws {
        var report = SampleReport.report()
        report.subject.byteCount = .max
        let object = try parsed(ReportSet(reports: [report]))
        let subject = object["reports"]?.arrayValue?.first?.objectValue?["subject"]?.objectValue
        #expect(subject?["byteCount"]?.stringValue == "18446744073709551615")
    }
}

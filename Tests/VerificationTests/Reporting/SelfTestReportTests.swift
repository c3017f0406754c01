import CanonicalJSON
import Reporting
import Testing
import TrailSealTestKit
import XMLText

/// The page of a self-test in its renderings.
@Suite struct SelfTestReportTests {
    private static let digest = String(repeating: "0a", count: 32)

    private func report(
        holds: Bool = true, found: String = "FAILED", date: String? = nil, corpus: String? = digest,
        wrong: [SelfTestReport.WrongRule] = []
    ) -> SelfTestReport {
        SelfTestReport(
            program: "trailseal-verify 1", date: date, ruleSetSHA256: Self.digest,
            algorithmTable: "2026-11, \(Self.digest)",
            profiles: [.init(name: "standard", sha256: Self.digest)], corpusSHA256: corpus,
            answers: [.init(name: "SHA-256", holds: holds)],
            bundles: [
                .init(
                    name: "bad-seal", expected: "FAILED", found: found, ruleCount: 2,
                    wrongRules: wrong)
            ])
    }

    private var reports: [SelfTestReport] {
        [
            report(), report(holds: false), report(found: "PASSED"), report(corpus: nil),
            report(date: "2026-11-21T10:00:00Z"),
            report(wrong: [.init(rule: "BND-004", expected: "failed", found: "passed")]),
        ]
    }

    @Test func itPassesOnlyWhereEverythingComesOut() {
        #expect(reports.map(\.isPassed) == [true, false, false, false, true, false])
        #expect(reports.map(\.rightCount) == [2, 1, 1, 2, 2, 1])
    }

    @Test func itsXMLHoldsToItsSchema() throws {
        let schema = try readFile(RepositoryRoot.path + "/schemas/self-test-1.xsd")
        for report in reports {
            let bytes = try report.xml()
            #expect(try XMLSchemaValidator.validate(document: bytes, schema: schema) == [])
            let wrong = String(decoding: bytes, as: UTF8.self).replacing("cases=", with: "casus=")
            #expect(
                try !XMLSchemaValidator.validate(document: Array(wrong.utf8), schema: schema)
                    .isEmpty)
        }
    }

    @Test func itsJSONIsCanonicalAndItsHTMLFetchesNothing() throws {
        for report in reports {
            let object = try #require(
                try CanonicalJSON.parse(Array(report.json.dropLast())).objectValue)
            #expect(object["result"]?.stringValue == (report.isPassed ? "PASSED" : "FAILED"))
            let html = String(decoding: report.html, as: UTF8.self)
            #expect(html.contains("default-src 'none'"))
            #expect(html.contains(report.isPassed ? "PASSED" : "FAILED"))
        }
    }

    @Test func whatIsWrongStandsInFrontOfTheLists() throws {
        let text = report(wrong: [.init(rule: "BND-004", expected: "failed", found: "passed")])
            .text()
        let wrong = try #require(text.ranges(of: "WHAT IS WRONG").first)
        let answers = try #require(text.ranges(of: "KNOWN ANSWERS").first)
        #expect(wrong.lowerBound < answers.lowerBound)
        #expect(text.contains("BND-004 must be failed, is passed"))
    }
}

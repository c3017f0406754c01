import Findings
import Reporting
import Testing
import TrailSealTestKit
import XMLText

@Suite struct XMLReportTests {
    private func problems(_ set: ReportSet) throws -> [XMLProblem] {
        try XMLSchemaValidator.validate(
            document: try XMLReport.render(set),
            schema: try readFile(RepositoryRoot.path + "/schemas/report-1.xsd"))
    }

    @Test func aPassingReportIsValid() throws {
        #expect(try problems(ReportSet(reports: [SampleReport.report()])) == [])
    }

    @Test func aRunThatReadNothingIsValid() throws {
        let unread = UnreadBundle(fileName: "x.tar", reason: "cannot read x.tar")
        #expect(try problems(ReportSet(reports: [], unread: [unread])) == [])
    }

    @Test func everyOutcomeIsValid() throws {
        let outcomes: [Outcome] = [
            .passed, .failed, .indeterminate, .observation, .notRun(blockedBy: "BND-001"),
            .notApplicable(.nothingOfTheKind), .notApplicable(.noneRecorded),
            .notApplicable(.keptElsewhere),
        ]
        for severity in Severity.allCases {
            for basis in Basis.allCases {
                let results = outcomes.map { outcome in
                    let rule = Rule(
                        id: "CHAIN-001", title: "t", question: "q",
                        clauses: [
                            Clause("a", .clauseText), Clause("b", .guidance), Clause("c", .design),
                        ],
                        severity: severity, block: .records, basis: basis, missing: .fails,
                        isImplemented: true)
                    return RuleResult(rule: rule, outcome: outcome)
                }
                #expect(try problems(ReportSet(reports: [SampleReport.report(results)])) == [])
            }
        }
    }

    @Test(arguments: SampleReport.hostile)
    func hostileWordsStayValidAndReadBack(text: String) throws {
        let report = SampleReport.report([SampleReport.failing(text)], text: text, fileName: text)
        #expect(try problems(ReportSet(reports: [report])) == [])
    }

    @Test(arguments: BundleComparison.Relation.allCases, SampleReport.hostile)
    func whatBundlesSayOfEachOtherIsValid(
        _ relation: BundleComparison.Relation, text: String
    ) throws {
        let comparison = BundleComparison(
            first: text, second: "B.tar", logID: String(repeating: "0", count: 64),
            relation: relation, findings: [Finding(.failure, "FORK", found: text, text)])
        #expect(try problems(ReportSet(reports: [], comparisons: [comparison])) == [])
    }

    @Test func whatTheSchemaDoesNotKnowIsRefused() throws {
        let bytes = try XMLReport.render(ReportSet(reports: [SampleReport.report()]))
        let text = String(decoding: bytes, as: UTF8.self)
        let schema = try readFile(RepositoryRoot.path + "/schemas/report-1.xsd")
        for (from, to) in [
            ("outcome=\"passed\"", "outcome=\"fine\""), ("<run ", "<run extra=\"\" "),
            ("verdict=\"PASSED\"", "verdict=\"OK\""), ("<blocks>", "<blocks/><blocks>"),
        ] {
            let wrong = Array(text.replacing(from, with: to).utf8)
            #expect(
                try !XMLSchemaValidator.validate(document: wrong, schema: schema).isEmpty, "\(to)")
        }
    }

    @Test func theNamespaceIsThatOfTheSchema() throws {
        let text = String(
            decoding: try XMLReport.render(ReportSet(reports: [])), as: UTF8.self)
        #expect(text.contains("xmlns=\"\(XMLReport.namespace)\""))
        #expect(text.contains("verdict=\"INDETERMINATE\"") == false)
        #expect(text.contains("verdict=\"NONE\""))
    }
}

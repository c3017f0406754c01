import Findings
import Testing
import TrailSealTestKit

@testable import Reporting

@Suite struct ETSIReportTests {
    private static let words = TaggedReport(reach: .foreign) { "\($0) x" }.set

    private static func line(
        _ kind: ValidationLine.Kind, _ problems: [(String, Bool)] = []
    ) -> ValidationLine {
        var line = ValidationLine(kind: kind, place: Place(member: "a"), signer: "CN=A")
        line.sha256 = SampleReport.digest
        line.problems = problems.map { ValidationLine.Problem(code: $0.0, isFailure: $0.1) }
        return line
    }

    private static func text(
        _ lines: [ValidationLine], isRenewed: Bool = false
    ) throws -> String {
        var report = SampleReport.report()
        if !isRenewed { report.renewals = [] }
        report.validations = lines
        return String(
            decoding: try ETSIReport.render(ReportSet(reports: [report])), as: UTF8.self)
    }

    // MARK: The mapping

    /// The sub-indications that go with each main one: EN 319 102-1, tables 5 and 6.
    private static let failures: Set<String> = [
        "FORMAT_FAILURE", "HASH_FAILURE", "SIG_CRYPTO_FAILURE", "REVOKED", "EXPIRED",
        "NOT_YET_VALID",
    ]

    @Test(arguments: ETSIIndication.rows)
    func aReasonCodeComesToOneIndication(_ row: ETSIIndication.Row) throws {
        let same = ETSIIndication.rows.filter {
            $0.code == row.code && $0.isFailure == row.isFailure
        }
        #expect(same == [row])
        let line = Self.line(.seal, [(row.code, row.isFailure)])
        #expect(ETSIIndication(line) == row.indication)
        let sub = try #require(row.indication.sub)
        #expect((row.indication.main == .failed) == Self.failures.contains(sub))
        #expect(row.indication.main != .passed)
        let text = try Self.text([line])
        let main = row.indication.main == .failed ? "total-failed" : "indeterminate"
        #expect(text.contains("mainindication:\(main)</MainIndication>"))
        #expect(text.contains("subindication:\(sub)</SubIndication>"))
        #expect(text.contains("<Value>\(row.code)</Value>"))
    }

    @Test(arguments: ETSIIndication.rows)
    func everyCodeOfTheMappingIsAReasonCode(_ row: ETSIIndication.Row) {
        #expect(row.code == "HASH_FAILURE" || ReasonCodes.meaning(of: row.code) != nil)
    }

    /// The page has a row for each sub-indication, with the codes in two cells.
    @Test func thePageHasTheSameRows() throws {
        let page = String(
            decoding: try readFile(RepositoryRoot.path + "/docs/formats/report.md"), as: UTF8.self)
        var stated: Set<String> = []
        for line in page.split(separator: "\n").drop(while: { !$0.hasPrefix("## 18 ") })
        where line.hasPrefix("| FAILED |") || line.hasPrefix("| INDETERMINATE |") {
            let cells = line.split(separator: "|").map {
                $0.split { " ,;".contains($0) }.filter { !$0.contains { $0.isLowercase } }
            }
            try #require(cells.count == 4)
            for (codes, isFailure) in [(cells[2], true), (cells[3], false)] {
                for code in codes { stated.insert("\(cells[0]) \(cells[1]) \(code) \(isFailure)") }
            }
        }
        let rows = ETSIIndication.rows.filter { $0.code != "HASH_FAILURE" }.map {
            "[\"\($0.indication.main.rawValue)\"] [\"\($0.indication.sub ?? "")\"] \($0.code) "
                + "\($0.isFailure)"
        }
        #expect(stated == Set(rows))
    }

    @Test func whatHasNoProblemPassed() throws {
        #expect(ETSIIndication(Self.line(.seal)).main == .passed)
        #expect(ETSIIndication(Self.line(.seal)).sub == nil)
        let text = try Self.text([Self.line(.seal), Self.line(.timeStamp)])
        #expect(text.contains("mainindication:total-passed</MainIndication>"))
        #expect(text.contains("mainindication:passed</MainIndication>"))
        #expect(!text.contains("SubIndication"))
    }

    @Test func anUnknownCodeNeverPasses() {
        let indication = ETSIIndication(Self.line(.person, [("NEVER_HEARD_OF", true)]))
        #expect(indication == ETSIIndication.generic)
    }

    @Test func aFailureDecidesBeforeWhatStaysOpen() {
        let line = Self.line(.person, [("REVOCATION_ABSENT", false), ("CMS_FORM", true)])
        #expect(ETSIIndication(line).sub == "FORMAT_FAILURE")
    }

    // MARK: The document

    @Test func aBundleWithoutASealIsNotPassedOver() throws {
        let text = try Self.text([])
        #expect(text.contains("subindication:GENERIC</SubIndication>"))
        #expect(text.contains("<Value>NOT_SEALED</Value>"))
    }

    @Test func whatProvesTheTimeIsReferredTo() throws {
        var seal = Self.line(.seal), stamp = Self.line(.timeStamp)
        seal.provedTime = "2026-11-20T11:00:00Z"
        stamp.provedTime = seal.provedTime
        let text = try Self.text([seal, stamp])
        #expect(text.contains("<POEObject VOReference=\"T-1\"/>"))
        #expect(text.contains("validationprocess:LTVM"))
        #expect(try Self.text([seal], isRenewed: true).contains("validationprocess:LTA"))
        #expect(try Self.text([Self.line(.seal)]).contains("validationprocess:Basic"))
    }

    @Test func hostileWordsKeepThePublishedStructure() throws {
        let documents = try HostileReportTests.words.enumerated().map { number, words in
            let set = TaggedReport(reach: .foreign) { "\($0) \(words.text)" }.set
            return (name: "\(number)", bytes: try ETSIReport.render(set))
        }
        #expect(try DocumentPeer.problems("etsi", in: documents) == [])
    }

    /// What the peer must refuse, each made by one replacement in a sound document.
    static let faults = [
        ("<HashOnly>false</HashOnly>", "", "HashOnly"),
        ("<HashOnly>false</HashOnly>", "<HashOnly>no</HashOnly>", "no boolean"),
        ("DocHashOnly>", "DocumentHashOnly>", "DocumentHashOnly"),
        ("<MainIndication>", "<SubIndication>x</SubIndication><MainIndication>", "too late"),
        ("mainindication:total-failed", "mainindication:failed", "4.3.4.2"),
        ("subindication:FORMAT_FAILURE", "subindication:TRY_LATER", "4.3.4.3"),
        ("VOReference=\"C-", "VOReference=\"D-", "isn't there"),
        ("<POETime>2026-11-20T11:00:00Z", "<POETime>yesterday", "XmlDateTime"),
        ("19102/v1.2.1#", "19102/v9#", "root"),
    ]

    @Test(arguments: faults)
    func thePeerSeesWhatIsWrong(_ sound: String, _ fault: String, _ named: String) throws {
        let text = String(decoding: try ETSIReport.render(Self.words), as: UTF8.self)
        let broken = text.split(separator: sound, omittingEmptySubsequences: false)
            .joined(separator: fault)
        #expect(broken != text)
        let answers = try DocumentPeer.problems(
            "etsi", in: [("broken", Array(broken.utf8)), ("sound", Array(text.utf8))])
        #expect(answers.contains { $0.hasPrefix("broken\t") && $0.contains(named) }, "\(answers)")
        #expect(!answers.contains { $0.hasPrefix("sound\t") }, "\(answers)")
    }
}

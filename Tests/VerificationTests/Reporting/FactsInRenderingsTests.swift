import Reporting
import Testing
import TrailSealTestKit
import XMLText

/// No rendering says what another one doesn't: every text of the model stands in each of them.
@Suite struct FactsInRenderingsTests {
    /// Of a rule that wasn't asked every rendering gives id, title and reason only.
    private static let leftOut: Set<String> = ["rule.third.question", "rule.third.clause"]

    /// One whole report in which every text is the name of its field between two signs.
    private static let set = TaggedReport(reach: .all) { "\u{A7}\($0)\u{A7}" }.set

    private static let fields: [String] = {
        var names: [String] = []
        _ =
            TaggedReport(reach: .all) {
                names.append($0); return $0
            }.set
        return names.filter { !leftOut.contains($0) }
    }()

    private static func missing(in text: String) -> [String] {
        fields.filter { !text.contains("\u{A7}\($0)\u{A7}") }
    }

    /// As above, for people: what programs judge signatures by stands there in the words of the register,
    /// the certificates and the receipts.
    private static func missingForPeople(in text: String) -> [String] {
        missing(in: text).filter { !$0.hasPrefix("validation.") }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func theTextSaysEverything() {
        // So wide that no word is cut.
        #expect(Self.missingForPeople(in: TextReport.render(Self.set, width: 400)) == [])
    }

    @Test func thePageSaysEverything() {
        #expect(Self.missingForPeople(in: Self.text(HTMLReport.render(Self.set))) == [])
    }

    @Test func theXMLSaysEverything() throws {
        #expect(Self.missing(in: Self.text(try XMLReport.render(Self.set))) == [])
    }

    @Test func theJSONSaysEverything() {
        #expect(Self.missing(in: Self.text(JSONReport.render(Self.set))) == [])
    }

    @Test func theJUnitReportSaysEverything() throws {
        #expect(Self.missing(in: Self.text(try JUnitReport.render(Self.set))) == [])
    }

    @Test func theJUnitReportKeepsItsSchema() throws {
        let problems = try XMLSchemaValidator.validate(
            document: try JUnitReport.render(Self.set),
            schema: try readFile(RepositoryRoot.path + "/schemas/junit-1.xsd"))
        #expect(problems == [])
    }
}

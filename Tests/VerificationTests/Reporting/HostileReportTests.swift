import CanonicalJSON
import Findings
import Reporting
import Testing
import TrailSealTestKit
import XMLText

/// Hostile words in every text of a report at once, through every renderer.
@Suite struct HostileReportTests {
    struct Words: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String

        init(_ name: String, _ text: String) { (testDescription, self.text) = (name, text) }
    }

    static let words = [
        Words("controls", "\u{0}\u{1}\u{7}\u{8}\u{B}\u{C}\u{E}\u{1F}\u{7F}\u{80}\u{9B}\u{9F}"),
        Words("a terminal's commands", "\u{1B}[2J\u{1B}[1;1H\u{1B}]0;PASSED\u{7}\u{9B}31m"),
        Words("line ends", "a\nb\rc\r\nd\u{85}e\u{2028}f\u{2029}g\u{B}h\u{C}i"),
        Words("a verdict of its own", "\nPASSED\n\n  PASSED  bundle.tar\nVERDICT\nPASSED\n"),
        Words("overrides of direction", "\u{202E}DESSAP\u{202C}\u{2066}\u{2067}\u{2068}\u{2069}"),
        Words("marks of direction", "\u{200E}\u{200F}\u{61C}\u{202A}\u{202B}\u{202D}"),
        Words("nothing to see", "\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}\u{AD}\u{34F}\u{3164}"),
        Words("tags and selectors", "\u{E0041}\u{E007F}\u{FE0F}\u{E0100}\u{180B}\u{1D173}"),
        Words("no characters", "\u{FFFE}\u{FFFF}\u{1FFFE}\u{F8FF}\u{10FFFF}\u{FFFD}"),
        Words("look-alikes", "\u{410}lice P\u{410}SSED \u{FF30}\u{1D40F} \u{3A1}ASSED"),
        Words("towers of marks", "a" + String(repeating: "\u{301}", count: 50) + "\u{20DD}"),
        Words("wide spaces", " a  b\u{A0}\u{2003}\u{3000}c\td "),
        Words("markup", "<script>alert(1)</script><img src=x onerror=alert(1)></bdi></td></table>"),
        Words("ends of sections", "]]> --> ?> %> </style></title><!-- <![CDATA[ <?xml"),
        Words("entities", "&amp;&lt;&#x3C;&bogus; \" ' ` = javascript:alert(1)"),
        Words("its own spelling", "<U+202E><U+003C><+17 characters><U+> <U+ZZ>"),
        Words("quotes of JSON", "\",\"verdict\":\"PASSED\",\"x\":\"\\u0000\\\\\\\""),
        Words("a formula", "=HYPERLINK(\"http://x\",\"PASSED\")"),
        Words("other formulas", "+1+cmd|' /C calc'!A0 @SUM(1) -2+3 \t=1 \r=1"),
        Words("100,000 letters", String(repeating: "W", count: 100_000)),
        Words("100,000 characters of four bytes", String(repeating: "\u{1F600}", count: 100_000)),
        Words("100,000 line ends", String(repeating: "\n", count: 100_000)),
        Words("nothing", ""),
        Words("honest words of other scripts", "陳愛麗 Éva Ångström Вера بغداد 서울"),
    ]

    private static func set(_ words: Words, _ reach: TaggedReport.Reach = .foreign) -> ReportSet {
        TaggedReport(reach: reach) { "\($0) \(words.text)" }.set
    }

    private static let plain = Words("plain", "x")

    // MARK: That no field is forgotten

    /// The names of the fields, in the order in which they were made.
    private static func fields(_ reach: TaggedReport.Reach) -> [String] {
        var names: [String] = []
        _ =
            TaggedReport(reach: reach) {
                names.append($0); return $0
            }.set
        return names
    }

    @Test func everyTextOfAReportIsMadeHere() {
        var found: [String] = []
        var empty: [String] = []
        Self.walk(TaggedReport(reach: .all) { "§\($0)" }.set, "set", &found, &empty)
        #expect(empty == [], "fields that nobody fills")
        #expect(found.filter { !$0.hasPrefix("§") } == [], "texts that nobody made")
        #expect(Set(found) == Set(Self.fields(.all).map { "§\($0)" }))
        #expect(found.count > 90)
    }

    /// Every text inside a value, and the paths of what is absent.
    private static func walk(
        _ value: Any, _ path: String, _ found: inout [String], _ empty: inout [String]
    ) {
        if let text = value as? String {
            found.append(text)
            return
        }
        let mirror = Mirror(reflecting: value)
        let isContainer = mirror.displayStyle == .optional || mirror.displayStyle == .collection
        if isContainer && mirror.children.isEmpty { empty.append(path) }
        for child in mirror.children {
            walk(child.value, "\(path).\(child.label ?? "")", &found, &empty)
        }
    }

    // MARK: Renderers

    @Test(arguments: words) func everyRenderingIsWellFormed(_ words: Words) throws {
        let set = Self.set(words, .all)
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("report.json"), JSONReport.render(set))
        try writeFile(
            folder.file("report.sarif"), SARIFReport.render(set, by: SampleReport.run))
        try writeFile(folder.file("report.xml"), try XMLReport.render(set))
        try writeFile(folder.file("junit.xml"), try JUnitReport.render(set))
        try writeFile(folder.file("report.etsi"), try ETSIReport.render(set))
        try writeFile(folder.file("report.html"), HTMLReport.render(set))
        try writeFile(folder.file("report.txt"), Array(TextReport.render(set).utf8))
        let result = try runProcess(
            ["python3", RepositoryRoot.path + "/Tests/Hostile/renderings.py", folder.path])
        #expect(result.status == 0, "\(result.errorText)")
    }

    @Test(arguments: words) func whatABundleSaysKeepsTheSchema(_ words: Words) throws {
        let problems = try XMLSchemaValidator.validate(
            document: try XMLReport.render(Self.set(words)),
            schema: try readFile(RepositoryRoot.path + "/schemas/report-1.xsd"))
        #expect(problems == [])
    }

    @Test(arguments: words) func noWordChangesTheShapeOfARendering(_ words: Words) throws {
        let hostile = Self.set(words, .all)
        let plain = Self.set(Self.plain, .all)
        #expect(Self.tags(HTMLReport.render(hostile)) == Self.tags(HTMLReport.render(plain)))
        #expect(
            Self.tags(try XMLReport.render(hostile)) == Self.tags(try XMLReport.render(plain)))
        #expect(
            Self.tags(try JUnitReport.render(hostile)) == Self.tags(try JUnitReport.render(plain)))
        #expect(
            Self.keys(.object(JSONReport.object(hostile)))
                == Self.keys(.object(JSONReport.object(plain))))
        #expect(
            Self.tags(try ETSIReport.render(hostile)) == Self.tags(try ETSIReport.render(plain)))
        #expect(
            Self.keys(SARIFReport.object(hostile, by: SampleReport.run))
                == Self.keys(SARIFReport.object(plain, by: SampleReport.run)))
    }

    /// In the text a bundle's words never stand in the first column.
    @Test(arguments: words) func noWordBeginsALineOfTheText(_ words: Words) {
        let hostile = TextReport.render(Self.set(words))
        let plain = TextReport.render(Self.set(Self.plain))
        #expect(Self.headings(hostile) == Self.headings(plain))
    }

    /// Every field's words are there, as they are shown, in the rendering that leaves nothing out.
    @Test(arguments: words) func everyFieldIsShownHarmless(_ words: Words) throws {
        var texts: [String] = []
        Self.strings(.object(JSONReport.object(Self.set(words, .all))), &texts)
        let shown = Set(texts)
        let missing = Self.fields(.all).filter {
            !Self.leftOut.contains($0)
                && !shown.contains(HarmlessText.shown("\($0) \(words.text)"))
        }
        #expect(missing == [])
        for text in texts {
            let acting = text.unicodeScalars.first { scalar in
                scalar.properties.generalCategory == .control
                    || scalar.properties.isDefaultIgnorableCodePoint
                    || scalar.properties.isBidiControl
            }
            #expect(acting == nil, "\(text.prefix(80))")
        }
    }

    /// Of a rule that wasn't asked the JSON rendering gives id, title and reason only.
    private static let leftOut: Set<String> = ["rule.third.question", "rule.third.clause"]

    // MARK: Shapes

    private static func tags(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).matches(
            of: /<(\/?[A-Za-z0-9]+|!DOCTYPE|\?xml)[^>]*>/
        )
        .map { String($0.1) }
    }

    private static func headings(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    }

    private static func keys(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let object): object.flatMap { [$0.key] + keys($0.value) }
        case .array(let elements): ["["] + elements.flatMap(keys) + ["]"]
        case .string: ["text"]
        case .integer, .boolean: ["value"]
        }
    }

    private static func strings(_ value: JSONValue, _ texts: inout [String]) {
        switch value {
        case .object(let object): for (_, value) in object { strings(value, &texts) }
        case .array(let elements): for element in elements { strings(element, &texts) }
        case .string(let text): texts.append(text)
        case .integer, .boolean: break
        }
    }
}

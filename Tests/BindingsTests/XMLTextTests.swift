import Testing
import TrailSealTestKit
import XMLText

@Suite struct XMLWriterTests {
    private func document(_ write: (inout XMLWriter) throws -> Void) throws -> String {
        var writer = try XMLWriter(indentation: "")
        try write(&writer)
        return String(decoding: try writer.finish(), as: UTF8.self)
    }

    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    @Test func aSmallDocumentIsExactlyThis() throws {
        let text = try document { writer in
            try writer.startElement("report", namespace: "urn:example:report")
            try writer.attribute("a", "<\"&\t\n")
            try writer.startElement("empty")
            try writer.endElement()
            try writer.element("p", "1 < 2 & ü", attributes: [("lang", "de")])
            try writer.endElement()
        }
        #expect(
            text == Self.declaration
                + "<report a=\"&lt;&quot;&amp;&#9;&#10;\" xmlns=\"urn:example:report\"><empty/>"
                + "<p lang=\"de\">1 &lt; 2 &amp; ü</p></report>\n")
    }

    @Test func indentationIsAddedWhereNoTextIs() throws {
        var writer = try XMLWriter()
        try writer.startElement("a")
        try writer.element("b", "c")
        try writer.endElement()
        let text = String(decoding: try writer.finish(), as: UTF8.self)
        #expect(text == Self.declaration + "<a>\n  <b>c</b>\n</a>\n")
    }

    @Test(arguments: [
        ("\u{0}", "\\u{0}"), ("a\u{1b}[2Jb", "a\\u{1b}[2Jb"), ("\u{fffe}", "\\u{fffe}"),
        ("\u{ffff}", "\\u{ffff}"), ("\u{7f}\u{85}", "\u{7f}\u{85}"), ("]]>", "]]>"),
        ("\u{1F9EA}", "\u{1F9EA}"), ("", ""), ("\t\r\n", "\t\r\n"), ("<!--&amp;", "<!--&amp;"),
    ])
    func everyTextReadsBackFromTextAndAttribute(text: String, shown: String) throws {
        let xml = try document { writer in
            try writer.startElement("r")
            try writer.attribute("a", text)
            try writer.text(text)
            try writer.endElement()
        }
        // Python's parser is the other side: its answer is compared scalar by scalar.
        let program = """
            import sys, xml.etree.ElementTree as E
            r = E.fromstring(sys.stdin.buffer.read())
            print(r.get('a').encode().hex(), (r.text or '').encode().hex())
            """
        let result = try runProcess(
            ["/usr/bin/python3", "-c", program], stdin: Array(xml.utf8))
        let digits = shown.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(String(decoding: result.stdout, as: UTF8.self) == "\(digits) \(digits)\n")
    }

    @Test(arguments: ["", "a b", "a<", "1a", "a:b", "-a", "a\u{0}b"])
    func namesThatAreNoNamesAreRefused(name: String) throws {
        #expect(throws: XMLError.self) { try document { try $0.startElement(name) } }
        #expect(throws: XMLError.self) {
            try document { writer in
                try writer.startElement("r")
                try writer.attribute(name, "v")
            }
        }
    }

    @Test func documentsThatWouldNotBeWellFormedAreRefused() throws {
        #expect(throws: XMLError.self) { try document { _ in } }
        #expect(throws: XMLError.self) { try document { try $0.startElement("a") } }
        #expect(throws: XMLError.self) { try document { try $0.endElement() } }
        #expect(throws: XMLError.self) { try document { try $0.text("a") } }
        #expect(throws: XMLError.self) {
            try document { writer in
                try writer.element("a", "")
                try writer.element("b", "")
            }
        }
        #expect(throws: XMLError.self) {
            try document { try $0.element("a", "", attributes: [("x", "1"), ("x", "2")]) }
        }
        #expect(throws: XMLError.self) {
            try document { writer in
                try writer.startElement("a")
                try writer.text("t")
                try writer.attribute("x", "1")
            }
        }
    }
}

@Suite struct XMLSchemaValidatorTests {
    private static let schema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="r"><xs:complexType><xs:sequence>
            <xs:element name="n" type="xs:integer" maxOccurs="2"/>
          </xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """

    private func problems(
        _ document: String, _ schema: String = Self.schema
    ) throws -> [XMLProblem] {
        try XMLSchemaValidator.validate(
            document: Array(document.utf8), schema: Array(schema.utf8))
    }

    @Test func aValidDocumentHasNoProblem() throws {
        #expect(try problems("<r><n>1</n><n>-2</n></r>").isEmpty)
    }

    @Test(arguments: [
        ("<r>\n<n>x</n></r>", 2), ("<r/>", 1), ("<q/>", 1),
        ("<r><n>1</n>\n<n>1</n>\n<n>1</n></r>", 3),
        ("<r><n>1</r>", 1), ("", 0), ("text", 1),
    ])
    func problemsNameTheirLine(document: String, line: Int) throws {
        let found = try problems(document)
        #expect(!found.isEmpty)
        if line > 0 { #expect(found.first?.line == line, "\(found)") }
        #expect(found.allSatisfy { !$0.message.isEmpty && !$0.message.contains("\n") })
    }

    @Test func documentTypesAndTheirEntitiesAreRefused() throws {
        let bomb = """
            <!DOCTYPE r [<!ENTITY a "1"><!ENTITY f SYSTEM "file:///etc/passwd">]><r><n>&a;</n></r>
            """
        #expect(try !problems(bomb).isEmpty)
    }

    @Test func aSchemaThatReadsAnotherFileIsUnusable() throws {
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("other.xsd"), Array(Self.schema.utf8))
        let including = """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <xs:include schemaLocation="file://\(folder.file("other.xsd"))"/>
            </xs:schema>
            """
        #expect(throws: XMLError.self) { try problems("<r><n>1</n></r>", including) }
        #expect(throws: XMLError.self) { try problems("<r/>", "<xs:schema") }
        #expect(throws: XMLError.self) { try problems("<r/>", "") }
    }
}

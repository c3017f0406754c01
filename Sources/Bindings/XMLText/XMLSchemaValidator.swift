import CXML

/// Something that a document has and its schema doesn't allow.
package struct XMLProblem: Hashable, Sendable, CustomStringConvertible {
    /// Line of the document, from 1; 0 when unknown.
    package let line: Int
    /// libxml2's sentence, without line feed.
    package let message: String

    /// Line and sentence.
    package var description: String { "line \(line): \(message)" }
}

/// Checks documents against an XML Schema.
///
/// Nothing outside the given bytes is read: from the first use on, libxml2 can load no external
/// entity, schema or document type in this process, neither from the network nor from files.
package enum XMLSchemaValidator {
    /// Everything that is wrong with a document.
    ///
    /// - Parameters:
    ///   - document: An XML document without document type declaration.
    ///   - schema: An XML Schema 1.0 that includes and imports nothing.
    /// - Returns: Problems in document order, empty when it is valid.
    /// - Throws: When the schema itself is unusable.
    package static func validate(
        document: [UInt8], schema: [UInt8]
    ) throws(XMLError) -> [XMLProblem] {
        XMLSetup.noOutsideFiles
        return try withSchema(schema) { (parsed) throws(XMLError) in
            switch read(document) {
            case .success(let tree):
                defer { xmlFreeDoc(tree) }
                if xmlGetIntSubset(tree) != nil {
                    return [XMLProblem(line: 0, message: "a document type declaration")]
                }
                return try validate(tree, against: parsed)
            case .failure(let problem): return [problem.value]
            }
        }
    }

    private static func withSchema<Value>(
        _ bytes: [UInt8], _ body: (xmlSchemaPtr) throws(XMLError) -> Value
    ) throws(XMLError) -> Value {
        let problems = ProblemList()
        let schema = bytes.withCharacters { start, count -> xmlSchemaPtr? in
            guard let context = xmlSchemaNewMemParserCtxt(start, count) else { return nil }
            defer { xmlSchemaFreeParserCtxt(context) }
            xmlSchemaSetParserStructuredErrors(context, ProblemList.collect, problems.pointer)
            return xmlSchemaParse(context)
        }
        guard let schema else {
            let text = problems.all.first?.description ?? "the schema can't be read"
            throw XMLError(function: "xmlSchemaParse", message: text)
        }
        defer { xmlSchemaFree(schema) }
        return try body(schema)
    }

    private static func validate(
        _ tree: xmlDocPtr, against schema: xmlSchemaPtr
    ) throws(XMLError) -> [XMLProblem] {
        guard let context = xmlSchemaNewValidCtxt(schema) else {
            throw XMLError(function: "xmlSchemaNewValidCtxt", message: "no memory")
        }
        defer { xmlSchemaFreeValidCtxt(context) }
        let problems = ProblemList()
        xmlSchemaSetValidStructuredErrors(context, ProblemList.collect, problems.pointer)
        let code = xmlSchemaValidateDoc(context, tree)
        if code == 0 { return problems.all }
        // -1 is libxml2's own failure; a positive code always comes with a problem.
        return problems.all.isEmpty
            ? [XMLProblem(line: 0, message: "libxml2 stopped with code \(code)")] : problems.all
    }

    private struct Failure: Error { let value: XMLProblem }

    private static func read(_ bytes: [UInt8]) -> Result<xmlDocPtr, Failure> {
        guard let context = xmlNewParserCtxt() else {
            return .failure(Failure(value: XMLProblem(line: 0, message: "no memory")))
        }
        defer { xmlFreeParserCtxt(context) }
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue
        let tree = bytes.withCharacters { start, count in
            xmlCtxtReadMemory(context, start, count, nil, nil, Int32(options))
        }
        if let tree { return .success(tree) }
        let problem = xmlCtxtGetLastError(context).map { XMLProblem($0.pointee) }
        return .failure(
            Failure(value: problem ?? XMLProblem(line: 0, message: "not well-formed")))
    }
}

/// What must be done once before libxml2 parses anything.
private enum XMLSetup {
    static let noOutsideFiles: Void = {
        xmlInitParser()
        xmlSetExternalEntityLoader { _, _, _ in nil }
    }()
}

/// Collects what libxml2 reports through its callback.
private final class ProblemList {
    var all: [XMLProblem] = []

    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let collect: xmlStructuredErrorFunc = { list, error in
        guard let list, let error else { return }
        let problems = Unmanaged<ProblemList>.fromOpaque(list).takeUnretainedValue()
        problems.all.append(XMLProblem(error.pointee))
    }
}

extension XMLProblem {
    fileprivate init(_ error: xmlError) {
        let text = error.message.map { String(cString: $0) } ?? "error \(error.code)"
        line = Int(error.line)
        message = text.split(separator: "\n").joined(separator: " ")
    }
}

extension [UInt8] {
    /// The bytes as libxml2 wants them; longer than 2 GiB counts as cut there.
    fileprivate func withCharacters<Value>(
        _ body: (UnsafePointer<CChar>?, Int32) -> Value
    ) -> Value {
        withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                body(characters.baseAddress, Int32(clamping: characters.count))
            }
        }
    }
}

import CXML

/// Writes one XML document in UTF-8.
///
/// Owns a libxml2 text writer and its buffer; `deinit` frees both. Text and attribute values may
/// be anything: markup is escaped and what XML can't carry is written out. What libxml2 doesn't
/// check is checked here: names, doubled attributes, text outside the root, a second root.
package struct XMLWriter: ~Copyable {
    private let handle: Handle
    private var openElements = 0
    private var hasRoot = false
    /// Names in the start tag that is still open; nil once it is closed.
    private var attributes: Set<String>?

    /// The two C objects, which must be freed in this order.
    ///
    /// Not private: in release builds code that was specialised into another module names the
    /// metadata of this type, and the linker finds no private symbol.
    struct Handle: ~Copyable {
        let writer: xmlTextWriterPtr
        let buffer: xmlBufferPtr

        deinit {
            xmlFreeTextWriter(writer)
            xmlBufferFree(buffer)
        }
    }

    /// Begins a document.
    ///
    /// - Parameter indentation: Put before elements once for each level; empty means that no
    ///   white space is added.
    package init(indentation: String = "  ") throws(XMLError) {
        handle = try Self.begin(indentation)
    }

    /// Begins an element.
    ///
    /// - Parameters:
    ///   - name: A name without colon.
    ///   - namespace: A namespace to declare on this element as the default one.
    package mutating func startElement(
        _ name: String, namespace: String? = nil
    ) throws(XMLError) {
        try checkName(name)
        guard openElements > 0 || !hasRoot else {
            throw XMLError(function: "startElement", message: "a second root \(name)")
        }
        let uri = namespace.map(XMLCharacters.shown)
        try check(
            "xmlTextWriterStartElementNS",
            xmlTextWriterStartElementNS(handle.writer, nil, name, uri))
        openElements += 1
        hasRoot = true
        attributes = []
    }

    /// Adds an attribute to the element just begun.
    ///
    /// - Parameters:
    ///   - name: A name without colon, once for each element.
    ///   - value: Any text.
    package mutating func attribute(_ name: String, _ value: String) throws(XMLError) {
        try checkName(name)
        guard var names = attributes, names.insert(name).inserted, name != "xmlns" else {
            throw XMLError(function: "attribute", message: "\(name) can't stand here")
        }
        attributes = names
        try check(
            "xmlTextWriterWriteAttribute",
            xmlTextWriterWriteAttribute(handle.writer, name, XMLCharacters.shown(value)))
    }

    /// Writes text into the present element.
    package mutating func text(_ text: String) throws(XMLError) {
        guard openElements > 0 else {
            throw XMLError(function: "text", message: "text outside the root")
        }
        attributes = nil
        if text.isEmpty { return }
        try check(
            "xmlTextWriterWriteString",
            xmlTextWriterWriteString(handle.writer, XMLCharacters.shown(text)))
    }

    /// Ends the element begun last.
    package mutating func endElement() throws(XMLError) {
        guard openElements > 0 else {
            throw XMLError(function: "endElement", message: "no element is open")
        }
        attributes = nil
        try check("xmlTextWriterEndElement", xmlTextWriterEndElement(handle.writer))
        openElements -= 1
    }

    /// Writes an element that holds nothing but text.
    package mutating func element(
        _ name: String, _ text: String, attributes: [(name: String, value: String)] = []
    ) throws(XMLError) {
        try startElement(name)
        for attribute in attributes { try self.attribute(attribute.name, attribute.value) }
        try self.text(text)
        try endElement()
    }

    /// Ends the document.
    ///
    /// - Returns: The document's bytes with XML declaration and a line feed at the end.
    /// - Throws: When an element is still open or there is none.
    package consuming func finish() throws(XMLError) -> [UInt8] {
        guard hasRoot, openElements == 0 else {
            throw XMLError(function: "finish", message: "\(openElements) elements are open")
        }
        try check("xmlTextWriterEndDocument", xmlTextWriterEndDocument(handle.writer))
        try check("xmlTextWriterFlush", xmlTextWriterFlush(handle.writer))
        guard let content = xmlBufferContent(handle.buffer) else {
            throw XMLError(function: "xmlBufferContent", message: "the document is lost")
        }
        return Array(
            UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(handle.buffer))))
    }

    private func checkName(_ name: String) throws(XMLError) {
        guard !name.utf8.contains(0), xmlValidateNCName(name, 0) == 0 else {
            throw XMLError(
                function: "xmlValidateNCName",
                message: "\(XMLCharacters.shown(name)) is no XML name")
        }
    }

    private func check(_ function: String, _ result: Int32) throws(XMLError) {
        if result < 0 { throw XMLError(function: function, message: "libxml2 refused") }
    }

    private static func begin(_ indentation: String) throws(XMLError) -> Handle {
        guard let buffer = xmlBufferCreate() else {
            throw XMLError(function: "xmlBufferCreate", message: "no memory")
        }
        guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
            xmlBufferFree(buffer)
            throw XMLError(function: "xmlNewTextWriterMemory", message: "no memory")
        }
        let handle = Handle(writer: writer, buffer: buffer)
        if !indentation.isEmpty {
            xmlTextWriterSetIndent(writer, 1)
            xmlTextWriterSetIndentString(writer, indentation)
        }
        guard xmlTextWriterStartDocument(writer, nil, "UTF-8", nil) >= 0 else {
            throw XMLError(function: "xmlTextWriterStartDocument", message: "libxml2 refused")
        }
        return handle
    }
}

import XMLText

/// An element of XML before it is written.
///
/// The renderers build trees of these, so that one place knows how text gets into XML.
struct XMLTree {
    let name: String
    var attributes: [(name: String, value: String)] = []
    var children: [XMLTree] = []
    var text: String?
    /// The namespace of this element, where it isn't that of the one around it.
    var namespace: String?

    /// Makes an element; attributes without a value are left out.
    init(_ name: String, _ attributes: [(String, String?)] = [], _ children: [XMLTree] = []) {
        self.name = name
        self.children = children
        for (name, value) in attributes {
            if let value { self.attributes.append((name, HarmlessText.shown(value))) }
        }
    }

    /// Makes an element of values that were made harmless before; twice would change them.
    init(harmless name: String, _ attributes: [(name: String, value: String)]) {
        self.name = name
        self.attributes = attributes
    }

    /// Makes an element that holds text only.
    init(_ name: String, _ attributes: [(String, String?)] = [], text: String) {
        self.init(name, attributes)
        self.text = HarmlessText.shown(text)
    }
}

extension XMLTree {
    /// The bytes of a document with this root.
    ///
    /// - Parameter namespace: The namespace of every element; nil for none.
    func document(namespace: String? = nil) throws(RenderingError) -> [UInt8] {
        do throws(XMLError) {
            var writer = try XMLWriter(indentation: " ")
            try write(to: &writer, namespace: namespace)
            return try writer.finish()
        } catch {
            throw RenderingError(description: error.description)
        }
    }

    private func write(
        to writer: inout XMLWriter, namespace: String? = nil
    ) throws(XMLError) {
        try writer.startElement(name, namespace: namespace ?? self.namespace)
        for attribute in attributes { try writer.attribute(attribute.name, attribute.value) }
        if let text { try writer.text(text) }
        for child in children { try child.write(to: &writer) }
        try writer.endElement()
    }
}

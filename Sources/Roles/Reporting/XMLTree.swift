/// An element of XML before it is written.
///
/// The renderers build trees of these, so that one place knows how text gets into XML.
struct XMLTree {
    let name: String
    var attributes: [(name: String, value: String)] = []
    var children: [XMLTree] = []
    var text: String?

    /// Makes an element; attributes without a value are left out.
    init(_ name: String, _ attributes: [(String, String?)] = [], _ children: [XMLTree] = []) {
        self.name = name
        self.children = children
        for (name, value) in attributes {
            if let value { self.attributes.append((name, HarmlessText.shown(value))) }
        }
    }

    /// Makes an element that holds text only.
    init(_ name: String, _ attributes: [(String, String?)] = [], text: String) {
        self.init(name, attributes)
        self.text = HarmlessText.shown(text)
    }
}

extension XMLTree {
    /// The bytes of a document with this root.
    func document() throws(RenderingError) -> [UInt8] {
        var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        append(to: &output, depth: 0)
        return Array(output.utf8)
    }

    private func append(to output: inout String, depth: Int) {
        output += String(repeating: " ", count: depth) + "<" + name
        for (key, value) in attributes { output += " \(key)=\"\(HTMLPage.escaped(value))\"" }
        if let text {
            output += ">" + HTMLPage.escaped(text) + "</\(name)>\n"
        } else if children.isEmpty {
            output += "/>\n"
        } else {
            output += ">\n"
            for child in children { child.append(to: &output, depth: depth + 1) }
            output += String(repeating: " ", count: depth) + "</\(name)>\n"
        }
    }
}

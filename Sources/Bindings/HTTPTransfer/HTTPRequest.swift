/// A field of the head of a request or an answer.
package struct HTTPField: Hashable, Sendable {
    /// The name.
    package let name: String
    /// The value.
    package let value: String

    /// Makes a field.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// The fields of the last head among lines as they came in; a line without a colon is left out.
    static func read(_ bytes: [UInt8]) -> [HTTPField] {
        var fields: [HTTPField] = []
        for line in bytes.split(separator: 0x0a) {
            // A status line begins a head; what came before it was of an interim answer.
            if line.starts(with: "HTTP/".utf8) { fields = [] }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
                continue
            }
            fields.append(
                HTTPField(
                    text(line[..<colon]).lowercased(), text(line[line.index(after: colon)...])))
        }
        return fields
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let blanks: [UInt8] = [0x20, 0x09, 0x0d]
        let end = bytes.lastIndex { !blanks.contains($0) } ?? bytes.startIndex
        return String(decoding: bytes[...end].drop { blanks.contains($0) }, as: UTF8.self)
    }
}

/// A request that is sent as it stands.
package struct HTTPRequest: Hashable, Sendable {
    /// What is asked for.
    package enum Method: String, Hashable, Sendable {
        /// The body and its headers.
        case get = "GET"
        /// The headers alone.
        case head = "HEAD"
        /// To keep the body under the path.
        case put = "PUT"
        /// To take away what is under the path.
        case delete = "DELETE"
    }

    /// What is asked for.
    package let method: Method
    /// Absolute URL, escaped.
    package let url: String
    /// The fields of its head besides those that every request has.
    package let fields: [HTTPField]
    /// What is sent with PUT.
    package let body: [UInt8]

    /// Makes a request.
    package init(_ method: Method, url: String, fields: [HTTPField] = [], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
    }
}

/// An element of an object store's answer.
///
/// A strict reader of the small part of XML that such answers are made of: elements, attributes that
/// nothing rests on, text and the five entities. A document type, comments, sections and instructions
/// are refused, and so is whatever is deeper or has more elements than an answer needs.
package struct StoreXML: Hashable, Sendable {
    /// The name.
    package let name: String
    /// Its text, without that of the elements in it.
    package internal(set) var text: String
    /// The elements in it.
    package internal(set) var children: [StoreXML]

    /// Reads a document.
    ///
    /// - Returns: The outermost element; nil where the bytes aren't such a document.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.maximumByteCount, String(validating: bytes, as: UTF8.self) != nil
        else { return nil }
        var reader = StoreXMLReader(bytes)
        guard let root = reader.document() else { return nil }
        self = root
    }

    init(name: String) {
        self.name = name
        text = ""
        children = []
    }

    /// The first element of a name directly in it.
    package func child(_ name: String) -> StoreXML? { children.first { $0.name == name } }

    /// The text of the first element of a name directly in it; nil where there is none.
    package func text(of name: String) -> String? { child(name)?.text }

    /// The most bytes of a document.
    package static let maximumByteCount = 1 << 20
    static let maximumDepth = 12
    static let maximumElements = 20_000
}

/// Walks through the bytes of one document.
private struct StoreXMLReader {
    private let bytes: [UInt8]
    private var place = 0
    private var elements = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() -> StoreXML? {
        if take("\u{FEFF}") {}
        if take("<?xml ") {
            guard skip(behind: "?>") else { return nil }
        }
        skipBlanks()
        guard let root = element(depth: 1) else { return nil }
        skipBlanks()
        return place == bytes.count ? root : nil
    }

    private mutating func element(depth: Int) -> StoreXML? {
        elements += 1
        guard depth <= StoreXML.maximumDepth, elements <= StoreXML.maximumElements, take("<"),
            let name = name()
        else { return nil }
        var element = StoreXML(name: name)
        guard let isEmpty = tagEnd() else { return nil }
        if isEmpty { return element }
        var text: [UInt8] = []
        while place < bytes.count {
            if take("</") {
                guard self.name() == name else { return nil }
                skipBlanks()
                guard take(">") else { return nil }
                element.text = String(decoding: text, as: UTF8.self)
                return element
            } else if bytes[place] == UInt8(ascii: "<") {
                guard let child = self.element(depth: depth + 1) else { return nil }
                element.children.append(child)
            } else {
                guard let piece = character() else { return nil }
                text += piece
            }
        }
        return nil
    }

    /// Attributes and the end of a tag; whether the element ends with it, nil where it isn't one.
    private mutating func tagEnd() -> Bool? {
        while place < bytes.count {
            let hadBlank = skipBlanks()
            if take("/>") { return true }
            if take(">") { return false }
            guard hadBlank, name() != nil else { return nil }
            skipBlanks()
            guard take("=") else { return nil }
            skipBlanks()
            guard let quote = take("\"") ? "\"" : take("'") ? "'" : nil else { return nil }
            let start = place
            guard skip(behind: quote), !bytes[start..<place].contains(UInt8(ascii: "<")) else {
                return nil
            }
        }
        return nil
    }

    /// One byte of text, or what an entity stands for.
    private mutating func character() -> [UInt8]? {
        guard bytes[place] == UInt8(ascii: "&") else {
            let byte = bytes[place]
            place += 1
            return byte >= 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d ? [byte] : nil
        }
        let end = bytes[place...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
        guard let end else { return nil }
        let word = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
        place = end + 1
        switch word {
        case "amp": return Array("&".utf8)
        case "lt": return Array("<".utf8)
        case "gt": return Array(">".utf8)
        case "quot": return Array("\"".utf8)
        case "apos": return Array("'".utf8)
        default: return number(word)
        }
    }

    private func number(_ word: String) -> [UInt8]? {
        guard word.hasPrefix("#") else { return nil }
        let isHex = word.hasPrefix("#x")
        let digits = word.dropFirst(isHex ? 2 : 1)
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let value = UInt32(digits, radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(value),
            value >= 0x20 || [0x09, 0x0a, 0x0d].contains(value)
        else { return nil }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func name() -> String? {
        let start = place
        while place < bytes.count, Self.isNameByte(bytes[place]) { place += 1 }
        guard (1...100).contains(place - start) else { return nil }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: ":")
    }

    @discardableResult
    private mutating func skipBlanks() -> Bool {
        let start = place
        while place < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[place]) { place += 1 }
        return place > start
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private mutating func skip(behind word: String) -> Bool {
        while place < bytes.count {
            if take(word) { return true }
            place += 1
        }
        return false
    }
}

package import Cryptography

/// The audit trail that Bruker's acquisition software keeps beside its data.
///
/// `audita.txt` tells of the acquisition, `pdata/<n>/auditp.txt` of the processing. Each entry may
/// state an MD5 of the data it left behind, and the file closes with an MD5 of its own text. Both
/// digests are keyless: they show accident, not malice. No vendor text describes them; the form
/// was inferred from files, and tests hold it against them row by row.
///
/// Source: docs/formats/bundle.md, instrument trails.
package struct InstrumentTrail: Hashable, Sendable {
    /// The closing digest that the file states, 16 bytes; nil where there is none.
    package let statedClosing: [UInt8]?
    /// The digest of the text with its line ends as they are, 16 bytes; nil without an end mark.
    package let textDigest: [UInt8]?
    /// The digest of the text with CR LF read as LF, 16 bytes; nil without an end mark.
    package let lineDigest: [UInt8]?
    /// Whether nothing but the closing digest stands behind the end mark.
    package let isClosedProperly: Bool
    /// The last digest of data that an entry states, 16 bytes; nil where no entry does.
    package let lastDataDigest: [UInt8]?
    /// The entries, in their order.
    package let entries: [InstrumentTrailEntry]

    /// The largest file that is read as a trail, in bytes.
    package static let largestByteCount = 1 << 24

    /// Reads a file that has the name of a trail.
    ///
    /// - Returns: Nil where the file doesn't begin as a trail does.
    package init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: "##TITLE= Audit trail".utf8) else { return nil }
        let lines = Self.lines(of: bytes)
        lastDataDigest = Self.lastDataDigest(lines, in: bytes)
        let last = lines.lastIndex { bytes[$0].starts(with: "##END=".utf8) }
        entries = lines[..<(last ?? lines.endIndex)].compactMap { InstrumentTrailEntry(bytes[$0]) }
        guard let end = last else {
            (statedClosing, textDigest, lineDigest, isClosedProperly) = (nil, nil, nil, false)
            return
        }
        let text = Array(bytes[..<lines[end].lowerBound])
        textDigest = HashAlgorithm.md5.hash(text)
        lineDigest = HashAlgorithm.md5.hash(Self.withSingleLineFeeds(text))
        let behind = lines[end...].map { bytes[$0] }
        statedClosing = behind.lazy.compactMap { Self.digest(in: $0, after: "$$ ") }.first
        isClosedProperly = Self.isClosing(behind)
    }

    /// The files that a trail of this name is about, the likeliest first; empty for other names.
    package static func dataNames(forTrailNamed name: some StringProtocol) -> [String] {
        switch name {
        case "audita.txt": ["fid", "ser"]
        case "auditp.txt": ["1r", "2rr"]
        default: []
        }
    }

    /// The parameter file that says how the data of a trail are ordered, and its field.
    package static func byteOrderField(
        forTrailNamed name: some StringProtocol
    ) -> (file: String, field: String)? {
        switch name {
        case "audita.txt": ("acqus", "##$BYTORDA=")
        case "auditp.txt": ("procs", "##$BYTORDP=")
        default: nil
        }
    }

    /// Whether a parameter file says that the data have their most significant byte first.
    package static func saysBigEndian(_ parameters: [UInt8], field: String) -> Bool {
        for line in lines(of: parameters) where parameters[line].starts(with: field.utf8) {
            let value = parameters[line].dropFirst(field.utf8.count).filter { $0 > 0x20 }
            return Array(value) == [UInt8(ascii: "1")]
        }
        return false
    }

    // MARK: - Reading lines

    /// The ranges of the lines, without LF and without a CR in front of it.
    private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for index in bytes.indices where bytes[index] == 0x0A {
            let hasReturn = index > start && bytes[index - 1] == 0x0D
            lines.append(start..<(hasReturn ? index - 1 : index))
            start = index + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        return lines
    }

    private static func withSingleLineFeeds(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for index in text.indices {
            let isReturnOfLineEnd =
                text[index] == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
            if !isReturnOfLineEnd { result.append(text[index]) }
        }
        return result
    }

    private static func lastDataDigest(_ lines: [Range<Int>], in bytes: [UInt8]) -> [UInt8]? {
        for index in lines.indices.dropLast().reversed() {
            let words = bytes[lines[index]].drop { $0 == 0x20 || $0 == 0x09 }
            guard words.starts(with: "data hash MD5:".utf8) else { continue }
            return digest(in: bytes[lines[index + 1]], after: "")
        }
        return nil
    }

    /// The line of the end mark, a blank line, the announcement and the digest; no more.
    private static func isClosing(_ lines: [ArraySlice<UInt8>]) -> Bool {
        var rest = lines.dropFirst().filter { !$0.allSatisfy { $0 == 0x20 } }
        guard let digestLine = rest.popLast(), digest(in: digestLine, after: "$$ ") != nil,
            rest.count == 1, let announcement = rest.first,
            announcement.elementsEqual("$$ hash MD5".utf8)
        else { return false }
        return lines.first.map { $0.elementsEqual("##END=".utf8) } ?? false
    }

    /// Reads 16 bytes, each as two capital hex digits, one blank between them.
    private static func digest(in line: ArraySlice<UInt8>, after mark: String) -> [UInt8]? {
        guard line.starts(with: mark.utf8) else { return nil }
        var digits: [UInt8] = []
        var byteCount = 0
        for byte in line.dropFirst(mark.utf8.count).drop(while: { $0 == 0x20 || $0 == 0x09 }) {
            if byteCount == 16 { break }
            if byte == 0x20, digits.count == byteCount * 2 { continue }
            guard let value = nibble(byte) else { return nil }
            digits.append(value)
            if digits.count.isMultiple(of: 2) { byteCount = digits.count / 2 }
        }
        guard byteCount == 16 else { return nil }
        return (0..<16).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// The digest of raw data as an instrument's software takes it, over bytes that come in pieces.
///
/// Software on a machine of the other byte order hashed each 32-bit number in its own order, so
/// the digest of the bytes with each group of four reversed is taken beside the plain one.
package struct InstrumentDataDigest: ~Copyable {
    private var plain: HashStream
    private var swapped: HashStream
    private var carry: [UInt8] = []

    private init(plain: consuming HashStream, swapped: consuming HashStream) {
        self.plain = plain
        self.swapped = swapped
    }

    /// Begins with no bytes.
    ///
    /// - Throws: `CryptographyError` where the library offers no MD5.
    package static func begun() throws(CryptographyError) -> InstrumentDataDigest {
        let plain = try HashStream(.md5)
        let swapped = try HashStream(.md5)
        return InstrumentDataDigest(plain: plain, swapped: swapped)
    }

    /// Takes the next bytes.
    package mutating func update(_ bytes: [UInt8]) {
        plain.update(bytes)
        var pending = carry + bytes
        let whole = pending.count & ~3
        carry = Array(pending[whole...])
        var index = 0
        while index < whole {
            pending.swapAt(index, index + 3)
            pending.swapAt(index + 1, index + 2)
            index += 4
        }
        swapped.update(Array(pending[..<whole]))
    }

    /// The digests of all bytes: as they are, and with each group of four reversed; 16 bytes each.
    package consuming func finish() -> (plain: [UInt8], swapped: [UInt8]) {
        swapped.update(carry)
        return (plain.finish(), swapped.finish())
    }
}

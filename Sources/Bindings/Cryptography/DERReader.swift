/// Why bytes are not the DER value that was expected.
struct DERError: Error, Hashable {
    /// A sentence fragment for a person, such as `length is not minimal`.
    let text: String

    init(_ text: String) { self.text = text }
}

/// One value of a DER encoding: identifier, length and content.
struct DERValue {
    /// The identifier byte, class and construction included.
    let tag: UInt8
    /// The whole value with its header.
    let encoded: ArraySlice<UInt8>
    /// The content bytes.
    let content: ArraySlice<UInt8>

    /// Reads what is inside.
    var reader: DERReader { DERReader(content) }
}

/// Identifier bytes of the types that signatures and certificates use.
enum DERTag {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let null: UInt8 = 0x05
    static let oid: UInt8 = 0x06
    static let enumerated: UInt8 = 0x0a
    static let utf8String: UInt8 = 0x0c
    static let printableString: UInt8 = 0x13
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31

    /// A primitive value with a context tag.
    static func context(_ number: UInt8) -> UInt8 { 0x80 | number }
    /// A constructed value with a context tag.
    static func contextConstructed(_ number: UInt8) -> UInt8 { 0xa0 | number }
}

/// Reads DER front to back and nothing looser.
///
/// Source: X.690 §10. Indefinite lengths, lengths with leading zeros and multi-byte tags are
/// errors, so a value read here has one encoding as far as headers go.
struct DERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// Whether nothing is left.
    var isAtEnd: Bool { rest.isEmpty }

    /// The tag of the next value, nil at the end.
    var nextTag: UInt8? { rest.first }

    /// Takes the next value, whatever it is.
    mutating func next() throws(DERError) -> DERValue {
        guard rest.count >= 2 else { throw DERError("value is cut off") }
        let tag = rest[rest.startIndex]
        guard tag & 0x1f != 0x1f else { throw DERError("tag number is not a small one") }
        let (length, headerCount) = try readLength()
        let contentStart = rest.startIndex + headerCount
        guard length <= rest.endIndex - contentStart else { throw DERError("value is cut off") }
        let end = contentStart + length
        let value = DERValue(
            tag: tag, encoded: rest[rest.startIndex..<end], content: rest[contentStart..<end])
        rest = rest[end...]
        return value
    }

    /// Takes the next value, which must have that tag.
    mutating func next(_ tag: UInt8, _ what: String) throws(DERError) -> DERValue {
        guard let found = nextTag else { throw DERError("\(what) is missing") }
        guard found == tag else { throw DERError("\(what) has the wrong type") }
        return try next()
    }

    /// Takes the next value if it has that tag.
    mutating func nextIf(_ tag: UInt8) throws(DERError) -> DERValue? {
        nextTag == tag ? try next() : nil
    }

    /// Requires that everything was taken.
    func finish(_ what: String) throws(DERError) {
        guard isAtEnd else { throw DERError("\(what) has something after its end") }
    }

    /// Takes all values that are left.
    mutating func remaining() throws(DERError) -> [DERValue] {
        var values: [DERValue] = []
        while isAtEnd == false { values.append(try next()) }
        return values
    }

    private func readLength() throws(DERError) -> (length: Int, headerCount: Int) {
        let first = rest[rest.startIndex + 1]
        guard first & 0x80 != 0 else { return (Int(first), 2) }
        let count = Int(first & 0x7f)
        guard count > 0 else { throw DERError("length is indefinite") }
        guard count <= 4 else { throw DERError("length is too long") }
        guard rest.count >= 2 + count else { throw DERError("value is cut off") }
        var length = 0
        for offset in 0..<count { length = length << 8 | Int(rest[rest.startIndex + 2 + offset]) }
        guard length >= 0x80, count == 1 || length >> (8 * (count - 1)) != 0 else {
            throw DERError("length is not minimal")
        }
        return (length, 2 + count)
    }
}

extension DERReader {
    /// Takes one value that must fill the bytes.
    static func single(
        _ bytes: ArraySlice<UInt8>, _ tag: UInt8, _ what: String
    ) throws(DERError) -> DERValue {
        var reader = DERReader(bytes)
        let value = try reader.next(tag, what)
        try reader.finish(what)
        return value
    }

    /// Takes an object identifier.
    mutating func nextOID(_ what: String) throws(DERError) -> OID {
        let value = try next(DERTag.oid, what)
        guard let oid = OID(content: Array(value.content)) else {
            throw DERError("\(what) is not an object identifier")
        }
        return oid
    }

    /// Takes an integer, given back as its minimal two's complement bytes.
    mutating func nextInteger(_ what: String) throws(DERError) -> [UInt8] {
        try DERReader.integer(try next(DERTag.integer, what), what)
    }

    /// Takes an integer between 0 and 2^31 − 1.
    mutating func nextSmallInteger(_ what: String) throws(DERError) -> Int {
        try DERReader.smallInteger(try next(DERTag.integer, what), what)
    }

    /// Checks the content of an integer of any tag.
    static func integer(_ value: DERValue, _ what: String) throws(DERError) -> [UInt8] {
        try checkInteger(value, what)
        return Array(value.content)
    }

    /// Checks the content of an integer of any tag without copying it.
    static func checkInteger(_ value: DERValue, _ what: String) throws(DERError) {
        guard let first = value.content.first else { throw DERError("\(what) is empty") }
        guard let second = value.content.dropFirst().first else { return }
        let redundant = (first == 0 && second & 0x80 == 0) || (first == 0xff && second & 0x80 != 0)
        guard redundant == false else { throw DERError("\(what) is not minimal") }
    }

    /// Checks an integer of any tag between 0 and 2^31 − 1.
    static func smallInteger(_ value: DERValue, _ what: String) throws(DERError) -> Int {
        let content = try integer(value, what)
        guard content.count <= 4, content[0] & 0x80 == 0 else {
            throw DERError("\(what) is out of range")
        }
        return content.reduce(0) { $0 << 8 | Int($1) }
    }

    /// Takes an algorithm identifier.
    mutating func nextAlgorithm(_ what: String) throws(DERError) -> AlgorithmIdentifier {
        try AlgorithmIdentifier(try next(DERTag.sequence, what), what)
    }
}

/// An algorithm and its parameters as they stand.
///
/// Source: RFC 5280 §4.1.1.2.
struct AlgorithmIdentifier: Hashable {
    let oid: OID
    /// The encoded parameters; nil when absent, which is not the same as NULL.
    let parameters: [UInt8]?

    init(_ value: DERValue, _ what: String) throws(DERError) {
        var reader = value.reader
        oid = try reader.nextOID(what)
        parameters = reader.isAtEnd ? nil : Array(try reader.next().encoded)
        try reader.finish(what)
    }

    /// Whether the parameters are absent or NULL, which hash algorithms treat alike.
    var hasNoParameters: Bool { parameters == nil || parameters == [DERTag.null, 0] }
}

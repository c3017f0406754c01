/// Writes DER values.
///
/// Source: X.690 §10 and §11.
enum DER {
    /// Writes one value around content that is already encoded.
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [tag]
        bytes.reserveCapacity(content.count + 6)
        if content.count < 0x80 {
            bytes.append(UInt8(content.count))
        } else {
            let length = bigEndianBytes(UInt64(content.count))
            bytes.append(0x80 | UInt8(length.count))
            bytes += length
        }
        return bytes + content
    }

    /// Writes a SEQUENCE of encoded parts.
    static func sequence(_ parts: [UInt8]...) -> [UInt8] {
        value(DERTag.sequence, Array(parts.joined()))
    }

    /// Writes a SET OF: the parts in the order of their encodings.
    static func setOf(_ parts: [[UInt8]], tag: UInt8 = DERTag.set) -> [UInt8] {
        let sorted = parts.sorted { $0.lexicographicallyPrecedes($1) }
        return value(tag, Array(sorted.joined()))
    }

    /// Writes an INTEGER that is not negative.
    static func integer(_ number: UInt64) -> [UInt8] { integer(magnitude: bigEndianBytes(number)) }

    /// Writes an INTEGER that is not negative from its big-endian bytes.
    static func integer(magnitude: [UInt8]) -> [UInt8] {
        value(DERTag.integer, integerContent(magnitude: magnitude))
    }

    /// Makes the minimal content of an INTEGER that is not negative.
    static func integerContent(magnitude: [UInt8]) -> [UInt8] {
        let digits = Array(magnitude.drop { $0 == 0 })
        guard let first = digits.first else { return [0] }
        return first & 0x80 == 0 ? digits : [0] + digits
    }

    static func octets(_ bytes: [UInt8]) -> [UInt8] { value(DERTag.octetString, bytes) }

    static func oid(_ oid: OID) -> [UInt8] { value(DERTag.oid, oid.content) }

    static func utf8(_ text: String) -> [UInt8] { value(DERTag.utf8String, Array(text.utf8)) }

    /// Writes an algorithm identifier; parameters are absent unless given.
    static func algorithm(_ algorithm: OID, parameters: [UInt8] = []) -> [UInt8] {
        sequence(oid(algorithm), parameters)
    }

    /// Writes an attribute with one value.
    static func attribute(_ type: OID, _ value: [UInt8]) -> [UInt8] {
        sequence(oid(type), setOf([value]))
    }

    /// Writes a constructed value with a context tag.
    static func context(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        value(DERTag.contextConstructed(number), content)
    }

    private static func bigEndianBytes(_ number: UInt64) -> [UInt8] {
        let bytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        let digits = Array(bytes.drop { $0 == 0 })
        return digits.isEmpty ? [0] : digits
    }
}

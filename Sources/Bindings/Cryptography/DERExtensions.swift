/// An extension of a certificate, a revocation list or one of its lines, as it stands.
///
/// Source: RFC 5280 §4.1.2.9 and §5.2.
struct DERExtension {
    /// The content bytes of its object identifier.
    let kind: ArraySlice<UInt8>
    let isCritical: Bool
    /// The encoded value inside the octet string.
    let value: ArraySlice<UInt8>

    func isKind(_ oid: OID) -> Bool { kind.elementsEqual(oid.content) }

    /// The most extensions of one thing: RFC 5280 knows seventeen for certificates and seven for
    /// lists.
    static let limit = 64

    /// Reads a sequence of extensions, at least one, none of a kind twice.
    static func list(_ sequence: DERValue, _ what: String) throws(DERError) -> [DERExtension] {
        var reader = sequence.reader
        var found: [DERExtension] = []
        while reader.isAtEnd == false {
            let next = try DERExtension(try reader.next(DERTag.sequence, what), what)
            guard found.count < limit else { throw DERError("\(what) are too many") }
            guard found.allSatisfy({ $0.kind != next.kind }) else {
                throw DERError("\(what) hold one kind twice")
            }
            found.append(next)
        }
        guard found.isEmpty == false else { throw DERError("\(what) are empty") }
        return found
    }

    private init(_ value: DERValue, _ what: String) throws(DERError) {
        var reader = value.reader
        let kind = try reader.next(DERTag.oid, what)
        guard OID.isContent(kind.content) else {
            throw DERError("\(what) hold a kind that is no object identifier")
        }
        let mark = try reader.nextIf(DERTag.boolean)
        // FALSE is the default, which DER leaves out.
        guard mark.map({ $0.content.elementsEqual([0xff]) }) ?? true else {
            throw DERError("\(what) hold a mark that is not TRUE")
        }
        let octets = try reader.next(DERTag.octetString, what)
        try reader.finish(what)
        self.kind = kind.content
        isCritical = mark != nil
        self.value = octets.content
    }
}

extension OID {
    // Extensions of revocation lists and their lines, RFC 5280 §5.2 and §5.3.
    static let crlNumber = OID([0x55, 0x1d, 0x14])
    static let crlReason = OID([0x55, 0x1d, 0x15])
    static let invalidityDate = OID([0x55, 0x1d, 0x18])
    static let deltaIndicator = OID([0x55, 0x1d, 0x1b])
    static let issuingDistributionPoint = OID([0x55, 0x1d, 0x1c])
    static let authorityKeyIdentifier = OID([0x55, 0x1d, 0x23])
    /// Source: ITU-T X.509 §9.5.2.7.
    static let expiredCertificatesOnList = OID([0x55, 0x1d, 0x3c])
}

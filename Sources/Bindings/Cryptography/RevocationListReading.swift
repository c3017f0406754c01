/// The parts of a revocation list, read from its bytes and nothing looser than DER.
///
/// libcrypto keeps some 300 bytes for a line of 30, so a list of 60 MB cost it 600 MB. Here the
/// lines stay where they are, and the rest is small.
///
/// Source: RFC 5280 §5.1.
struct RevocationListReading {
    /// What the signature is over, within the list's bytes.
    let signed: ArraySlice<UInt8>
    let algorithm: AlgorithmIdentifier
    let signature: [UInt8]
    /// The encoded name of the issuer.
    let issuer: [UInt8]
    let thisUpdate: Int64
    let nextUpdate: Int64?
    /// The CRL number as `Certificate.serial` spells numbers.
    let number: String?
    let keepsExpiredSince: Int64?
    /// Whether the list is a delta, names a distribution point, or holds an unknown critical
    /// extension.
    let isScoped: Bool
    /// The sequence of lines; nil when there is none.
    let lines: DERValue?

    /// The most bytes that a list may have besides its lines: names and keys have a few hundred,
    /// and a list of distribution points a few thousand.
    static let limitBesidesLines = 64 << 10

    init(_ der: [UInt8]) throws(DERError) {
        var outer = try DERReader.single(der[...], DERTag.sequence, "revocation list").reader
        let signed = try outer.next(DERTag.sequence, "signed part")
        let algorithm = try outer.next(DERTag.sequence, "signature algorithm")
        let signature = try outer.next(DERTag.bitString, "signature")
        try outer.finish("revocation list")

        var inner = signed.reader
        let isSecondVersion = try Self.isSecondVersion(&inner)
        let inside = try inner.next(DERTag.sequence, "signature algorithm inside")
        let issuer = try inner.next(DERTag.sequence, "issuer")
        let thisUpdate = try Self.time(try inner.next(), "time of issue")
        let nextUpdate = try Self.nextUpdate(&inner)
        let lines = try inner.nextIf(DERTag.sequence)
        let wrapper = try inner.nextIf(DERTag.contextConstructed(0))
        try inner.finish("signed part")
        // Before anything is copied.
        guard der.count - (lines?.encoded.count ?? 0) <= Self.limitBesidesLines else {
            throw DERError("what stands beside the lines is too long")
        }

        guard inside.encoded == algorithm.encoded else {
            throw DERError("signature algorithm inside and outside differ")
        }
        guard signature.content.first == 0 else {
            throw DERError("signature is not a whole number of bytes")
        }
        guard wrapper == nil || isSecondVersion else {
            throw DERError("extensions are there without version 2")
        }
        self.signed = signed.encoded
        self.algorithm = try AlgorithmIdentifier(algorithm, "signature algorithm")
        self.signature = Array(signature.content.dropFirst())
        self.issuer = Array(issuer.encoded)
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.lines = lines
        let extensions = try wrapper.map { (value) throws(DERError) in
            try DERExtension.list(
                try DERReader.single(value.content, DERTag.sequence, "extensions"), "extensions")
        }
        let found = extensions ?? []
        number = try found.first { $0.isKind(.crlNumber) }.map { (found) throws(DERError) in
            let value = try DERReader.single(found.value, DERTag.integer, "number")
            return SerialNumber.hex(integer: try DERReader.integer(value, "number"))
        }
        keepsExpiredSince = try found.first { $0.isKind(.expiredCertificatesOnList) }.map {
            (found) throws(DERError) in
            let what = "date of expired certificates"
            let value = try DERReader.single(found.value, DERTag.generalizedTime, what)
            guard let moment = DERTime.moment(value.content) else {
                throw DERError("\(what) is not readable")
            }
            return moment.seconds
        }
        isScoped = found.contains { $0.isScoping }
    }

    /// The first version isn't spelled; no list has any other than the second.
    private static func isSecondVersion(_ reader: inout DERReader) throws(DERError) -> Bool {
        guard let value = try reader.nextIf(DERTag.integer) else { return false }
        guard try DERReader.smallInteger(value, "version") == 1 else {
            throw DERError("version is not 2")
        }
        return true
    }

    private static func nextUpdate(_ reader: inout DERReader) throws(DERError) -> Int64? {
        switch reader.nextTag {
        case DERTag.utcTime, DERTag.generalizedTime: try time(try reader.next(), "time of the next")
        default: nil
        }
    }

    static func time(_ value: DERValue, _ what: String) throws(DERError) -> Int64 {
        guard let seconds = DERTime.seconds(tag: value.tag, value.content) else {
            throw DERError("\(what) is not readable")
        }
        return seconds
    }
}

extension DERExtension {
    fileprivate var isScoping: Bool {
        if isKind(.issuingDistributionPoint) || isKind(.deltaIndicator) { return true }
        let isKnown =
            isKind(.crlNumber) || isKind(.authorityKeyIdentifier)
            || isKind(.expiredCertificatesOnList)
        return isCritical && isKnown == false
    }
}

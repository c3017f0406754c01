/// A CMS SignedData message, taken apart without believing any of it.
///
/// Reads DER only. The versions, counts and algorithms are for the caller to judge: a person's
/// signature, a seal and a foreign time-stamp have different rules.
///
/// Source: RFC 5652 §5.
struct SignedDataMessage {
    /// The most certificates, signatures, algorithms and attributes that are read of one message: a
    /// signature needs its chain, which has some five, and a time-stamp the same.
    static let maximumPartCount = 64

    let version: Int
    let digestAlgorithms: [AlgorithmIdentifier]
    let contentType: OID
    /// The content inside the message; nil when detached.
    let content: [UInt8]?
    /// X.509 certificates in the order of the message.
    let certificates: [Certificate]
    /// Whether the message holds certificates in other forms or ones that can't be read.
    let hasOtherCertificates: Bool
    let hasCertificates: Bool
    let hasRevocationLists: Bool
    let signers: [SignerInfo]

    init(_ der: [UInt8]) throws(DERError) {
        let outer = try DERReader.single(der[...], DERTag.sequence, "message")
        var info = outer.reader
        guard try info.nextOID("message type") == .signedData else {
            throw DERError("message is not signed data")
        }
        let wrapper = try info.next(DERTag.contextConstructed(0), "signed data")
        try info.finish("message")
        var reader = try DERReader.single(
            wrapper.content, DERTag.sequence, "signed data"
        ).reader
        version = try reader.nextSmallInteger("version")
        digestAlgorithms = try SignedDataMessage.algorithms(
            try reader.next(DERTag.set, "digest algorithms"))
        (contentType, content) = try SignedDataMessage.content(
            try reader.next(DERTag.sequence, "content"))
        let bag = try reader.nextIf(DERTag.contextConstructed(0))
        hasCertificates = bag != nil
        (certificates, hasOtherCertificates) = try SignedDataMessage.certificates(bag)
        hasRevocationLists = try reader.nextIf(DERTag.contextConstructed(1)) != nil
        let set = try reader.next(DERTag.set, "signatures")
        try reader.finish("signed data")
        var members = set.reader
        var signers: [SignerInfo] = []
        while members.isAtEnd == false {
            try SignedDataMessage.check(signers.count, "signatures")
            signers.append(try SignerInfo(try members.next(DERTag.sequence, "signature")))
        }
        self.signers = signers
    }

    /// Finds the certificate that a signature names.
    ///
    /// - Parameter more: Certificates from outside, looked at after those of the message.
    func certificate(of signer: SignerInfo, orIn more: [Certificate] = []) -> Certificate? {
        (certificates + more).first { signer.identifier.names($0) }
    }

    /// Refuses one more part than a message may have.
    static func check(_ count: Int, _ what: String) throws(DERError) {
        guard count < maximumPartCount else {
            throw DERError("message holds more than \(maximumPartCount) \(what)")
        }
    }

    private static func algorithms(_ set: DERValue) throws(DERError) -> [AlgorithmIdentifier] {
        var reader = set.reader
        var algorithms: [AlgorithmIdentifier] = []
        while reader.isAtEnd == false {
            try check(algorithms.count, "digest algorithms")
            algorithms.append(try reader.nextAlgorithm("digest algorithm"))
        }
        return algorithms
    }

    private static func content(_ value: DERValue) throws(DERError) -> (OID, [UInt8]?) {
        var reader = value.reader
        let type = try reader.nextOID("content type")
        guard let wrapper = try reader.nextIf(DERTag.contextConstructed(0)) else {
            try reader.finish("content")
            return (type, nil)
        }
        try reader.finish("content")
        let octets = try DERReader.single(wrapper.content, DERTag.octetString, "content")
        return (type, Array(octets.content))
    }

    private static func certificates(_ bag: DERValue?) throws(DERError) -> ([Certificate], Bool) {
        guard var reader = bag?.reader else { return ([], false) }
        var certificates: [Certificate] = []
        var hasOthers = false
        var count = 0
        while reader.isAtEnd == false {
            try check(count, "certificates")
            count += 1
            let value = try reader.next()
            if let certificate = try? Certificate(der: Array(value.encoded)) {
                certificates.append(certificate)
            } else {
                hasOthers = true
            }
        }
        return (certificates, hasOthers)
    }
}

/// How a signature names its signer's certificate.
enum SignerIdentifier: Hashable {
    /// The encoded IssuerAndSerialNumber.
    case issuerAndSerial([UInt8])
    case subjectKeyIdentifier([UInt8])

    func names(_ certificate: Certificate) -> Bool {
        switch self {
        case .issuerAndSerial(let encoded): certificate.issuerAndSerial == encoded
        case .subjectKeyIdentifier(let bytes): certificate.subjectKeyIdentifier == bytes
        }
    }
}

/// An attribute of a signature.
struct SignatureAttribute: Hashable {
    let type: OID
    /// The encoded values.
    let values: [[UInt8]]
    /// The whole attribute as it stands.
    let encoded: [UInt8]

    init(_ value: DERValue) throws(DERError) {
        var reader = value.reader
        type = try reader.nextOID("attribute type")
        var set = try reader.next(DERTag.set, "attribute values").reader
        try reader.finish("attribute")
        values = try set.remaining().map { Array($0.encoded) }
        encoded = Array(value.encoded)
    }
}

/// One signature of a SignedData message.
///
/// Source: RFC 5652 §5.3.
struct SignerInfo {
    let version: Int
    let identifier: SignerIdentifier
    let digestAlgorithm: AlgorithmIdentifier
    /// nil when the message has none, which is not the same as an empty list.
    let signedAttributes: [SignatureAttribute]?
    let signatureAlgorithm: AlgorithmIdentifier
    let signature: [UInt8]
    /// nil when the message has none.
    let unsignedAttributes: [SignatureAttribute]?

    init(_ value: DERValue) throws(DERError) {
        var reader = value.reader
        version = try reader.nextSmallInteger("signature version")
        identifier = try SignerInfo.identifier(try reader.next())
        digestAlgorithm = try reader.nextAlgorithm("digest algorithm")
        signedAttributes = try SignerInfo.attributes(
            try reader.nextIf(DERTag.contextConstructed(0)))
        signatureAlgorithm = try reader.nextAlgorithm("signature algorithm")
        signature = Array(try reader.next(DERTag.octetString, "signature value").content)
        unsignedAttributes = try SignerInfo.attributes(
            try reader.nextIf(DERTag.contextConstructed(1)))
        try reader.finish("signature")
    }

    /// The bytes that the signature is over: the signed attributes as a sorted SET.
    var signedBytes: [UInt8]? {
        signedAttributes.map { DER.setOf($0.map(\.encoded)) }
    }

    /// The only value of the only signed attribute of a type; nil for none or several.
    func signedValue(_ type: OID) -> [UInt8]? { SignerInfo.only(type, in: signedAttributes) }

    /// The only value of the only unsigned attribute of a type; nil for none or several.
    func unsignedValue(_ type: OID) -> [UInt8]? { SignerInfo.only(type, in: unsignedAttributes) }

    func hasSignedAttribute(_ type: OID) -> Bool {
        signedAttributes?.contains { $0.type == type } ?? false
    }

    private static func only(_ type: OID, in list: [SignatureAttribute]?) -> [UInt8]? {
        let found = list?.filter { $0.type == type } ?? []
        guard found.count == 1, found[0].values.count == 1 else { return nil }
        return found[0].values[0]
    }

    private static func identifier(_ value: DERValue) throws(DERError) -> SignerIdentifier {
        switch value.tag {
        case DERTag.sequence: return .issuerAndSerial(Array(value.encoded))
        case DERTag.context(0): return .subjectKeyIdentifier(Array(value.content))
        default: throw DERError("signer identifier has the wrong type")
        }
    }

    private static func attributes(_ value: DERValue?) throws(DERError) -> [SignatureAttribute]? {
        guard var reader = value?.reader else { return nil }
        var attributes: [SignatureAttribute] = []
        while reader.isAtEnd == false {
            try SignedDataMessage.check(attributes.count, "attributes")
            attributes.append(
                try SignatureAttribute(try reader.next(DERTag.sequence, "attribute")))
        }
        return attributes
    }
}

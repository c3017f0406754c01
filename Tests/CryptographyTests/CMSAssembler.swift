@testable import Cryptography

/// Puts a CMS message together by hand, right by default and wrong wherever a test wants it.
struct CMSAssembler {
    var content = Array("the content".utf8)
    var version: UInt64 = 1
    var signerVersion: UInt64 = 1
    var contentType = OID.data
    var eContent: [UInt8]?
    var certificates: [Certificate]
    var digest = HashAlgorithm.sha256
    var digestParameters: [UInt8] = []
    var extraDigests: [[UInt8]] = []
    var signatureAlgorithm = OID.ecdsa(with: .sha256) ?? .data
    var attributes: [[UInt8]]
    var hasSignedAttributes = true
    var unsigned: [[UInt8]] = []
    var revocationLists: [UInt8] = []
    var signerCount = 1
    /// The certificate that the signature names; the first of the bag unless set.
    var named: Certificate?
    /// Hashes with another function than the key's own.
    var signatureHash: HashAlgorithm?
    /// Changes the signature value.
    var spoil: ([UInt8]) -> [UInt8] = { $0 }
    let key: PrivateKey

    init(signer: Certificate, key: PrivateKey, signingTime: Int64 = TestAuthority.now) {
        self.key = key
        certificates = [signer]
        attributes = [
            DER.attribute(.contentType, DER.oid(.data)),
            DER.attribute(.signingTime, DERTime.encode(signingTime)),
            DER.attribute(
                .messageDigest, DER.octets(HashAlgorithm.sha256.hash(Array("the content".utf8)))),
            DER.attribute(
                .signingCertificateV2,
                SigningCertificateAttribute.encode(signer, hash: .sha256)),
        ]
    }

    func assemble() throws -> [UInt8] {
        let algorithm = DER.algorithm(digest.oid, parameters: digestParameters)
        let signed = hasSignedAttributes ? DER.setOf(attributes) : content
        let signer = DER.sequence(
            DER.integer(signerVersion), (named ?? certificates[0]).issuerAndSerial, algorithm,
            hasSignedAttributes
                ? DER.setOf(attributes, tag: DERTag.contextConstructed(0)) : [],
            DER.algorithm(signatureAlgorithm),
            DER.octets(spoil(try key.sign(signed, hash: signatureHash))),
            unsigned.isEmpty ? [] : DER.setOf(unsigned, tag: DERTag.contextConstructed(1)))
        let eContent = eContent.map { DER.context(0, DER.octets($0)) } ?? []
        let message = DER.sequence(
            DER.integer(version), DER.setOf([algorithm] + extraDigests),
            DER.sequence(DER.oid(contentType), eContent),
            DER.setOf(certificates.map(\.der), tag: DERTag.contextConstructed(0)),
            revocationLists,
            DER.setOf(Array(repeating: signer, count: signerCount)))
        return DER.sequence(DER.oid(.signedData), DER.context(0, message))
    }
}

/// Somebody's signature over a file, which stays outside: CMS as any tool makes it.
///
/// Unlike `ClosedCMS` this takes every form that RFC 5652 leaves open and that can be checked: RSA, ECDSA
/// and Ed25519 keys, further signed and unsigned attributes, a certificate that lies elsewhere. What
/// it says of the signer comes from the certificate, once the signature holds under it, and from
/// nothing else in the message.
///
/// Source: RFC 5652 §5.
package struct DetachedSignature: Sendable {
    /// The signer's certificate; whether to trust it is not decided here.
    package let signer: Certificate
    /// The other certificates of the message, which no signature covers.
    package let others: [Certificate]
    /// The time that the signer claims, seconds since 1970 in UTC; nil where none is stated.
    package let signingTime: Int64?
    /// The hash function over the file.
    package let digestAlgorithm: HashAlgorithm
    /// The dotted object identifier of the signature's algorithm.
    package let signatureAlgorithm: String

    /// The hash of the signed file.
    package let messageDigest: [UInt8]
    private let signedBytes: [UInt8]
    private let signatureValue: [UInt8]
    private let algorithm: PublicKeySignature.Algorithm

    /// What reading bytes as a signature gave.
    package enum Reading: Sendable {
        /// It can be checked; the signature itself is not checked yet.
        case readable(DetachedSignature)
        /// It can't, and why, as a clause.
        case unreadable(String)
    }

    /// Whether the message digest is that of the content.
    package func covers(_ content: [UInt8]) -> Bool {
        constantTimeEquals(digestAlgorithm.hash(content), messageDigest)
    }

    /// Whether the signer's key made the signature over the signed attributes.
    package func isSignatureValid() -> Bool {
        PublicKeySignature.isValid(
            signature: signatureValue, message: signedBytes, spki: signer.spki,
            algorithm: algorithm)
    }
}

extension DetachedSignature {
    /// Signs a file with whoever's key it is.
    ///
    /// - Parameters:
    ///   - content: The signed bytes.
    ///   - certificate: The signer's.
    ///   - key: P-256, P-384, or RSA of 2048 bits or more.
    ///   - others: Certificates above the signer's; a root is left out, whoever checks brings it.
    ///   - signingTime: The claimed time, seconds since 1970 in UTC.
    /// - Returns: DER ContentInfo.
    /// - Throws: For a key that is not the certificate's, or a failure of the library.
    package static func sign(
        _ content: [UInt8], certificate: Certificate, key: PrivateKey, others: [Certificate],
        signingTime: Int64
    ) throws(CryptographyError) -> [UInt8] {
        let der = try CMSSigner(
            certificate: certificate, key: key,
            others: others.filter { !$0.isSelfIssued && $0 != certificate },
            signingTime: signingTime
        ).sign(content, contentType: nil)
        guard case .readable(let signature) = read(der), signature.covers(content),
            signature.isSignatureValid()
        else {
            throw CryptographyError(
                function: "DetachedSignature", text: "the signature does not hold")
        }
        return der
    }

    /// Reads bytes as a detached signature; never fails, as bad evidence is an answer too.
    ///
    /// - Parameter known: Where the signer's certificate may lie besides the message.
    package static func read(_ der: [UInt8], known: [Certificate] = []) -> Reading {
        do throws(DERError) {
            return .readable(try DetachedSignature(try SignedDataMessage(der), known: known))
        } catch {
            return .unreadable(error.text)
        }
    }

    private init(_ message: SignedDataMessage, known: [Certificate]) throws(DERError) {
        guard message.contentType == .data else { throw DERError("content type is not data") }
        guard message.content == nil else {
            throw DERError("what is signed lies inside the message, and not beside it")
        }
        guard message.signers.count == 1 else {
            throw DERError("message holds \(message.signers.count) signatures")
        }
        let info = message.signers[0]
        try Self.checkVersions(of: message, info)
        guard let signer = message.certificate(of: info, orIn: known) else {
            throw DERError("signer's certificate is not at hand")
        }
        guard let digest = HashAlgorithm(oid: info.digestAlgorithm.oid),
            message.digestAlgorithms == [info.digestAlgorithm],
            info.digestAlgorithm.hasNoParameters,
            let algorithm = PublicKeySignature.Algorithm(info.signatureAlgorithm, digest: digest)
        else { throw DERError("algorithms are not known here, or don't fit each other") }
        // Without them nothing would tell a file from attributes that read like one.
        guard let signedBytes = info.signedBytes else {
            throw DERError("signed attributes are absent")
        }
        guard info.signedValue(.contentType) == DER.oid(.data) else {
            throw DERError("signed content type is not data")
        }
        let value = try DERReader.single(
            (info.signedValue(.messageDigest) ?? [])[...], DERTag.octetString, "message digest")
        try Self.checkCertificateAttributes(of: info, signer)
        self.signer = signer
        others = message.certificates.filter { $0 != signer }
        signingTime = try Self.signingTime(of: info)
        digestAlgorithm = digest
        signatureAlgorithm = info.signatureAlgorithm.oid.dotted
        messageDigest = Array(value.content)
        self.signedBytes = signedBytes
        signatureValue = info.signature
        self.algorithm = algorithm
    }

    /// Versions follow from how the signer is named; no signature covers them.
    private static func checkVersions(
        of message: SignedDataMessage, _ info: SignerInfo
    ) throws(DERError) {
        let wanted =
            switch info.identifier {
            case .issuerAndSerial: 1
            case .subjectKeyIdentifier: 3
            }
        guard info.version == wanted, message.version == wanted else {
            throw DERError("versions are not those of its form")
        }
    }

    /// Attributes that pin the certificate needn't be there; where they are, they must fit.
    private static func checkCertificateAttributes(
        of info: SignerInfo, _ signer: Certificate
    ) throws(DERError) {
        let isPinned = [OID.signingCertificate, .signingCertificateV2]
            .contains(where: info.hasSignedAttribute)
        guard isPinned,
            let problem = SigningCertificateAttribute.problem(of: info, certificate: signer)
        else { return }
        throw DERError(problem)
    }

    private static func signingTime(of info: SignerInfo) throws(DERError) -> Int64? {
        guard info.hasSignedAttribute(.signingTime) else { return nil }
        var reader = DERReader(info.signedValue(.signingTime) ?? [])
        let time = try reader.next()
        try reader.finish("signing time")
        guard let seconds = DERTime.seconds(tag: time.tag, time.content) else {
            throw DERError("signing time is not readable")
        }
        return seconds
    }
}

extension ClosedCMS {
    /// Reads bytes as a closed signature; never fails, as bad evidence is an answer too.
    ///
    /// 1. take the message apart; 2. look for the parts, naming what is wrong; 3. build the
    /// message again from the parts and compare every byte.
    package static func read(_ der: [UInt8]) -> ClosedCMSReading {
        let message: SignedDataMessage
        do throws(DERError) {
            message = try SignedDataMessage(der)
        } catch {
            return .notClosed(reason: error.text, rough: nil)
        }
        let rough = RoughCMS(
            certificates: message.certificates, signerCount: message.signers.count,
            hasContent: message.content != nil)
        do throws(DERError) {
            let signature = try parts(of: message)
            guard signature.encoding == der else {
                throw DERError("bytes are not the one encoding of their parts")
            }
            return .closed(signature)
        } catch {
            return .notClosed(reason: error.text, rough: rough)
        }
    }

    private static func parts(
        of message: SignedDataMessage
    ) throws(DERError) -> ClosedCMSSignature {
        try checkFrame(of: message)
        let signer = message.signers[0]
        guard case .issuerAndSerial = signer.identifier,
            let certificate = message.certificate(of: signer)
        else { throw DERError("signer's certificate is not in the message") }
        let others = message.certificates.filter { $0 != certificate }
        guard others.count == message.certificates.count - 1,
            Set(others).count == others.count
        else { throw DERError("a certificate is there twice") }
        guard others.contains(where: \.isSelfIssued) == false else {
            throw DERError("message holds a root")
        }
        let digest = try digestAlgorithm(of: signer, certificate)
        let attributes = try attributes(of: signer)
        return ClosedCMSSignature(
            signer: certificate, intermediates: others, signingTime: attributes.signingTime,
            messageDigest: attributes.messageDigest, digestAlgorithm: digest,
            signatureValue: signer.signature, timeStampToken: try timeStamp(of: signer))
    }

    private static func checkFrame(of message: SignedDataMessage) throws(DERError) {
        guard message.version == 1 else { throw DERError("version is not 1") }
        guard message.contentType == .data else { throw DERError("content type is not data") }
        guard message.content == nil else { throw DERError("content is inside the message") }
        guard message.hasRevocationLists == false else {
            throw DERError("message holds revocation lists")
        }
        guard message.hasOtherCertificates == false else {
            throw DERError("message holds a certificate that can't be read")
        }
        guard message.signers.count == 1 else {
            throw DERError("message holds \(message.signers.count) signatures")
        }
        guard message.signers[0].version == 1 else { throw DERError("signature version is not 1") }
        guard message.digestAlgorithms == [message.signers[0].digestAlgorithm] else {
            throw DERError("digest algorithms differ from the signature's")
        }
    }

    private static func digestAlgorithm(
        of signer: SignerInfo, _ certificate: Certificate
    ) throws(DERError) -> HashAlgorithm {
        let digest: HashAlgorithm
        switch certificate.keyAlgorithm {
        case .p256: digest = .sha256
        case .p384: digest = .sha384
        default: throw DERError("key is \(certificate.keyAlgorithm), not P-256 or P-384")
        }
        guard signer.digestAlgorithm.oid == digest.oid,
            signer.signatureAlgorithm.oid == OID.ecdsa(with: digest)
        else { throw DERError("algorithms don't belong to the key") }
        return digest
    }

    private static func attributes(
        of signer: SignerInfo
    ) throws(DERError) -> (signingTime: Int64, messageDigest: [UInt8]) {
        guard let attributes = signer.signedAttributes else {
            throw DERError("signed attributes are absent")
        }
        let expected: Set<OID> = [
            .contentType, .messageDigest, .signingTime, .signingCertificateV2,
        ]
        guard attributes.count == 4, Set(attributes.map(\.type)) == expected else {
            throw DERError("signed attributes are not the four of the closed form")
        }
        guard signer.signedValue(.contentType) == DER.oid(.data) else {
            throw DERError("signed content type is not data")
        }
        let digest = try DERReader.single(
            (signer.signedValue(.messageDigest) ?? [])[...], DERTag.octetString, "message digest")
        var reader = DERReader(signer.signedValue(.signingTime) ?? [])
        let time = try reader.next()
        try reader.finish("signing time")
        guard let seconds = DERTime.seconds(tag: time.tag, time.content) else {
            throw DERError("signing time is not readable")
        }
        return (seconds, Array(digest.content))
    }

    private static func timeStamp(of signer: SignerInfo) throws(DERError) -> [UInt8]? {
        guard signer.unsignedAttributes != nil else { return nil }
        guard signer.unsignedAttributes?.count == 1,
            let token = signer.unsignedValue(.signatureTimeStamp)
        else { throw DERError("unsigned attributes are not one signature time-stamp") }
        _ = try DERReader.single(token[...], DERTag.sequence, "time-stamp")
        return token
    }
}

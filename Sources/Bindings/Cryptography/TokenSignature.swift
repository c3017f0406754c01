/// The signature of a time-stamp token together with what it is over.
///
/// libcrypto's verifiers accept tokens without signed attributes, with a content type that the
/// signature does not cover and with extra purposes; every step is therefore taken here.
struct TokenSignature: Sendable {
    let info: SignerInfo
    let content: [UInt8]
    /// The certificate that the signature names, wherever it was found.
    let certificate: Certificate?

    /// The hash function; nil when not known here.
    var digest: HashAlgorithm? { HashAlgorithm(oid: info.digestAlgorithm.oid) }

    /// Whether the signed attributes are about this content and the certificate's key signed
    /// them.
    var isValid: Bool {
        guard attributeProblem == nil, let certificate, let digest, let bytes = info.signedBytes,
            let algorithm = PublicKeySignature.Algorithm(info.signatureAlgorithm, digest: digest)
        else { return false }
        return PublicKeySignature.isValid(
            signature: info.signature, message: bytes, spki: certificate.spki,
            algorithm: algorithm)
    }

    /// What is wrong around the signature: checks 3 to 7.
    var problems: [TimeStampProblem] {
        var problems: [TimeStampProblem] = []
        if let digest, digest != .md5, digest != .sha1 {
            if PublicKeySignature.Algorithm(info.signatureAlgorithm, digest: digest) == nil {
                problems.append(
                    .init(check: 3, text: "signature algorithm does not go with the digest"))
            }
        } else {
            problems.append(.init(check: 3, text: "digest algorithm is too weak or not known"))
        }
        if let text = attributeProblem { problems.append(.init(check: 4, text: text)) }
        guard let certificate else {
            problems.append(.init(check: 5, text: "signer's certificate is not there"))
            return problems
        }
        if let text = SigningCertificateAttribute.problem(of: info, certificate: certificate) {
            problems.append(.init(check: 6, text: text))
        }
        if let text = certificate.timeStampingProblem {
            problems.append(.init(check: 7, text: text))
        }
        return problems
    }

    private var attributeProblem: String? {
        guard info.signedAttributes != nil else { return "signed attributes are absent" }
        guard info.signedValue(.contentType) == DER.oid(.timeStampInfo) else {
            return "signed content type is not time-stamp info"
        }
        guard let digest, let value = info.signedValue(.messageDigest),
            value == DER.octets(digest.hash(content))
        else { return "message digest is not that of the statement" }
        return nil
    }
}

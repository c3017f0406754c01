/// Something that is wrong with a time-stamp and needs no trust to be seen.
package struct TimeStampProblem: Sendable, Hashable {
    /// The number of the check.
    ///
    /// 3 algorithms, 4 signed attributes, 5 signer's certificate, 6 signing-certificate
    /// attribute, 7 purposes of the certificate, 11 imprint, 12 nonce, 13 policy, 14 accuracy,
    /// 16 name of the authority, 17 critical extensions.
    package let check: Int
    /// A sentence fragment for a person.
    package let text: String
}

/// What reading bytes as a time-stamp token gave.
package enum TimeStampTokenReading: Sendable {
    /// The bytes are one token and nothing else; none of its statements is judged yet.
    case token(TimeStampToken)
    /// The bytes are no token; the reason as a sentence fragment.
    case malformed(String)
}

/// An RFC 3161 time-stamp token, read but not believed.
///
/// To believe it takes `problems` without an entry, a true `hasValidSignature()`, and the
/// path of `signer` to an anchor of the auditor's at `genTime`.
package struct TimeStampToken: Sendable {
    /// The exact bytes, DER ContentInfo.
    package let der: [UInt8]
    /// The hash function of the imprint.
    package let imprintAlgorithm: HashAlgorithm
    /// The hash that was dated.
    package let imprint: [UInt8]
    /// The time, whole seconds since 1970 in UTC.
    package let genTime: Int64
    /// What comes on top of the whole seconds, 0 to 999 999 999.
    package let genTimeNanoseconds: Int32
    /// The accuracy to both sides; nil when the token does not state it.
    package let accuracyNanoseconds: Int64?
    /// The serial number, lower-case hex like `Certificate.serial`.
    package let serial: String
    /// The nonce, big-endian without leading zero bytes; nil when there is none.
    package let nonce: [UInt8]?
    /// The policy as a dotted object identifier.
    package let policy: String
    /// Whether the authority orders its tokens by their times alone.
    package let ordering: Bool
    /// The certificate that the signature names; nil when it is nowhere to be found.
    package let signer: Certificate?
    /// The certificates in the token, in its order.
    package let certificates: [Certificate]
    /// The hash function of the signature; nil when not known here.
    package let digestAlgorithm: HashAlgorithm?
    /// The dotted object identifier of the signature's algorithm.
    package let signatureAlgorithm: String
    /// The SHA-256 of what the authority states (the encoded TSTInfo): two tokens with one
    /// statement are one time-stamp, however they are wrapped.
    package let statementSha256: Digest
    /// The hash functions of the signing-certificate attributes, SHA-1 for version 1.
    package let signingCertificateHashes: [HashAlgorithm]
    /// What is wrong as far as it shows without trust; the signature is not among it.
    package let findings: [TimeStampProblem]

    /// The texts of `findings`.
    package var problems: [String] { findings.map(\.text) }

    private let signature: TokenSignature
    private let frameProblem: String?

    /// Reads a DER token.
    ///
    /// - Parameter certificates: Where to look for the signer if the token holds none.
    package static func read(
        _ der: [UInt8], certificates: [Certificate] = []
    ) -> TimeStampTokenReading {
        do throws(DERError) {
            return .token(try TimeStampToken(parsing: der, certificates))
        } catch {
            return .malformed(error.text)
        }
    }

    /// Whether the signer's key signed exactly this token's statement.
    ///
    /// Covers the signed attributes, the content type and message digest among them, and the
    /// signature over them; the certificate itself is not judged.
    package func hasValidSignature() -> Bool { signature.isValid }

    /// Whether the signing-certificate attributes name the signer's certificate by its hash.
    package var namesItsSigner: Bool { findings.contains { $0.check == 6 } == false }

    /// Whether the signer's certificate is for time-stamping and nothing else.
    package var hasTimeStampingPurpose: Bool { findings.contains { $0.check == 7 } == false }

    /// Checks the token against the request that it answers.
    ///
    /// - Returns: What differs: imprint, nonce or policy.
    package func problems(asAnswerTo request: TimeStampRequest) -> [TimeStampProblem] {
        var problems: [TimeStampProblem] = []
        if imprintAlgorithm != request.algorithm || imprint != request.imprint {
            problems.append(.init(check: 11, text: "imprint is not that of the request"))
        }
        if let asked = request.nonce, nonce != asked {
            problems.append(.init(check: 12, text: "nonce is not that of the request"))
        }
        if let asked = request.policy, policy != asked {
            problems.append(.init(check: 13, text: "policy is not that of the request"))
        }
        return problems
    }

    private init(parsing der: [UInt8], _ more: [Certificate]) throws(DERError) {
        let message = try SignedDataMessage(der)
        guard message.contentType == .timeStampInfo, let content = message.content else {
            throw DERError("message does not hold time-stamp info")
        }
        guard message.signers.count == 1 else {
            throw DERError("token holds \(message.signers.count) signatures")
        }
        let info = try TimeStampInfo(content)
        let signature = TokenSignature(
            info: message.signers[0], content: content,
            certificate: message.certificate(of: message.signers[0], orIn: more))
        self.der = der
        imprintAlgorithm = info.algorithm
        imprint = info.imprint
        genTime = info.time.seconds
        genTimeNanoseconds = info.time.nanoseconds
        accuracyNanoseconds = info.accuracyNanoseconds
        serial = info.serial
        nonce = info.nonce
        policy = info.policy.dotted
        ordering = info.isOrdered
        signer = signature.certificate
        certificates = message.certificates
        digestAlgorithm = signature.digest
        signatureAlgorithm = message.signers[0].signatureAlgorithm.oid.dotted
        statementSha256 = SHA256.hash(content)
        signingCertificateHashes = SigningCertificateAttribute.hashes(of: signature.info)
        findings = (signature.problems + info.problems(signer: signature.certificate))
            .sorted { $0.check < $1.check }
        self.signature = signature
        frameProblem = message.frameProblem
    }

    /// What nobody signed and the rest doesn't explain; nil where everything follows from the
    /// statement, its signature and the line of certificates above the signer.
    ///
    /// Where a token's bytes are on no signed list, such parts could be changed unseen.
    package func unexplainedPart() -> String? {
        frameProblem ?? line.disorder
    }

    /// The certificates in the token beside its signer's.
    package var line: CertificateLine {
        var others = certificates
        if let place = signer.flatMap(others.firstIndex(of:)) { others.remove(at: place) }
        return CertificateLine(signer: signer, others: others)
    }
}

extension SignerInfo {
    /// Whether the version is 1 for a name by issuer and serial number, 3 for one by key.
    ///
    /// Source: RFC 5652 §5.3.
    fileprivate var hasVersionOfItsIdentifier: Bool {
        switch identifier {
        case .issuerAndSerial: version == 1
        case .subjectKeyIdentifier: version == 3
        }
    }
}

extension SignedDataMessage {
    /// What is in the frame of a token beside the one form of its parts; certificates aside.
    ///
    /// Source: RFC 5652 §5.1.
    fileprivate var frameProblem: String? {
        if version != 3 { return "its version is not 3" }
        if signers.contains(where: { !$0.hasVersionOfItsIdentifier }) {
            return "its signature's version is not that of its signer's name"
        }
        if digestAlgorithms != signers.map(\.digestAlgorithm) {
            return "its digest algorithms are not the signature's"
        }
        if hasOtherCertificates { return "it holds a certificate that can't be read" }
        if hasRevocationLists { return "it holds revocation lists" }
        if signers.contains(where: { $0.unsignedAttributes != nil }) {
            return "it holds unsigned attributes"
        }
        return nil
    }
}

extension TimeStampInfo {
    /// What is wrong with the statement itself.
    fileprivate func problems(signer: Certificate?) -> [TimeStampProblem] {
        var problems: [TimeStampProblem] = []
        if imprint.count != algorithm.byteCount {
            problems.append(.init(check: 11, text: "imprint has not the length of its hash"))
        }
        if isNonceNegative {
            problems.append(.init(check: 12, text: "nonce is negative"))
        }
        if isAccuracyInRange == false {
            problems.append(.init(check: 14, text: "accuracy is out of range"))
        }
        if let authorityName, let signer, signer.bears(authorityName) == false {
            problems.append(.init(check: 16, text: "authority's name is not the signer's"))
        }
        if hasCriticalExtension {
            problems.append(.init(check: 17, text: "a critical extension is not known"))
        }
        return problems
    }
}

extension Certificate {
    /// Whether an encoded GeneralName is the subject or one of its alternative names.
    fileprivate func bears(_ generalName: [UInt8]) -> Bool {
        generalName == DER.context(4, subjectDER) || alternativeNames.contains(generalName)
    }
}

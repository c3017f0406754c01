import CCrypto

/// An X.509 certificate, decoded once.
///
/// Says what stands in it; whether to believe it is the business of `CertificatePath`.
///
/// Source: RFC 5280 §4.
package struct Certificate: Sendable, Hashable, CustomStringConvertible {
    /// The exact bytes.
    package let der: [UInt8]
    /// The SHA-256 of the bytes.
    package let sha256: Digest
    /// The subject's name as RFC 2253 text in UTF-8, most specific part first.
    package let subject: String
    /// The issuer's name as RFC 2253 text in UTF-8.
    package let issuer: String
    /// The encoded subject name.
    package let subjectDER: [UInt8]
    /// The encoded issuer name.
    package let issuerDER: [UInt8]
    /// The last common name of the subject.
    package let commonName: String?
    /// The serial number, lower-case hex without leading zero bytes; `-` in front if negative.
    package let serial: String
    /// The start of validity, seconds since 1970 in UTC.
    package let notBefore: Int64
    /// The last valid second, seconds since 1970 in UTC.
    package let notAfter: Int64
    /// The public key, DER SubjectPublicKeyInfo.
    package let spki: [UInt8]
    /// The SHA-256 of the public key, which records name the key by.
    package let spkiSha256: Digest
    /// The kind of the public key.
    package let keyAlgorithm: KeyAlgorithm
    /// The dotted object identifier of the algorithm that the issuer signed with.
    package let signatureAlgorithm: String
    /// Whether basic constraints make it an authority.
    package let isCA: Bool
    /// How many authorities may stand below it; nil for no limit.
    package let pathLength: Int?
    /// The permitted uses of the key; nil when the extension is absent.
    package let keyUsage: Set<KeyUsage>?
    /// Dotted object identifiers of the purposes; nil when the extension is absent.
    package let extendedKeyUsage: [String]?
    /// Whether the extended key usage is marked critical.
    package let isExtendedKeyUsageCritical: Bool
    /// Whether subject and issuer are the same name.
    package let isSelfIssued: Bool
    /// Whether an extension that the path rules depend on could not be read.
    package let hasUnreadableExtension: Bool

    let handle: CertificateHandle

    /// Decodes a certificate, or takes it from those decoded before.
    ///
    /// - Parameter der: Exactly one certificate, with nothing after it.
    /// - Throws: For bytes that are not DER, or times that RFC 5280 does not allow.
    package init(der: [UInt8]) throws(CryptographyError) {
        self = try Certificate.known.value(der) { der throws(CryptographyError) in
            try Certificate(decoding: der)
        }
    }

    private static let known = DecodedOnce<Certificate>()

    private init(decoding der: [UInt8]) throws(CryptographyError) {
        let handle = try CertificateHandle(der: der)
        let certificate = handle.pointer
        self.handle = handle
        self.der = der
        sha256 = SHA256.hash(der)
        let subjectName = X509_get_subject_name(certificate)
        let issuerName = X509_get_issuer_name(certificate)
        subjectDER = try encoded("i2d_X509_NAME") { i2d_X509_NAME(subjectName, $0) }
        issuerDER = try encoded("i2d_X509_NAME") { i2d_X509_NAME(issuerName, $0) }
        subject = try NameText.rfc2253(subjectName)
        issuer = try NameText.rfc2253(issuerName)
        commonName = NameText.commonName(subjectName)
        serial = SerialNumber.hex(X509_get0_serialNumber(certificate))
        notBefore = try Certificate.seconds(X509_get0_notBefore(certificate))
        notAfter = try Certificate.seconds(X509_get0_notAfter(certificate))
        let key = X509_get_X509_PUBKEY(certificate)
        spki = try encoded("i2d_X509_PUBKEY") { i2d_X509_PUBKEY(key, $0) }
        spkiSha256 = SHA256.hash(spki)
        keyAlgorithm = KeyAlgorithm(spki: spki)
        signatureAlgorithm = handle.signatureAlgorithm
        let flags = X509_get_extension_flags(certificate)
        isCA = flags & UInt32(EXFLAG_CA) != 0
        hasUnreadableExtension = flags & UInt32(EXFLAG_INVALID) != 0
        isSelfIssued = X509_NAME_cmp(subjectName, issuerName) == 0
        let limit = X509_get_pathlen(certificate)
        pathLength = limit < 0 ? nil : limit
        keyUsage = KeyUsage.set(of: certificate)
        (extendedKeyUsage, isExtendedKeyUsageCritical) = handle.extendedKeyUsage()
    }

    /// The subject's name as libcrypto compares it.
    var subjectName: OpaquePointer? { X509_get_subject_name(handle.pointer) }

    /// The 32-byte key of an Ed25519 certificate, nil for any other.
    package var rawEd25519Key: [UInt8]? {
        keyAlgorithm == .ed25519 ? Array(spki.suffix(Ed25519.keyByteCount)) : nil
    }

    /// Whether a moment lies within the validity, both ends included.
    package func isValid(at seconds: Int64) -> Bool {
        notBefore <= seconds && seconds <= notAfter
    }

    /// The subject's name.
    package var description: String { subject }

    /// Equal means the same bytes.
    package static func == (left: Certificate, right: Certificate) -> Bool {
        left.der == right.der
    }

    /// Hashes the digest of the bytes.
    package func hash(into hasher: inout Hasher) { hasher.combine(sha256) }

    private static func seconds(
        _ time: UnsafePointer<ASN1_TIME>?
    ) throws(CryptographyError) -> Int64 {
        guard let seconds = asn1Seconds(time) else {
            throw CryptographyError(function: "Certificate", text: "validity is not readable")
        }
        return seconds
    }
}

/// Reads a time of libcrypto with the strict rules of `DERTime`.
func asn1Seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64? {
    guard let time, let tag = UInt8(exactly: time.pointee.type) else { return nil }
    return DERTime.seconds(tag: tag, bytes(of: time)[...])
}

/// A use that a certificate permits its key.
///
/// Source: RFC 5280 §4.2.1.3.
package enum KeyUsage: String, Sendable, Hashable, CaseIterable {
    /// To sign data other than certificates and lists.
    case digitalSignature
    /// To sign what the signer is held to; newer texts say contentCommitment.
    case nonRepudiation
    /// To wrap keys.
    case keyEncipherment
    /// To encrypt data without a key between.
    case dataEncipherment
    /// To agree on keys.
    case keyAgreement
    /// To sign certificates.
    case keyCertSign
    /// To sign revocation lists.
    case cRLSign
    /// With keyAgreement: only to encrypt.
    case encipherOnly
    /// With keyAgreement: only to decrypt.
    case decipherOnly

    private var bit: UInt32 {
        switch self {
        case .digitalSignature: 0x0080
        case .nonRepudiation: 0x0040
        case .keyEncipherment: 0x0020
        case .dataEncipherment: 0x0010
        case .keyAgreement: 0x0008
        case .keyCertSign: 0x0004
        case .cRLSign: 0x0002
        case .encipherOnly: 0x0001
        case .decipherOnly: 0x8000
        }
    }

    static func set(of certificate: OpaquePointer) -> Set<KeyUsage>? {
        let bits = X509_get_key_usage(certificate)
        guard bits != UInt32.max else { return nil }
        return Set(KeyUsage.allCases.filter { bits & $0.bit != 0 })
    }
}

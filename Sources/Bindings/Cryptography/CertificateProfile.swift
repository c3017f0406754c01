/// What a certificate is made for; decides its extensions.
package enum CertificateUsage: Sendable, Hashable {
    /// Issues certificates and revocation lists; a path length of 0 allows no authority below.
    case authority(pathLength: Int?)
    /// Signs statements of one person.
    case person
    /// Signs the manifest of a bundle.
    case seal
    /// Holds the Ed25519 key of a log.
    case log
    /// Receives the secrets of a log.
    case custodian
    /// Dates other people's hashes.
    case timeStampAuthority
    /// Holds the Ed25519 key of a witness.
    case witness
    /// Says in an authority's place what was revoked (RFC 6960 §4.2.2.2).
    case revocationResponder
    /// Something that no profile here asks for, such as what a verifier has to refuse.
    case special(CertificateExtensions)

    /// The values of basic constraints, key usage and extended key usage as libcrypto reads them.
    func extensions(for key: KeyAlgorithm) -> CertificateExtensions {
        switch self {
        case .authority(let pathLength):
            let limit = pathLength.map { ",pathlen:\($0)" } ?? ""
            return CertificateExtensions(
                basicConstraints: "critical,CA:TRUE\(limit)",
                keyUsage: "critical,keyCertSign,cRLSign", extendedKeyUsage: nil)
        case .person, .seal:
            return .leaf("critical,digitalSignature,nonRepudiation")
        case .log, .witness:
            return .leaf("critical,digitalSignature")
        case .custodian:
            if case .rsa = key { return .leaf("critical,keyEncipherment") }
            return .leaf("critical,keyAgreement")
        case .timeStampAuthority:
            return .leaf("critical,digitalSignature", purposes: "critical,timeStamping")
        case .special(let extensions): return extensions
        case .revocationResponder:
            return .leaf(
                "critical,digitalSignature", purposes: "OCSPSigning", isNeverChecked: true)
        }
    }
}

/// Extension values in the notation of libcrypto's configuration files.
package struct CertificateExtensions: Sendable, Hashable {
    /// Such as `critical,CA:FALSE`.
    package var basicConstraints: String
    /// Such as `critical,digitalSignature`.
    package var keyUsage: String
    /// Such as `critical,timeStamping`; nil for none.
    package var extendedKeyUsage: String?
    /// Whether the certificate asks not to be checked for revocation.
    package var isNeverChecked: Bool

    /// Takes the values as they are, right or wrong.
    package init(
        basicConstraints: String, keyUsage: String, extendedKeyUsage: String?,
        isNeverChecked: Bool = false
    ) {
        self.basicConstraints = basicConstraints
        self.keyUsage = keyUsage
        self.extendedKeyUsage = extendedKeyUsage
        self.isNeverChecked = isNeverChecked
    }

    static func leaf(
        _ keyUsage: String, purposes: String? = nil, isNeverChecked: Bool = false
    ) -> CertificateExtensions {
        CertificateExtensions(
            basicConstraints: "critical,CA:FALSE", keyUsage: keyUsage, extendedKeyUsage: purposes,
            isNeverChecked: isNeverChecked)
    }
}

/// The decisions that an issuer makes about one certificate.
package struct CertificateProfile: Sendable, Hashable {
    /// Whose certificate it is.
    package var subject: SubjectName
    /// What it is for.
    package var usage: CertificateUsage
    /// The first valid second, since 1970 in UTC.
    package var notBefore: Int64
    /// The last valid second, since 1970 in UTC.
    package var notAfter: Int64
    /// The serial number, big-endian, 1 to 20 bytes, taken as not negative.
    package var serial: [UInt8]

    /// Makes a profile; the serial number is at most 20 bytes, the first neither 0 nor above 0x7F.
    package init(
        subject: SubjectName, usage: CertificateUsage, notBefore: Int64, notAfter: Int64,
        serial: [UInt8]
    ) {
        self.subject = subject
        self.usage = usage
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.serial = serial
    }

    /// Sixteen random bytes for a serial number, the first between 1 and 127.
    package static func randomSerial() throws(CryptographyError) -> [UInt8] {
        var serial = try SystemRandom.bytes(16)
        serial[0] = serial[0] & 0x7f | 0x01
        return serial
    }
}

import Cryptography

/// Keys and certificates of a laboratory that exists in tests only.
///
/// Made once: what is judged is the judgement, never the randomness of keys.
struct LabKeys: Sendable {
    /// The moment around which everything happens, 2027-01-15T08:00:00Z.
    static let start: Int64 = 1_800_000_000
    static let year: Int64 = 31_536_000

    let root: Certificate
    let rootKey: PrivateKey
    let alice: Certificate
    let aliceKey: PrivateKey
    let bob: Certificate
    let bobKey: PrivateKey
    let seal: Certificate
    let sealKey: PrivateKey
    let log: Certificate
    let logSeed: SecretBytes
    let logKey: [UInt8]
    let tsaRoot: Certificate
    let tsaRootKey: PrivateKey
    let tsa: Certificate
    let tsaKey: PrivateKey
    let witnessSeed: SecretBytes

    /// The one set of keys.
    static func shared() throws -> LabKeys { try made.get() }

    private static let made = Result { try LabKeys() }

    private init() throws {
        rootKey = try PrivateKey.generate(.p256)
        root = try CertificateIssuer.selfSigned(
            Self.profile("Lab Root", .authority(pathLength: 1)), key: rootKey)
        (alice, aliceKey) = try Self.certificate("Alice Chen", .person, root, rootKey)
        (bob, bobKey) = try Self.certificate("Bob Diaz", .person, root, rootKey)
        (seal, sealKey) = try Self.certificate("Seal", .seal, root, rootKey)
        logSeed = SecretBytes(copying: [UInt8](repeating: 7, count: 32))
        logKey = try Ed25519.publicKey(seed: logSeed)
        log = try CertificateIssuer.issue(
            Self.profile("Log", .log), spki: Ed25519.spki(publicKey: logKey), issuer: root,
            key: rootKey)
        tsaRootKey = try PrivateKey.generate(.p256)
        tsaRoot = try CertificateIssuer.selfSigned(
            Self.profile("TSA Root", .authority(pathLength: 0)), key: tsaRootKey)
        (tsa, tsaKey) = try Self.certificate("TSA", .timeStampAuthority, tsaRoot, tsaRootKey)
        witnessSeed = SecretBytes(copying: [UInt8](repeating: 9, count: 32))
    }

    /// A list of the laboratory's root, good for a day from a moment on unless told otherwise.
    func list(
        _ revoked: [RevokedCertificate] = [], of: Int64 = start, until: Int64? = nil,
        keepsExpiredSince: Int64? = nil
    ) throws -> CertificateRevocationList {
        try CertificateIssuer.issueCRL(
            issuer: root, key: rootKey, thisUpdate: of, nextUpdate: until ?? of + 86_400,
            number: 1, revoked: revoked, keepsExpiredSince: keepsExpiredSince)
    }

    /// The same of the authority's root.
    func authorityList(
        _ revoked: [RevokedCertificate] = [], of: Int64 = start, until: Int64? = nil
    ) throws -> CertificateRevocationList {
        try CertificateIssuer.issueCRL(
            issuer: tsaRoot, key: tsaRootKey, thisUpdate: of, nextUpdate: until ?? of + 86_400,
            number: 1, revoked: revoked)
    }

    /// A profile that is valid from a year before the start to ten years after it.
    static func profile(
        _ name: String, _ usage: CertificateUsage, from: Int64 = start - year,
        to: Int64 = start + 10 * year
    ) throws -> CertificateProfile {
        CertificateProfile(
            subject: SubjectName(commonName: name), usage: usage, notBefore: from, notAfter: to,
            serial: try CertificateProfile.randomSerial())
    }

    private static func certificate(
        _ name: String, _ usage: CertificateUsage, _ issuer: Certificate, _ issuerKey: PrivateKey
    ) throws -> (Certificate, PrivateKey) {
        let key = try PrivateKey.generate(.p256)
        let certificate = try CertificateIssuer.issue(
            profile(name, usage), spki: key.spki, issuer: issuer, key: issuerKey)
        return (certificate, key)
    }
}

import Cryptography

/// A root, one authority below it and leaves on demand, all valid from 2026 to 2030.
struct TestAuthority {
    static let notBefore: Int64 = 1_767_225_600  // 2026-01-01
    static let now: Int64 = 1_789_000_000  // 2026-09-09
    static let notAfter: Int64 = 1_893_456_000  // 2030-01-01

    let rootKey: PrivateKey
    let root: Certificate
    let issuingKey: PrivateKey
    let issuing: Certificate

    init() throws {
        rootKey = try PrivateKey.generate(.p384)
        root = try CertificateIssuer.selfSigned(
            TestAuthority.profile("Root", .authority(pathLength: nil)), key: rootKey)
        issuingKey = try PrivateKey.generate(.p256)
        issuing = try CertificateIssuer.issue(
            TestAuthority.profile("Issuing", .authority(pathLength: 0)), spki: issuingKey.spki,
            issuer: root, key: rootKey)
    }

    static func profile(_ name: String, _ usage: CertificateUsage) throws -> CertificateProfile {
        CertificateProfile(
            subject: SubjectName(commonName: name, organisation: "Laboratory", country: "SE"),
            usage: usage, notBefore: notBefore, notAfter: notAfter,
            serial: try CertificateProfile.randomSerial())
    }

    func leaf(
        _ usage: CertificateUsage, key: PrivateKey, name: String = "Leaf"
    ) throws -> Certificate {
        try CertificateIssuer.issue(
            TestAuthority.profile(name, usage), spki: key.spki, issuer: issuing, key: issuingKey)
    }
}

package import Cryptography
import LinuxFiles
import Records

/// The store's own small certificate authority.
///
/// One root that certifies people, log, seal and custodian. Its operator can be all of them, and
/// a report says so; a site that minds uses an authority of its own with `--ca requests`.
package struct OwnAuthority: Sendable {
    /// The self-signed root.
    package let certificate: Certificate
    private let key: PrivateKey
    private let organisation: String

    /// How long certificates last.
    enum Years {
        static let root: Int64 = 20
        static let log: Int64 = 3
        static let seal: Int64 = 3
        static let person: Int64 = 3
        static let custodian: Int64 = 20
        static let seconds: Int64 = 31_557_600
    }

    /// Makes a root.
    static func make(
        organisation: String, site: String, context: CaptureContext
    ) throws -> OwnAuthority {
        let key = try PrivateKey.generate(.p256)
        let now = context.clock.now().utc.unixSeconds
        let profile = CertificateProfile(
            subject: SubjectName(
                commonName: "\(organisation) TrailSeal Root", organisation: organisation,
                organisationalUnit: site),
            usage: .authority(pathLength: 0), notBefore: now,
            notAfter: now + Years.root * Years.seconds, serial: try serial(context))
        return OwnAuthority(
            certificate: try CertificateIssuer.selfSigned(profile, key: key), key: key,
            organisation: organisation)
    }

    /// Opens the store's authority.
    ///
    /// - Parameter password: The administrator's; nil where `init` was given none.
    /// - Throws: `CaptureError.refused` for a wrong password or a store without an authority.
    package static func open(
        _ layout: StoreLayout, organisation: String, password: SecretBytes?
    ) throws -> OwnAuthority {
        try translating {
            guard Files.exists(layout.authorityKey) else {
                throw CaptureError.refused(
                    "This store has no certificate authority of its own; "
                        + "send requests out and bring certificates in.")
            }
            let bytes = try Files.read(layout.authorityKey, limit: 1 << 16)
            let key: PrivateKey
            let opening = try password ?? HostSecret.read(layout)
            do { key = try PrivateKey(encryptedPKCS8: bytes, password: opening) } catch {
                throw CaptureError.refused(
                    password == nil
                        ? "The authority's key is under the administrator's password."
                        : "The administrator's password is wrong.")
            }
            guard let certificate = try CertificateFolder(layout).named("root") else {
                throw CaptureError.damaged("The store lacks the certificate of its authority.")
            }
            return OwnAuthority(certificate: certificate, key: key, organisation: organisation)
        }
    }

    /// Whether the authority's key is under a password that the host doesn't have.
    package static func needsPassword(_ layout: StoreLayout) -> Bool {
        guard Files.exists(layout.authorityKey) else { return false }
        do {
            let bytes = try Files.read(layout.authorityKey, limit: 1 << 16)
            _ = try PrivateKey(encryptedPKCS8: bytes, password: try HostSecret.read(layout))
            return false
        } catch { return true }
    }

    /// Keeps the key under a password.
    func save(
        in layout: StoreLayout, password: SecretBytes, cost: ScryptCost
    ) throws {
        try Files.writeDurably(
            key.encryptedPKCS8(password: password, cost: cost), to: layout.authorityKey,
            mode: 0o600, noReplace: true)
    }

    /// Issues a certificate.
    ///
    /// - Parameters:
    ///   - commonName: The subject's own name.
    ///   - spki: Its public key.
    ///   - usage: What it is for; decides how long it lasts.
    func issue(
        commonName: String, spki: [UInt8], usage: CertificateUsage, context: CaptureContext
    ) throws -> Certificate {
        let now = context.clock.now().utc.unixSeconds
        let profile = CertificateProfile(
            subject: SubjectName(commonName: commonName, organisation: organisation),
            usage: usage, notBefore: now, notAfter: now + Self.years(usage) * Years.seconds,
            serial: try Self.serial(context))
        return try CertificateIssuer.issue(
            profile, spki: spki, issuer: certificate, key: key)
    }

    /// Issues a revocation list that says what is revoked now.
    func issueRevocationList(
        number: UInt64, revoked: [RevokedCertificate], context: CaptureContext
    ) throws -> CertificateRevocationList {
        let now = context.clock.now().utc.unixSeconds
        return try CertificateIssuer.issueCRL(
            issuer: certificate, key: key, thisUpdate: now, nextUpdate: now + Years.seconds,
            number: number, revoked: revoked)
    }

    private static func years(_ usage: CertificateUsage) -> Int64 {
        switch usage {
        case .authority: Years.root
        case .custodian: Years.custodian
        case .seal, .timeStampAuthority: Years.seal
        case .person: Years.person
        case .log, .witness, .revocationResponder, .special: Years.log
        }
    }

    /// Sixteen bytes that make a positive number.
    static func serial(_ context: CaptureContext) throws -> [UInt8] {
        var serial = try context.random.bytes(16)
        guard let first = serial.first else {
            throw CaptureError.cryptography("no random bytes")
        }
        serial[0] = first & 0x7f | 0x01
        return serial
    }
}

internal import Cryptography
internal import Synchronization

/// A time-stamp authority in the same process, outside the laboratory's own hierarchy.
final class LaboratoryAuthority: Sendable {
    let root: Certificate
    let certificate: Certificate
    /// The authority between the two, where there is one.
    let subordinate: Certificate?
    private let key: PrivateKey
    private let rootKey: PrivateKey
    private let clock: LaboratoryClock
    private let answers = Mutex<UInt8>(0)

    /// Makes root and authority, and where it is asked for one between them.
    init(clock: LaboratoryClock, hasSubordinate: Bool = false) throws {
        let now = clock.nextSecond()
        let year: Int64 = 31_557_600
        rootKey = try PrivateKey.generate(.p256)
        root = try CertificateIssuer.selfSigned(
            CertificateProfile(
                subject: SubjectName(commonName: "Example Time Root", organisation: "Time Ltd"),
                usage: .authority(pathLength: hasSubordinate ? 1 : 0), notBefore: now - year,
                notAfter: now + 20 * year, serial: [0x01]), key: rootKey)
        var issuer = (certificate: root, key: rootKey)
        if hasSubordinate {
            let own = try PrivateKey.generate(.p256)
            let made = try CertificateIssuer.issue(
                CertificateProfile(
                    subject: SubjectName(
                        commonName: "Example Time Services", organisation: "Time Ltd"),
                    usage: .authority(pathLength: 0), notBefore: now - year,
                    notAfter: now + 15 * year, serial: [0x03]), spki: own.spki, issuer: root,
                key: rootKey)
            issuer = (made, own)
        }
        subordinate = hasSubordinate ? issuer.certificate : nil
        key = try PrivateKey.generate(.p256)
        certificate = try CertificateIssuer.issue(
            CertificateProfile(
                subject: SubjectName(commonName: "Example Time-Stamps", organisation: "Time Ltd"),
                usage: .timeStampAuthority, notBefore: now - year, notAfter: now + 10 * year,
                serial: [0x02]), spki: key.spki, issuer: issuer.certificate, key: issuer.key)
        revocation = try CertificateIssuer.issueCRL(
            issuer: root, key: rootKey, thisUpdate: now, nextUpdate: now + year, number: 1,
            revoked: []
        ).der
        subordinateRevocation =
            hasSubordinate
            ? try CertificateIssuer.issueCRL(
                issuer: issuer.certificate, key: issuer.key, thisUpdate: now,
                nextUpdate: now + year, number: 1, revoked: []
            ).der : nil
        self.clock = clock
    }

    /// The root's list of what it revoked: nothing.
    let revocation: [UInt8]

    /// The subordinate authority's list of what it revoked: nothing.
    let subordinateRevocation: [UInt8]?

    /// A later list of the root's, good for a month.
    func list(of time: Int64, revoked: [RevokedCertificate]) throws -> [UInt8] {
        try CertificateIssuer.issueCRL(
            issuer: root, key: rootKey, thisUpdate: time, nextUpdate: time + 30 * 86_400,
            number: 2, revoked: revoked
        ).der
    }

    /// Answers a query, as the network would bring it.
    func answer(_ query: [UInt8]) throws -> [UInt8] {
        let serial = answers.withLock { count in
            count &+= 1
            return count
        }
        return try TimeStampAuthority.respond(
            to: query, certificate: certificate, key: key, chain: subordinate.map { [$0] } ?? [],
            genTime: clock.nextSecond(), serial: [0x40, serial],
            policy: LaboratoryPlan.authorityPolicy)
    }
}

import Cryptography
import RecordLog
import Records

/// The secrets and certificates of a log that is about to begin; nothing is on disk yet.
struct LogPlan {
    /// S_0; goes into the custodian's file and is forgotten.
    let masterSecret: SecretBytes
    /// The log's Ed25519 seed.
    let logSeed: SecretBytes
    /// The head of the key calendar.
    let calendar: Digest
    /// The own certificate authority, if there is one.
    let authority: OwnAuthority?
    /// The sealing program's key.
    let sealKey: PrivateKey
    /// The custodian's certificate.
    let custodianCertificate: Certificate
    /// A certificate over the same key for signing releases, where the key was made here.
    let custodianSigner: Certificate?
    /// The custodian's key under the custodian's password, where it was made here.
    let custodianKey: [UInt8]?
    /// The master secret in its envelope.
    let envelope: [UInt8]
    /// Whether the envelope was opened again with the custodian's key.
    let isConfirmed: Bool

    static func make(
        _ request: InitialisationRequest, context: CaptureContext
    ) throws -> LogPlan {
        let masterSecret = try SecretBytes.random(count: Digest.byteCount)
        let logSeed = try SecretBytes.random(count: Ed25519.keyByteCount)
        let authority =
            request.authority == .own
            ? try OwnAuthority.make(
                organisation: request.organisation, site: request.site, context: context) : nil
        let sealKey = try PrivateKey.generate(.p256)
        let custodian = try Custodian.make(request, authority, context)
        let envelope = try Envelope.seal(masterSecret, to: custodian.certificate)
        var isConfirmed = false
        if let key = custodian.key {
            let opened = try CustodianFile.open(
                envelope, key: key, certificate: custodian.certificate)
            guard opened.isEqual(to: masterSecret) else {
                throw CaptureError.cryptography("the custodian file holds another secret")
            }
            isConfirmed = true
        }
        return LogPlan(
            masterSecret: masterSecret, logSeed: logSeed,
            calendar: KeyCalendar.root(seed: masterSecret, depth: request.calendarDepth),
            authority: authority, sealKey: sealKey,
            custodianCertificate: custodian.certificate, custodianSigner: custodian.signer,
            custodianKey: custodian.file, envelope: envelope, isConfirmed: isConfirmed)
    }
}

/// The custodian's key and certificates.
private struct Custodian {
    let certificate: Certificate
    let signer: Certificate?
    let key: PrivateKey?
    let file: [UInt8]?

    static func make(
        _ request: InitialisationRequest, _ authority: OwnAuthority?, _ context: CaptureContext
    ) throws -> Custodian {
        switch request.custodian {
        case .given(let certificate):
            return Custodian(certificate: certificate, signer: nil, key: nil, file: nil)
        case .own(let password):
            let key = try PrivateKey.generate(.p256)
            let name = "Custodian of \(request.site)"
            return Custodian(
                certificate: try certificate(name, .custodian, key, authority, context),
                signer: try certificate(name, .person, key, authority, context), key: key,
                file: try key.encryptedPKCS8(
                    password: password, cost: context.keyFileCost))
        }
    }

    private static func certificate(
        _ name: String, _ usage: CertificateUsage, _ key: PrivateKey,
        _ authority: OwnAuthority?, _ context: CaptureContext
    ) throws -> Certificate {
        if let authority {
            return try authority.issue(
                commonName: name, spki: key.spki, usage: usage, context: context)
        }
        let now = context.clock.now().utc.unixSeconds
        let profile = CertificateProfile(
            subject: SubjectName(commonName: name), usage: usage, notBefore: now,
            notAfter: now + OwnAuthority.Years.custodian * OwnAuthority.Years.seconds,
            serial: try OwnAuthority.serial(context))
        return try CertificateIssuer.selfSigned(profile, key: key)
    }
}

internal import BundleFormat
internal import Cryptography
internal import Records
internal import Sealing

/// An authority that dates bundles long after the laboratory has sealed them.
final class RenewingAuthority: Sendable {
    let root: Certificate
    let certificate: Certificate
    private let rootKey: PrivateKey
    private let key: PrivateKey

    static let year: Int64 = 31_557_600

    /// Makes root and authority.
    ///
    /// - Parameters:
    ///   - name: Of both.
    ///   - start: When they begin, seconds since 1970.
    ///   - years: How long the authority's own certificate lasts; the root lasts forty.
    ///   - digest: Over what the root signed it; nil for SHA-256.
    init(
        _ name: String, start: Int64 = LaboratoryClock.start, years: Int64,
        digest: HashAlgorithm? = nil
    ) throws {
        rootKey = try PrivateKey.generate(.p256)
        root = try CertificateIssuer.selfSigned(
            CertificateProfile(
                subject: SubjectName(commonName: "\(name) Root", organisation: "Archive Ltd"),
                usage: .authority(pathLength: 0), notBefore: start,
                notAfter: start + 40 * Self.year, serial: [0x01]), key: rootKey)
        key = try PrivateKey.generate(.p256)
        certificate = try CertificateIssuer.issue(
            CertificateProfile(
                subject: SubjectName(commonName: name, organisation: "Archive Ltd"),
                usage: .timeStampAuthority, notBefore: start, notAfter: start + years * Self.year,
                serial: [0x02]), spki: key.spki, issuer: root, key: rootKey, digest: digest)
    }

    /// The root's list of a time, good for a month, on which nothing stands.
    func list(at time: Int64) throws -> CertificateRevocationList {
        try CertificateIssuer.issueCRL(
            issuer: root, key: rootKey, thisUpdate: time - 86_400,
            nextUpdate: time + 30 * 86_400, number: 1, revoked: [])
    }

    /// Answers a query.
    func answer(_ query: [UInt8], at time: Int64) throws -> [UInt8] {
        try TimeStampAuthority.respond(
            to: query, certificate: certificate, key: key, chain: [], genTime: time,
            serial: [0x50], policy: LaboratoryPlan.authorityPolicy)
    }
}

extension LaboratoryBundle {
    /// Renews the bundle as `trailseal-seal renew` does, with the authority's list beside it.
    mutating func renew(
        by authority: RenewingAuthority, at time: Int64, algorithm: HashAlgorithm = .sha256
    ) throws {
        let files = LaterFiles(
            later.paths.compactMap { path in
                LaterName(path).map { LaterFiles.File($0, later.files[path] ?? []) }
            })
        let algorithms = try BundleRenewal.algorithms(of: files).union([algorithm])
        let renewal = BundleRenewal(
            files: files,
            archive: Dictionary(
                algorithms.map { ($0, $0.hash(bundle)) }, uniquingKeysWith: { one, _ in one }))
        let list = try authority.list(at: time)
        let renewed = try renewal.renew(
            adding: [.revocationList(list.sha256): list.der], by: algorithm,
            url: LaboratoryPlan.authorityURL,
            randomBytes: try SystemRandom.bytes(TimeStampExchange.nonceByteCount)
        ) { _, query in try authority.answer(query, at: time) }
        for file in renewed.files { later.files[file.name.text] = file.bytes }
        trust(authority)
    }

    /// Has an authority date something else in the place of a renewal.
    mutating func renew(
        by authority: RenewingAuthority, at time: Int64, number: Int, over message: [UInt8]
    ) throws {
        let exchange = try TimeStampExchange(
            over: message,
            randomBytes: try SystemRandom.bytes(TimeStampExchange.nonceByteCount))
        let answer = try authority.answer(exchange.request.der, at: time)
        let list = try authority.list(at: time)
        guard let name = LaterName(number, .renewal),
            let beside = LaterName(number, .revocationList(list.sha256))
        else { throw ForgeError.broken("no renewal \(number)") }
        later.files[name.text] = answer
        later.files[beside.text] = list.der
        trust(authority)
    }

    private mutating func trust(_ authority: RenewingAuthority) {
        let name = (authority.certificate.commonName ?? "authority").lowercased()
            .replacing(" ", with: "-")
        trust.files["tsa/\(name).pem"] = Array(
            PEM.encode(label: "CERTIFICATE", der: authority.root.der).utf8)
    }
}

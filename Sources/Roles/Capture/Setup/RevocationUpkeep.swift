package import Cryptography
import LinuxFiles
import Records

/// Keeps a store's word on revocation young enough to be worth something in an export.
///
/// A list counts for what came before it and until its successor is due. The first one is made with
/// the log; here the own authority makes the next ones, and lists of an outside authority come in.
package enum RevocationUpkeep {
    /// How old the newest list of the own authority may be, in seconds: a quarter of its validity,
    /// so that every bundle is good for nine months without another list.
    static let interval: Int64 = OwnAuthority.Years.seconds / 4

    /// Makes the own authority's next list if the newest is old, and its key is at hand.
    ///
    /// Under an administrator's password the key isn't: then the next enrolment makes the list.
    ///
    /// - Returns: Whether a list was made.
    @discardableResult
    static func renew(_ writer: LogWriter) throws -> Bool {
        guard let newest = try due(writer), !OwnAuthority.needsPassword(writer.layout) else {
            return false
        }
        let authority = try OwnAuthority.open(
            writer.layout, organisation: writer.configuration.organisation, password: nil)
        try issue(after: newest, by: authority, writer)
        return true
    }

    /// The same with the authority already open.
    static func renew(_ writer: LogWriter, by authority: OwnAuthority) throws {
        if let newest = try due(writer) { try issue(after: newest, by: authority, writer) }
    }

    /// Has the own authority say in a new list that a certificate is revoked from now on; what is said
    /// already stays as it is.
    static func revoke(
        _ certificate: Certificate, by authority: OwnAuthority, _ writer: LogWriter
    ) throws {
        guard let newest = try newest(writer) else {
            throw CaptureError.damaged("The store lacks the revocation list of its authority.")
        }
        guard !newest.revoked.contains(where: { $0.serial == certificate.serial }) else { return }
        let line = RevokedCertificate(
            serial: certificate.serial, date: writer.context.clock.now().utc.unixSeconds,
            reason: .cessationOfOperation)
        try issue(after: newest, revoking: [line], by: authority, writer)
    }

    /// The own authority's newest list, where it is old by the time of the newest record.
    private static func due(_ writer: LogWriter) throws -> CertificateRevocationList? {
        guard let newest = try newest(writer), let now = writer.head.lastTime?.utc.unixSeconds,
            newest.thisUpdate < now - interval
        else { return nil }
        return newest
    }

    /// The own authority's newest list: of two of one second that with the higher number.
    private static func newest(_ writer: LogWriter) throws -> CertificateRevocationList? {
        guard writer.configuration.authority == .own,
            let root = try CertificateFolder(writer.layout).named("root")
        else { return nil }
        return try lists(writer.layout).filter { $0.isSigned(by: root) }
            .max { ($0.thisUpdate, count(of: $0)) < ($1.thisUpdate, count(of: $1)) }
    }

    private static func count(of list: CertificateRevocationList) -> UInt64 {
        list.number.flatMap { UInt64($0, radix: 16) } ?? 0
    }

    private static func issue(
        after newest: CertificateRevocationList, revoking more: [RevokedCertificate] = [],
        by authority: OwnAuthority, _ writer: LogWriter
    ) throws {
        let next = try authority.issueRevocationList(
            number: count(of: newest) &+ 1, revoked: newest.revoked + more,
            context: writer.context)
        try CertificateFolder(writer.layout).keep(next)
    }

    private static func lists(_ layout: StoreLayout) throws -> [CertificateRevocationList] {
        try CertificateFolder(layout).revocationLists().map {
            try CertificateRevocationList(der: $0)
        }
    }

    /// Takes in a list of an outside authority.
    ///
    /// - Throws: `CaptureError.refused` for one that no authority signed whose certificate the store
    ///   keeps: such a list could never count.
    package static func add(
        _ list: CertificateRevocationList, writer: LogWriter
    ) throws {
        try translating {
            let folder = CertificateFolder(writer.layout)
            let authorities = try folder.all().map { try Certificate(der: $0) }.filter(\.isCA)
            guard authorities.contains(where: { list.isSigned(by: $0) }) else {
                throw CaptureError.refused(
                    "No authority whose certificate this store keeps signed the list of "
                        + "\(list.issuer).")
            }
            try folder.keep(list)
        }
    }
}

package import Cryptography

/// What the revocation of an authority does to the time-stamps that it gave.
///
/// Source: RFC 3161 §4.
package enum TimeStampRevocation: Hashable, Sendable {
    /// Revoked after the time-stamp, for a reason that leaves the key's earlier work valid.
    case later(RevokedCertificate)
    /// Revoked for a reason, or for none, that takes the force from all work of the key, however
    /// early.
    case allVoid(RevokedCertificate)
    /// The same, but a renewal shows that the time-stamp was there before the revocation, and before
    /// the key was first not to be relied on.
    case coveredBefore(RevokedCertificate)
    /// Revoked already when the time-stamp was given.
    case before(RevokedCertificate)

    /// The reasons after which what was stamped before stays valid.
    package static let harmless: Set<RevocationReason> = [
        .unspecified, .affiliationChanged, .superseded, .cessationOfOperation,
    ]

    /// Judges one revocation.
    ///
    /// - Parameters:
    ///   - genTime: The time in the token, seconds since 1970 in UTC.
    ///   - covered: By when a renewal shows that it existed; nil without one.
    package init(_ revocation: RevokedCertificate, genTime: Int64, covered: Int64? = nil) {
        guard let reason = revocation.reason, Self.harmless.contains(reason) else {
            let since = min(revocation.date, revocation.invalidityDate ?? .max)
            let isCovered = covered.map { $0 < since } ?? false
            self = isCovered ? .coveredBefore(revocation) : .allVoid(revocation)
            return
        }
        self = genTime < revocation.date ? .later(revocation) : .before(revocation)
    }
}

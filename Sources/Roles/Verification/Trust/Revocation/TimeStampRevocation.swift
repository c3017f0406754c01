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
    /// Revoked already when the time-stamp was given.
    case before(RevokedCertificate)

    /// The reasons after which what was stamped before stays valid.
    package static let harmless: Set<RevocationReason> = [
        .unspecified, .affiliationChanged, .superseded, .cessationOfOperation,
    ]

    /// Judges one revocation.
    ///
    /// - Parameter genTime: The time in the token, seconds since 1970 in UTC.
    package init(_ revocation: RevokedCertificate, genTime: Int64) {
        guard let reason = revocation.reason, Self.harmless.contains(reason) else {
            self = .allVoid(revocation)
            return
        }
        self = genTime < revocation.date ? .later(revocation) : .before(revocation)
    }
}

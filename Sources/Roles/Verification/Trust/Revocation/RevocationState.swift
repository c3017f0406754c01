package import Cryptography
import Records

/// What is known of a certificate's revocation at a time.
package enum RevocationState: Hashable, Sendable {
    /// Nothing at hand counts for that time.
    case unknown
    /// Not revoked, by the newest word that counts.
    case good(by: RevocationSource)
    /// Revoked, by the newest word that counts.
    case revoked(RevokedCertificate, by: RevocationSource)

    /// The word that decided it; nil where nothing counts.
    package var source: RevocationSource? {
        switch self {
        case .unknown: nil
        case .good(let source), .revoked(_, let source): source
        }
    }
}

/// A revocation list or response as somebody's word.
package struct RevocationSource: Hashable, Sendable {
    /// What it is and by whom, such as `list 1 of CN=Root`.
    package var name: String
    /// When it was made, seconds since 1970 in UTC.
    package var thisUpdate: Int64
    /// When the next is due, seconds since 1970 in UTC; nil where it doesn't say.
    package var nextUpdate: Int64?
    /// The dotted object identifier of the algorithm that it is signed with.
    package var signatureAlgorithm: String

    /// Names a word of its parts.
    package init(
        name: String, thisUpdate: Int64, nextUpdate: Int64?, signatureAlgorithm: String
    ) {
        self.name = name
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.signatureAlgorithm = signatureAlgorithm
    }

    /// Whether it says something about a time: it was made then or later, or was still the newest.
    ///
    /// Source: docs/formats/report.md §9.
    package func covers(_ seconds: Int64) -> Bool {
        thisUpdate >= seconds || (nextUpdate ?? .min) >= seconds
    }
}

/// What was found on one certificate of a path.
package struct LinkRevocation: Hashable, Sendable {
    /// The certificate.
    package var certificate: Certificate
    /// Its place in the path, 0 for the leaf.
    package var depth: Int
    /// What is known.
    package var state: RevocationState
    /// Why other words at hand count for nothing, each a sentence fragment.
    package var ignored: [String]

    /// Makes what was found of its parts.
    package init(
        certificate: Certificate, depth: Int, state: RevocationState, ignored: [String] = []
    ) {
        self.certificate = certificate
        self.depth = depth
        self.state = state
        self.ignored = ignored
    }
}

extension RevocationSource {
    /// What it is, of when, and when the next is due.
    var text: String {
        let next = nextUpdate.map { ", the next due \(Timestamp(unixSeconds: $0).secondsText)" }
        return "\(name) of \(Timestamp(unixSeconds: thisUpdate).secondsText)\(next ?? "")"
    }
}

extension RevokedCertificate {
    /// When it was revoked, why, and since when it isn't to be relied on.
    var text: String {
        let since = invalidityDate.map {
            ", not to be relied on since \(Timestamp(unixSeconds: $0).secondsText)"
        }
        return "revoked \(Timestamp(unixSeconds: date).secondsText), "
            + (reason.map { "\($0)" } ?? "no reason given") + (since ?? "")
    }
}

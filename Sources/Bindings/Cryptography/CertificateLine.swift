/// The certificates that stand beside a signer's in a message, where no signature covers them.
///
/// Each has to be there for a reason and as its issuer made it; else bytes could be changed, or put
/// in, and nobody would see it.
package struct CertificateLine: Sendable {
    /// The most certificates that may stand beside a signer's.
    package static let maximumCount = 16

    /// The signer's own; nil where it is nowhere to be found.
    package let signer: Certificate?
    /// The others, in the order of the message.
    package let others: [Certificate]

    /// Whether a certificate is what its issuer made.
    package enum Making: Hashable, Sendable {
        /// Every one is.
        case sound
        /// One bears its issuer's name and not its signature.
        case altered(Certificate)
        /// One's issuer isn't at hand, so nobody can tell.
        case unknown(Certificate)
    }

    /// Takes the certificates of a message.
    package init(signer: Certificate?, others: [Certificate]) {
        self.signer = signer
        self.others = others
    }

    /// Why they aren't the line above the signer's, each once; nil where they are.
    package var disorder: String? {
        if others.count > Self.maximumCount { return "it holds more certificates than a line has" }
        var line: Set<Certificate> = signer.map { [$0] } ?? []
        var rest = others
        if Set(rest).count != rest.count || signer.map(rest.contains) == true {
            return "it holds a certificate twice"
        }
        while let next = rest.firstIndex(where: { above in
            line.contains { $0.isIssued(by: above) }
        }) {
            line.insert(rest.remove(at: next))
        }
        return rest.isEmpty
            ? nil : "it holds a certificate that isn't in the line above its signer's"
    }

    /// Whether each of the others bears the signature of an issuer that is at hand.
    ///
    /// The signer's own is fixed by the message's signed attributes and not asked about.
    ///
    /// - Parameter known: Where issuers may lie besides the line itself.
    package func making(by known: [Certificate]) -> Making {
        var unknown: Certificate?
        for certificate in others.prefix(Self.maximumCount) {
            let named = (others + known).filter { $0.subject == certificate.issuer }
            if named.contains(where: { certificate.isIssued(by: $0) }) { continue }
            if !named.isEmpty { return .altered(certificate) }
            unknown = unknown ?? certificate
        }
        return unknown.map { .unknown($0) } ?? .sound
    }
}

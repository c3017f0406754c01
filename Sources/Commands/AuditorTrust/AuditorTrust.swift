package import TrustAnchors
package import Verification

extension Trust {
    /// What the auditor's folder holds.
    package init(_ folder: TrustFolder) {
        self.init(
            roots: folder.roots, people: folder.people, seal: folder.seal, log: folder.log,
            tsa: folder.tsa,
            witnesses: folder.witnesses.map { WitnessAnchor(key: $0.key, domain: $0.domain) },
            signIn: folder.signIn.map {
                SignInAnchor(
                    issuer: $0.issuer, audience: $0.audience, thumbprint: $0.thumbprint)
            },
            revocation: folder.revocation, responses: folder.responses,
            periods: folder.periods.compactMapValues {
                AnchorPeriod(first: $0.first, last: $0.last)
            })
    }
}

internal import TrustAnchors
package import Verification

/// The trust folders that samples have, read as the verifier's own program reads them.
package enum SampleTrust {
    /// Reads a sample's trust folder.
    package static func read(_ folder: String) throws -> Trust {
        let anchors = try TrustFolder.read(folder)
        return Trust(
            roots: anchors.roots, people: anchors.people, seal: anchors.seal, log: anchors.log,
            tsa: anchors.tsa,
            witnesses: anchors.witnesses.map { WitnessAnchor(key: $0.key, domain: $0.domain) },
            signIn: anchors.signIn.map {
                SignInAnchor(
                    issuer: $0.issuer, audience: $0.audience, thumbprint: $0.thumbprint)
            },
            revocation: anchors.revocation, responses: anchors.responses,
            periods: anchors.periods.compactMapValues {
                AnchorPeriod(first: $0.first, last: $0.last)
            })
    }
}

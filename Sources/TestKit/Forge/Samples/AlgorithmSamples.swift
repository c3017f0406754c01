internal import BundleFormat
internal import Cryptography
internal import Sealing

/// Certificates whose signatures rest on hash functions of the past.
///
/// In each the sealing program's own key seals, under a certificate that the laboratory's root
/// signed over an old hash; everything else is as in the honest twin.
enum AlgorithmSamples {
    static let all: [Sample] = [ageing, retired, broken]

    /// 2029-03-01T09:00:00Z.
    private static let afterRetirement: Int64 = 1_867_050_000

    private static let ageing = Sample.attack(
        "good-algorithm-ageing",
        ["BND-004": "passed", "BND-005": "passed", "PKI-001": "passed", "PKI-002": "passed"],
        why: """
            The root signed the seal's certificate over a SHA-224 hash, which is acceptable until \
            2029. The bundle passes, and the report says by when the evidence has to be renewed.
            """
    ) { try $0.resealUnderCertificate(over: .sha224) }

    private static let retired = Sample.attack(
        "odd-algorithm-retired", ["BND-004": "passed", "BND-005": "indeterminate"],
        at: "2029-03-01T15:00:00Z", twin: "good-algorithm-ageing",
        why: """
            The same certificate in a laboratory that worked in 2029, when SHA-224 was no longer \
            acceptable. Nobody has broken it, so this is no forgery, and nobody vouches for it \
            any more, so it is no proof either.
            """,
        on: { try Scene.minimal(plan: { $0.start = afterRetirement }) }
    ) { try $0.resealUnderCertificate(over: .sha224) }

    private static let broken = Sample.attack(
        "bad-algorithm-broken", ["BND-004": "passed", "BND-005": "failed"],
        twin: "good-algorithm-ageing",
        why: """
            The root signed the seal's certificate over a SHA-1 hash. Since 2020 two certificates \
            with one such hash can be made to order, so a second one with another key may exist \
            under the very same signature.
            """
    ) { try $0.resealUnderCertificate(over: .sha1) }
}

extension Attack {
    /// Seals again with the same key under a certificate that its issuer signed over another hash.
    fileprivate mutating func resealUnderCertificate(over digest: HashAlgorithm) throws {
        let own = keys.seal
        let certificate = try certificate(for: own.key.spki, from: -86_400, digest: digest)
        try editor.reseal(with: own.key, certificate, at: sealingTime())
    }
}

internal import Cryptography

/// Bundles that were renewed, well and badly.
///
/// All are one bundle, whose seal has no time-stamp and a certificate that ends in November 2029, judged
/// in 2035. The first authority's certificate rests on SHA-224, which counts until the end of 2028, and
/// ends itself in 2030; the second's lasts until 2046.
enum RenewalSamples {
    static let all: [Sample] = [renewed, once, omitted, late, missing, single]

    private static let judgedAt = "2035-01-01T00:00:00Z"
    /// 2027-06-01T10:00:00Z.
    private static let first: Int64 = 1_811_844_000
    /// 2028-12-01T10:00:00Z.
    private static let second: Int64 = 1_859_277_600
    /// 2030-01-15T10:00:00Z.
    private static let tooLate: Int64 = 1_894_701_600

    private static func renewedOnce() throws -> (bundle: LaboratoryBundle, next: RenewingAuthority)
    {
        var bundle = try Scene.minimal(seed: "renewed").export(project: Scene.project)
        let weak = try RenewingAuthority("Archive Stamp One", years: 4, digest: .sha224)
        let strong = try RenewingAuthority("Archive Stamp Two", years: 20)
        try bundle.renew(by: weak, at: first)
        return (bundle, strong)
    }

    private static let renewed = Sample(
        "good-renewed", .passed,
        ["NOT-004": "passed", "PKI-002": "passed", "PKI-003": "passed", "BND-005": "passed"],
        at: judgedAt,
        why: """
            Judged long after everything has ended that the bundle brought along: the seal's \
            certificate, the first renewing authority's certificate, and the hash that one rested \
            on. Each was dated by the next time-stamp while it still counted, together with \
            everything before it, so the whole is as good as on the day it was sealed.
            """
    ) {
        let made = try renewedOnce()
        var bundle = made.bundle
        try bundle.renew(by: made.next, at: second, algorithm: .sha512)
        return bundle
    }

    private static let once = Sample(
        "good-renewed-once", .passed, ["NOT-004": "passed", "PKI-002": "passed"],
        at: "2028-06-01T00:00:00Z", twin: "odd-renewal-not-renewed",
        why: """
            Renewed once and judged a year later: the revocation list in the bundle has run out, and \
            the renewal shows that the seal was made while it counted. The report says that SHA-224 \
            ends with the year, and that the bundle has to be renewed again before.
            """
    ) { try renewedOnce().bundle }

    private static let omitted = Sample(
        "bad-renewal-chain-omitted", .failed, ["NOT-004": "failed"], at: judgedAt,
        twin: "good-renewed",
        why: """
            The second renewal dates the archive and nothing else: the first renewal and its \
            list, which it should carry on, aren't under it. A genuine time-stamp of 2028 can't \
            say that the one of 2027 was there when its algorithm ended.
            """
    ) {
        let made = try renewedOnce()
        var bundle = made.bundle
        try bundle.renew(
            by: made.next, at: second, number: 2, over: HashAlgorithm.sha256.hash(bundle.bundle))
        return bundle
    }

    private static let late = Sample(
        "odd-renewal-late", .indeterminate, ["PKI-002": "indeterminate"], at: judgedAt,
        twin: "good-renewed",
        why: """
            The second renewal came in 2030, when SHA-224 under the first authority's certificate \
            no longer counted, so the first has lost its force. The second is sound and shows that \
            the bundle was there in 2030; the seal's certificate had ended by then.
            """
    ) {
        let made = try renewedOnce()
        var bundle = made.bundle
        try bundle.renew(by: made.next, at: tooLate)
        return bundle
    }

    private static let missing = Sample(
        "odd-renewal-missing", .indeterminate,
        ["NOT-004": "indeterminate", "PKI-002": "indeterminate"], at: judgedAt,
        twin: "good-renewed",
        why: """
            The file of the first renewal was lost. What the second covers can't be told without \
            it, and nothing else shows that the bundle was there while the seal's certificate \
            counted. A missing file contradicts nothing.
            """
    ) {
        let made = try renewedOnce()
        var bundle = made.bundle
        try bundle.renew(by: made.next, at: second)
        bundle.later.files["0001.tsr"] = nil
        return bundle
    }

    private static let single = Sample(
        "odd-renewal-not-renewed", .indeterminate,
        ["NOT-004": "indeterminate", "PKI-002": "indeterminate"], at: judgedAt,
        twin: "good-renewed-once",
        why: """
            The bundle was renewed once, in 2027, and then forgotten. The hash under that \
            authority's certificate ended with the year 2028, so what it said counts no more.
            """
    ) { try renewedOnce().bundle }
}

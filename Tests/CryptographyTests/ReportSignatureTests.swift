import Findings
import Records
import Testing
import Verification

@testable import Cryptography

/// What a signature over a report comes to under the reader's anchors, at a time.
@Suite struct ReportSignatureTests {
    static let year: Int64 = 365 * 86_400

    let authority: TestAuthority
    let key: PrivateKey
    let person: Certificate
    let report = Array("the content".utf8)

    init() throws {
        authority = try TestAuthority()
        key = try PrivateKey.generate(.p256)
        person = try authority.leaf(.person, key: key, name: "Ada Auditor")
    }

    /// Lists of both authorities, made at `now`, in which nobody stands but who is named.
    func lists(
        revoked: [RevokedCertificate] = []
    ) throws -> [CertificateRevocationList] {
        try [(authority.issuing, authority.issuingKey), (authority.root, authority.rootKey)].map {
            issuer, key in
            try CertificateIssuer.issueCRL(
                issuer: issuer, key: key, thisUpdate: TestAuthority.now,
                nextUpdate: TestAuthority.notAfter, number: 1,
                revoked: issuer == authority.issuing ? revoked : [])
        }
    }

    func judge(
        signer: Certificate? = nil, key: PrivateKey? = nil,
        signedAt: Int64 = TestAuthority.now, over content: [UInt8]? = nil,
        anchors: [Certificate]? = nil, lists: [CertificateRevocationList]? = nil,
        at: Int64 = TestAuthority.now
    ) throws -> JudgedReportSignature {
        let signature = try DetachedSignature.sign(
            content ?? report, certificate: signer ?? person, key: key ?? self.key,
            others: [authority.issuing], signingTime: signedAt)
        let trust = Trust(
            roots: anchors ?? [authority.root], revocation: try lists ?? self.lists())
        return JudgedReportSignature(
            signature: signature, over: report, trust: trust, at: Timestamp(unixSeconds: at))
    }

    func codes(_ judged: JudgedReportSignature) -> [String] {
        judged.findings.filter { $0.effect == .failure || $0.effect == .openQuestion }.map(\.code)
    }

    func profile(
        _ name: String, _ usage: CertificateUsage = .person, until: Int64 = TestAuthority.notAfter
    ) throws -> CertificateProfile {
        var profile = try TestAuthority.profile(name, usage)
        profile.notAfter = until
        return profile
    }

    @Test func aSoundSignatureUnderAnAnchorPasses() throws {
        let judged = try judge()
        #expect(judged.verdict == .passed, "\(judged.findings)")
        #expect(judged.standing == .holds)
        #expect(judged.signer == person)
        #expect(judged.anchor == authority.root)
        #expect(judged.claimedTime == Timestamp(unixSeconds: TestAuthority.now))
    }

    @Test func anotherReportFails() throws {
        let judged = try judge(over: report + [0])
        #expect(judged.standing == .overSomethingElse)
        #expect(judged.verdict == .failed)
        #expect(judged.anchor == nil)
    }

    @Test func aValueByAnotherKeyFails() throws {
        var assembler = CMSAssembler(signer: person, key: key)
        assembler.spoil = { value in value.dropLast() + [(value.last ?? 0) ^ 1] }
        let judged = JudgedReportSignature(
            signature: try assembler.assemble(), over: report,
            trust: Trust(roots: [authority.root]), at: Timestamp(unixSeconds: TestAuthority.now))
        #expect(judged.standing == .notBySigner)
        #expect(judged.verdict == .failed)
    }

    @Test func whatIsNoSignatureFails() {
        for bytes in [[], Array("no signature".utf8), [0x30, 0x80]] as [[UInt8]] {
            let judged = JudgedReportSignature(
                signature: bytes, over: report, trust: Trust(roots: [authority.root]),
                at: Timestamp(unixSeconds: TestAuthority.now))
            guard case .unreadable = judged.standing else {
                Issue.record("read \(bytes)")
                continue
            }
            #expect(judged.verdict == .failed)
            #expect(judged.signer == nil)
        }
    }

    @Test func anUnknownAuthorityLeavesItOpen() throws {
        let other = try TestAuthority()
        for anchors in [[], [other.root]] {
            let judged = try judge(anchors: anchors)
            #expect(judged.verdict == .indeterminate)
            #expect(judged.anchor == nil)
            #expect(codes(judged).contains("NO_CERTIFICATE_CHAIN_FOUND"))
        }
    }

    @Test func aPinnedCertificateIsItsOwnAnchor() throws {
        let own = try CertificateIssuer.selfSigned(profile("Ada Auditor"), key: key)
        let judged = try judge(signer: own, anchors: [own], lists: [])
        #expect(judged.verdict == .passed, "\(judged.findings)")
        #expect(judged.anchor == own)
        #expect(try judge(signer: own, lists: []).verdict == .indeterminate)
    }

    @Test func whatMayNotSignFails() throws {
        let encipherment = CertificateExtensions(
            basicConstraints: "critical,CA:FALSE", keyUsage: "critical,keyEncipherment",
            extendedKeyUsage: nil)
        let signer = try authority.leaf(.special(encipherment), key: key)
        let judged = try judge(signer: signer)
        #expect(judged.verdict == .failed)
        #expect(codes(judged) == ["CHAIN_CONSTRAINTS_FAILURE"])
        #expect(judged.findings.contains { $0.found == "key usage does not permit signatures" })
    }

    /// Nothing proves when it was signed: what ended since leaves it open, what had ended by the
    /// signer's own word fails.
    @Test func anEndedCertificateNoLongerShowsWhoSigned() throws {
        let end = TestAuthority.now + 1000
        let short = try CertificateIssuer.issue(
            profile("Ada Auditor", until: end), spki: key.spki, issuer: authority.issuing,
            key: authority.issuingKey)
        #expect(try judge(signer: short).verdict == .passed)
        let since = try judge(signer: short, at: end + 1)
        #expect(since.verdict == .indeterminate)
        #expect(codes(since).contains("OUT_OF_BOUNDS_NO_POE"))
        let before = try judge(signer: short, signedAt: end + 1, at: end + 10)
        #expect(before.verdict == .failed)
        #expect(codes(before).contains("EXPIRED"))
        let early = try judge(signedAt: TestAuthority.notBefore - 1)
        #expect(early.verdict == .failed)
        #expect(codes(early) == ["NOT_YET_VALID"])
    }

    @Test func aTimeAheadOfTheJudgementLeavesItOpen() throws {
        let skew: Int64 = 120
        #expect(try judge(signedAt: TestAuthority.now + skew).verdict == .passed)
        let ahead = try judge(signedAt: TestAuthority.now + skew + 1)
        #expect(ahead.verdict == .indeterminate)
        #expect(codes(ahead) == ["CLOCK"])
    }

    @Test func revocationCountsAsInABundle() throws {
        let unknown = try judge(lists: [])
        #expect(unknown.verdict == .indeterminate)
        #expect(Set(codes(unknown)) == ["REVOCATION_ABSENT"])
        let line = RevokedCertificate(
            serial: person.serial, date: TestAuthority.now - 10, reason: .keyCompromise)
        let revoked = try judge(lists: try lists(revoked: [line]))
        #expect(revoked.verdict == .failed)
        #expect(codes(revoked) == ["REVOKED"])
        // Signed before the revocation by her own word alone.
        let before = try judge(
            signedAt: TestAuthority.now - 100, lists: try lists(revoked: [line]))
        #expect(before.verdict == .indeterminate)
        #expect(codes(before) == ["REVOKED_NO_POE"])
    }

    @Test func aBrokenHashFails() throws {
        let content = Array("the content".utf8)
        var assembler = CMSAssembler(signer: person, key: key)
        assembler.digest = .sha1
        assembler.signatureHash = .sha1
        assembler.signatureAlgorithm = try #require(OID.ecdsa(with: .sha1))
        assembler.attributes[2] = DER.attribute(
            .messageDigest, DER.octets(HashAlgorithm.sha1.hash(content)))
        let judged = JudgedReportSignature(
            signature: try assembler.assemble(), over: content,
            trust: Trust(
                roots: [authority.root, authority.issuing], revocation: try lists()),
            at: Timestamp(unixSeconds: TestAuthority.now))
        #expect(judged.standing == .holds)
        #expect(judged.verdict == .failed)
        #expect(Set(codes(judged)) == ["ALG_FORBIDDEN"])
    }
}

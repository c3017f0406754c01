import Cryptography
import Testing

@Suite struct PathTests {
    let authority: TestAuthority
    let leaf: Certificate

    init() throws {
        authority = try TestAuthority()
        leaf = try authority.leaf(.person, key: PrivateKey.generate(.p256))
    }

    func build(
        _ leaf: Certificate? = nil, intermediates: [Certificate]? = nil,
        anchors: [Certificate]? = nil, at moment: Int64 = TestAuthority.now,
        purpose: PathPurpose = .signing
    ) -> PathResult {
        CertificatePath.build(
            leaf: leaf ?? self.leaf, intermediates: intermediates ?? [authority.issuing],
            anchors: anchors ?? [authority.root], at: moment, purpose: purpose)
    }

    @Test func aSoundPathReachesItsAnchor() {
        let result = build()
        #expect(result.isGood, "\(result.problems)")
        #expect(result.chain == [leaf, authority.issuing, authority.root])
    }

    @Test func aPinnedIntermediateOrLeafEndsThePath() {
        #expect(build(intermediates: [], anchors: [authority.issuing]).isGood)
        let pinned = build(anchors: [leaf])
        #expect(pinned.isGood && pinned.chain == [leaf])
    }

    @Test func aRootAmongTheCandidatesIsNoAnchor() {
        let result = build(intermediates: [authority.issuing, authority.root], anchors: [])
        #expect(result.reachesAnchor == false)
        #expect(result.problems.contains { $0.kind == .noIssuer })
    }

    @Test func aMissingIntermediateIsSaid() {
        let result = build(intermediates: [])
        #expect(result.reachesAnchor == false)
        #expect(result.problems.contains { $0.kind == .noIssuer && $0.depth == 0 })
        #expect(result.chain == [leaf])
    }

    @Test func validityIsJudgedAtTheGivenMomentForEachCertificate() {
        let late = build(at: TestAuthority.notAfter + 1)
        #expect(late.reachesAnchor)
        #expect(late.problems.map(\.depth) == [0, 1, 2])
        #expect(late.problems.allSatisfy { $0.kind == .expired })
        #expect(late.problems.first?.certificate == leaf.sha256)
        let early = build(at: TestAuthority.notBefore - 1)
        #expect(early.problems.allSatisfy { $0.kind == .notYetValid })
        #expect(build(at: TestAuthority.notAfter).isGood)
        #expect(build(at: TestAuthority.notBefore).isGood)
        #expect(build(anchors: [leaf], at: TestAuthority.notAfter + 1).isGood == false)
    }

    @Test func aLeafIsNoIssuer() throws {
        let key = try PrivateKey.generate(.p256)
        let person = try authority.leaf(.person, key: key, name: "Person")
        let forged = try CertificateIssuer.issue(
            TestAuthority.profile("Forged", .person), spki: key.spki, issuer: person, key: key)
        let result = build(forged, intermediates: [person, authority.issuing])
        #expect(result.isGood == false)
    }

    @Test func pathLengthIsKept() throws {
        let key = try PrivateKey.generate(.p256)
        let below = try authority.leaf(.authority(pathLength: nil), key: key, name: "Below")
        let leaf = try CertificateIssuer.issue(
            TestAuthority.profile("Leaf", .person), spki: key.spki, issuer: below, key: key)
        let result = build(leaf, intermediates: [below, authority.issuing])
        #expect(result.problems.contains { $0.kind == .pathLength })
    }

    @Test func anIssuerOfTheRightNameAndTheWrongKeyIsNotReached() throws {
        let impostorKey = try PrivateKey.generate(.p256)
        let impostor = try CertificateIssuer.selfSigned(
            TestAuthority.profile("Issuing", .authority(pathLength: 0)), key: impostorKey)
        let result = build(intermediates: [], anchors: [impostor])
        #expect(result.reachesAnchor == false)
    }

    @Test func aChangedSignatureIsABadSignature() throws {
        var der = leaf.der
        der[der.count - 3] ^= 1
        let changed = try Certificate(der: der)
        let result = build(changed)
        #expect(result.reachesAnchor == false)
        #expect(result.problems.contains { $0.kind == .badSignature && $0.depth == 0 })
    }

    @Test func purposesAreKept() throws {
        let key = try PrivateKey.generate(.p256)
        let custodian = try authority.leaf(.custodian, key: key)
        #expect(build(custodian).problems.map(\.kind) == [.keyUsage])
        #expect(build(custodian, purpose: .any).isGood)
        let stamper = try authority.leaf(.timeStampAuthority, key: key)
        #expect(build(stamper, purpose: .timeStamping).isGood)
        #expect(build(leaf, purpose: .timeStamping).problems.map(\.kind) == [.keyUsage])
    }
}

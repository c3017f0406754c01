import Cryptography
import Findings
import Records
import Testing

@testable import Verification

@Suite struct CertificateCheckTests {
    @Test func anHonestBundleLeadsToTheAnchor() throws {
        let lab = try Laboratory()
        #expect(lab.codes(PathCheck()) == [])
        #expect(lab.codes(ValidityCheck()) == [])
        #expect(lab.notes(ValidityCheck()) == [])
        #expect(lab.codes(RevocationCheck()) == [])
    }

    @Test func withoutAnchorsNothingPasses() throws {
        var lab = try Laboratory()
        lab.trust.roots = []
        #expect(
            lab.codes(PathCheck())
                == [
                    "open question NO_CERTIFICATE_CHAIN_FOUND",
                    "open question NO_CERTIFICATE_CHAIN_FOUND",
                ])
    }

    @Test func anAnchorForAnotherTaskDoesNotHelp() throws {
        var lab = try Laboratory()
        lab.trust.roots = []
        lab.trust.people = [lab.keys.root]
        #expect(lab.codes(PathCheck()) == ["open question NO_CERTIFICATE_CHAIN_FOUND"])
        lab.trust.log = [lab.keys.root]
        #expect(lab.codes(PathCheck()) == [])
    }

    @Test func aRootInTheBundleIsIgnoredAndSaid() throws {
        var lab = try Laboratory()
        lab.certificates.append(lab.keys.root)
        #expect(lab.codes(PathCheck()) == [])
        lab.trust.roots = []
        #expect(
            lab.codes(PathCheck())
                == [
                    "open question NO_CERTIFICATE_CHAIN_FOUND",
                    "open question NO_CERTIFICATE_CHAIN_FOUND",
                    "observation TRUST_FROM_BUNDLE_IGNORED",
                ])
    }

    @Test func aLogKeyWithoutCertificateStaysOpen() throws {
        var lab = try Laboratory()
        lab.certificates.removeAll { $0 == lab.keys.log }
        #expect(lab.codes(PathCheck()) == ["open question NO_LOG_CERTIFICATE"])
    }

    @Test func aPersonsKeyThatSealsContradicts() throws {
        var lab = try Laboratory()
        lab.seal = try Self.seal(lab.keys.alice, lab.keys.aliceKey)
        #expect(lab.codes(PathCheck()) == ["failure WRONG_KEY_FOR_TASK"])
        lab.seal = try Self.seal(lab.keys.seal, lab.keys.sealKey)
        #expect(lab.codes(PathCheck()) == [])
    }

    @Test func aPinnedLeafIsAnAnchor() throws {
        var lab = try Laboratory()
        lab.trust.roots = []
        lab.trust.people = [lab.keys.alice]
        lab.trust.log = [lab.keys.log]
        #expect(lab.codes(PathCheck()) == [])
    }

    @Test func anIssuerThatIsNoAuthorityContradicts() throws {
        var lab = try Laboratory()
        let key = try PrivateKey.generate(.p256)
        let forged = try CertificateIssuer.issue(
            LabKeys.profile("Alice Chen", .person), spki: key.spki, issuer: lab.keys.bob,
            key: lab.keys.bobKey)
        try lab.sign(.init(key: key, certificate: forged))
        #expect(lab.codes(PathCheck()).contains("failure CHAIN_CONSTRAINTS_FAILURE"))
    }

    // MARK: Validity, row by row of docs/formats/report.md §9

    /// A laboratory in which Alice's certificate has other limits.
    private func lab(from: Int64, to: Int64, signedAt: Int64 = 60) throws -> Laboratory {
        var lab = try Laboratory()
        let certificate = try CertificateIssuer.issue(
            LabKeys.profile(
                "Alice Chen", .person, from: LabKeys.start + from, to: LabKeys.start + to),
            spki: lab.keys.aliceKey.spki, issuer: lab.keys.root, key: lab.keys.rootKey)
        try lab.sign(.init(signedAt: signedAt, certificate: certificate))
        return lab
    }

    @Test func expiredSinceAProvedTimePasses() throws {
        let lab = try lab(from: -100, to: 500)
        #expect(lab.codes(ValidityCheck()) == [])
        #expect(lab.notes(ValidityCheck()).contains("EXPIRED_SINCE"))
    }

    @Test func theLastSecondStillCounts() throws {
        #expect(try lab(from: -100, to: 101).codes(ValidityCheck()) == [])
    }

    /// Signed at 60 and seen by a witness at 101: nothing says that it wasn't valid when she signed.
    @Test func anEndBetweenSignatureAndReceiptStaysOpen() throws {
        let lab = try lab(from: -100, to: 100)
        #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
        #expect(
            lab.findings(ValidityCheck()).first?.found
                == "proved for 2027-01-15T08:01:41Z and not before")
    }

    @Test func aSignatureAfterTheEndFails() throws {
        #expect(try lab(from: -100, to: 59).codes(ValidityCheck()) == ["failure EXPIRED"])
        #expect(
            try lab(from: -100, to: 60).codes(ValidityCheck())
                == ["open question OUT_OF_BOUNDS_NO_POE"])
        // By its own word in time, but its epoch names a receipt of second 15.
        var early = try lab(from: -100, to: 13, signedAt: 5)
        #expect(early.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
        try early.nameFirstReceipt()
        #expect(early.codes(ValidityCheck()) == ["failure EXPIRED"])
        var late = try lab(from: -100, to: 14, signedAt: 5)
        try late.nameFirstReceipt()
        #expect(late.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
    }

    @Test func aSealBehindTheReceiptsThatItListsFails() throws {
        var lab = try Laboratory()
        let key = try PrivateKey.generate(.p256)
        let certificate = try CertificateIssuer.issue(
            LabKeys.profile("Seal", .seal, to: LabKeys.start + 98), spki: key.spki,
            issuer: lab.keys.root, key: lab.keys.rootKey)
        lab.seal = try Self.seal(certificate, key)
        #expect(lab.codes(ValidityCheck()) == ["failure EXPIRED"])
        lab.log.checkpoints.removeLast()
        #expect(lab.codes(ValidityCheck()).contains("open question OUT_OF_BOUNDS_NO_POE"))
    }

    @Test func signedBeforeItBeganFails() throws {
        #expect(try lab(from: 61, to: 500).codes(ValidityCheck()) == ["failure NOT_YET_VALID"])
        #expect(try lab(from: 60, to: 500).codes(ValidityCheck()) == [])
    }

    @Test func withoutProvedTimeTodayCounts() throws {
        var lab = try lab(from: -100, to: 2_000)
        lab.trust.witnesses = []
        #expect(lab.codes(ValidityCheck()) == [])
        #expect(lab.notes(ValidityCheck()).contains("NO_PROVED_TIME"))
    }

    @Test func withoutProvedTimeAnExpiredOneStaysOpen() throws {
        var lab = try lab(from: -100, to: 500)
        lab.trust.witnesses = []
        #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
    }

    @Test func aClockThatIsBehindStaysOpenAndSaysSo() throws {
        var lab = try lab(from: -100, to: 500)
        lab.trust.witnesses = []
        lab.at = Timestamp(unixSeconds: 1_000_000_000)
        #expect(lab.codes(ValidityCheck()).allSatisfy { $0 == "open question CLOCK" })
        #expect(!lab.codes(ValidityCheck()).isEmpty)
    }

    @Test func aClockBehindTheReceiptsIsSaidAndNotFollowed() throws {
        var lab = try Laboratory()
        lab.seal = try Self.seal(lab.keys.seal, lab.keys.sealKey)
        lab.at = Timestamp(unixSeconds: 1_000_000_000)
        #expect(lab.codes(ValidityCheck()) == ["observation CLOCK"])
        #expect(lab.codes(PathCheck()) == [])
    }

    @Test func theSealIsJudgedAtItsOwnTimeStamp() throws {
        var lab = try Laboratory()
        let key = try PrivateKey.generate(.p256)
        let certificate = try CertificateIssuer.issue(
            LabKeys.profile("Seal", .seal, from: LabKeys.start - 10, to: LabKeys.start + 300),
            spki: key.spki, issuer: lab.keys.root, key: lab.keys.rootKey)
        lab.seal = try Self.seal(certificate, key)
        #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
        lab.seal = try Self.seal(certificate, key, stampedBy: lab.keys)
        lab.trust.tsa = [lab.keys.tsaRoot]
        // Whether the authority was revoked isn't known, so its time isn't used.
        #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
        #expect(lab.notes(ValidityCheck()) == ["PROOF_LOST"])
        lab.trust.revocation = [try lab.keys.authorityList()]
        #expect(lab.codes(ValidityCheck()) == [])
        #expect(lab.codes(ReceiptCheck()) == [])
        lab.trust.tsa = []
        #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
        #expect(lab.codes(ReceiptCheck()) == [])
    }

    private static func seal(
        _ certificate: Certificate, _ key: PrivateKey, stampedBy keys: LabKeys? = nil
    ) throws -> SealFacts {
        var cms = try ClosedCMS.sign(
            content: [1], certificate: certificate, key: key, intermediates: [],
            signingTime: LabKeys.start + 90)
        guard case .closed(let closed) = ClosedCMS.read(cms) else { return SealFacts() }
        if let keys {
            let request = try TimeStampRequest.make(
                imprint: HashAlgorithm.sha256.hash(closed.signatureValue), algorithm: .sha256,
                nonce: nil)
            let answer = try TimeStampAuthority.respond(
                to: request, certificate: keys.tsa, key: keys.tsaKey, chain: [],
                genTime: LabKeys.start + 95, serial: [8], policy: "1.2.3")
            guard case .granted(let token, _) = TimeStampResponse.read(answer) else {
                return SealFacts()
            }
            cms = try ClosedCMS.addingTimeStamp(token.der, to: cms)
        }
        return SealFacts(bytes: cms, reading: ClosedCMS.read(cms), holds: true)
    }
}

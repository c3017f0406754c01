import Cryptography
import Findings
import Records
import Testing

@testable import Verification

/// Words on revocation: which count, and what they do to certificates.
@Suite struct RevocationJudgementTests {
    private func line(
        _ certificate: Certificate, at seconds: Int64, _ reason: RevocationReason? = .superseded,
        since: Int64? = nil
    ) -> RevokedCertificate {
        RevokedCertificate(
            serial: certificate.serial, date: LabKeys.start + seconds, reason: reason,
            invalidityDate: since.map { LabKeys.start + $0 })
    }

    private func lab(_ revoked: [RevokedCertificate], of: Int64 = 500) throws -> Laboratory {
        var lab = try Laboratory()
        lab.revocation.append(try lab.keys.list(revoked, of: LabKeys.start + of))
        return lab
    }

    // MARK: Lists

    @Test func anHonestListIsNamedWithItsDate() throws {
        let lab = try Laboratory()
        let notes = lab.findings(RevocationCheck())
        #expect(notes.allSatisfy { $0.code == "REVOCATION_DATA" } && !notes.isEmpty)
        #expect(
            notes.first?.found
                == "list 01 of CN=Lab Root of 2027-01-15T08:00:00Z, the next due "
                + "2027-01-16T08:00:00Z")
    }

    @Test func withoutAListTheQuestionStaysOpen() throws {
        var lab = try Laboratory()
        lab.revocation = []
        #expect(lab.codes(ValidityCheck()) == [])
        let codes = lab.codes(RevocationCheck())
        #expect(codes == ["open question REVOCATION_ABSENT", "open question REVOCATION_ABSENT"])
    }

    @Test func theAuditorsListDoesAsWellAsTheBundles() throws {
        var lab = try Laboratory()
        lab.trust.revocation = lab.revocation
        lab.revocation = []
        #expect(lab.codes(RevocationCheck()) == [])
    }

    @Test func aListFromAnotherIssuerOfTheSameNameCountsForNothing() throws {
        var lab = try Laboratory()
        let key = try PrivateKey.generate(.p256)
        let impostor = try CertificateIssuer.selfSigned(
            LabKeys.profile("Lab Root", .authority(pathLength: 1)), key: key)
        lab.revocation = [
            try CertificateIssuer.issueCRL(
                issuer: impostor, key: key, thisUpdate: LabKeys.start,
                nextUpdate: LabKeys.start + 86_400, number: 1, revoked: [])
        ]
        #expect(lab.codes(RevocationCheck()).allSatisfy { $0.hasSuffix("REVOCATION_ABSENT") })
        #expect(!lab.codes(RevocationCheck()).isEmpty)
        let ignored = lab.findings(RevocationCheck()).filter { $0.code == "REVOCATION_IGNORED" }
        #expect(ignored.first?.found?.hasSuffix("the issuer's key didn't sign it") == true)
    }

    /// From when a list is, until when, and whether it counts for a use proved at second 101.
    @Test(arguments: [
        (0, 101, true), (0, 100, false), (101, 102, true), (500, 600, true), (-50, 50, false),
    ])
    func aListCountsForTimesInItsWindowOrBefore(of: Int64, until: Int64, counts: Bool) throws {
        var lab = try Laboratory()
        // Alice signed at 60, a witness has her signature at 101; the log's bound is 16.
        lab.revocation = [
            try lab.keys.list(of: LabKeys.start + of, until: LabKeys.start + until)
        ]
        let alice = lab.context.certificates.filter { $0.used.task == .person }
        #expect(alice.count == 1)
        #expect((alice.first?.situation.links.first?.state != .unknown) == counts)
    }

    @Test func theNewestListWins() throws {
        var lab = try lab([try line(LabKeys.shared().alice, at: 50)], of: 500)
        #expect(lab.codes(ValidityCheck()) == ["failure REVOKED"])
        lab.revocation.append(try lab.keys.list(of: LabKeys.start + 600))
        #expect(lab.codes(ValidityCheck()) == [])
        lab.revocation.removeAll { $0.thisUpdate == LabKeys.start + 600 }
        lab.trust.revocation = [try lab.keys.list(of: LabKeys.start + 499)]
        #expect(lab.codes(ValidityCheck()) == ["failure REVOKED"])
    }

    @Test func ofTwoListsOfOneTimeTheOneThatRevokesCounts() throws {
        var lab = try lab([try line(LabKeys.shared().alice, at: 50)], of: 500)
        let clean = try lab.keys.list(of: LabKeys.start + 500)
        let revoking = lab.revocation
        for lists in [revoking + [clean], [clean] + revoking] {
            lab.revocation = lists
            #expect(lab.codes(ValidityCheck()) == ["failure REVOKED"])
        }
    }

    @Test func aListMadeAfterTheCertificatesEndMayHaveDroppedIt() throws {
        var lab = try Laboratory()
        let end = lab.keys.alice.notAfter
        lab.revocation = [try lab.keys.list(of: end + 1)]
        #expect(lab.codes(RevocationCheck()).contains("open question REVOCATION_ABSENT"))
        lab.revocation = [try lab.keys.list(of: end + 1, keepsExpiredSince: end + 1)]
        #expect(lab.codes(RevocationCheck()).contains("open question REVOCATION_ABSENT"))
        lab.revocation = [try lab.keys.list(of: end + 1, keepsExpiredSince: end)]
        #expect(lab.codes(RevocationCheck()) == [])
        // What does stand on it counts all the same.
        lab.revocation = [try lab.keys.list([line(lab.keys.alice, at: 50)], of: end + 1)]
        #expect(lab.codes(ValidityCheck()) == ["failure REVOKED"])
    }

    // MARK: The table, through a bundle

    @Test func revocationIsHeldAgainstTheProvedTime() throws {
        let alice = try LabKeys.shared().alice
        #expect(try lab([line(alice, at: 102)]).codes(ValidityCheck()) == [])
        #expect(try lab([line(alice, at: 102)]).notes(ValidityCheck()) == ["REVOKED_LATER"])
        // Alice signed at 60 by her own word, and 101 is when somebody outside first saw it.
        #expect(
            try lab([line(alice, at: 101)]).codes(ValidityCheck())
                == ["open question REVOKED_NO_POE"])
        #expect(try lab([line(alice, at: 60)]).codes(ValidityCheck()) == ["failure REVOKED"])
        #expect(
            try lab([line(alice, at: 200, .keyCompromise, since: 100)]).codes(ValidityCheck())
                == ["failure REVOKED"])
        var unproved = try lab([line(alice, at: 200)], of: 2_000)
        unproved.trust.witnesses = []
        #expect(unproved.codes(ValidityCheck()) == ["open question REVOKED_NO_POE"])
        #expect(unproved.codes(RevocationCheck()) == [])
    }

    @Test func aPinnedCertificateIsAskedAboutAtItsIssuer() throws {
        var lab = try lab([try line(LabKeys.shared().alice, at: 50)])
        lab.trust.roots = []
        lab.trust.people = [lab.keys.alice]
        lab.trust.log = [lab.keys.log]
        // Nobody knows the issuer.
        #expect(lab.codes(RevocationCheck()).count == 2)
        lab.certificates.append(lab.keys.root)
        // The bundle's issuer may accuse, and may not acquit.
        #expect(lab.codes(ValidityCheck()) == ["failure REVOKED"])
        #expect(lab.codes(RevocationCheck()) == ["open question REVOCATION_ABSENT"])
        lab.trust.revocation = [try lab.keys.list(of: LabKeys.start + 700)]
        #expect(lab.codes(ValidityCheck()) == [])
        #expect(lab.codes(RevocationCheck()) == [])
    }

    @Test func belowNoAnchorNobodysWordCounts() throws {
        var lab = try Laboratory()
        lab.trust.roots = []
        #expect(lab.codes(RevocationCheck()).allSatisfy { $0.hasSuffix("REVOCATION_ABSENT") })
        #expect(lab.codes(RevocationCheck()).count == 2)
    }

    // MARK: OCSP

    private func response(
        _ lab: Laboratory, revocation: RevokedCertificate? = nil, isUnknown: Bool = false,
        of: Int64 = 500, until: Int64? = nil, responder: Certificate? = nil,
        key: PrivateKey? = nil
    ) throws -> RevocationResponse {
        try RevocationResponse(
            der: CertificateIssuer.respond(
                CertificateIssuer.ResponderWord(
                    of: lab.keys.alice, revocation: revocation, isUnknown: isUnknown,
                    thisUpdate: LabKeys.start + of, nextUpdate: until.map { LabKeys.start + $0 }),
                issuer: lab.keys.root, responder: responder ?? lab.keys.root,
                key: key ?? lab.keys.rootKey))
    }

    private func responder(
        _ usage: CertificateUsage = .revocationResponder, issuer: Certificate? = nil,
        key issuerKey: PrivateKey? = nil, to: Int64 = 10_000
    ) throws -> (Certificate, PrivateKey) {
        let keys = try LabKeys.shared()
        let key = try PrivateKey.generate(.p256)
        let certificate = try CertificateIssuer.issue(
            LabKeys.profile("Responder", usage, to: LabKeys.start + to), spki: key.spki,
            issuer: issuer ?? keys.root, key: issuerKey ?? keys.rootKey)
        return (certificate, key)
    }

    /// What the situation of Alice's certificate says, with one response and no list.
    private func state(_ response: (Laboratory) throws -> RevocationResponse) throws
        -> LinkRevocation?
    {
        var lab = try Laboratory()
        lab.revocation = []
        lab.responses = [try response(lab)]
        let alice = lab.context.certificates.first { $0.used.task == .person }
        return alice?.situation.links.first
    }

    private func counts(_ response: (Laboratory) throws -> RevocationResponse) throws -> Bool {
        guard let link = try state(response) else { return false }
        #expect((link.state == .unknown) == !link.ignored.isEmpty)
        return link.state != .unknown
    }

    @Test func theIssuerItselfMayAnswer() throws {
        #expect(try counts { try response($0) })
        let revoked = try state { try response($0, revocation: line($0.keys.alice, at: 50)) }
        guard case .revoked = revoked?.state else {
            Issue.record("not revoked")
            return
        }
    }

    @Test func aResponderThatTheIssuerCertifiedMayAnswer() throws {
        let (certificate, key) = try responder()
        #expect(try counts { try response($0, responder: certificate, key: key) })
    }

    @Test func whoeverElseSignsDoesNotCount() throws {
        let keys = try LabKeys.shared()
        let (person, personKey) = try responder(.person)
        #expect(try !counts { try response($0, responder: person, key: personKey) })
        let (foreign, foreignKey) = try responder(issuer: keys.tsaRoot, key: keys.tsaRootKey)
        #expect(try !counts { try response($0, responder: foreign, key: foreignKey) })
        let (expired, expiredKey) = try responder(to: 499)
        #expect(try !counts { try response($0, responder: expired, key: expiredKey) })
    }

    @Test func aResponderThatWasRevokedDoesNotCount() throws {
        let (certificate, key) = try responder()
        var lab = try Laboratory()
        lab.revocation = [
            // Too old to say anything of Alice's signature, and it names the responder.
            try lab.keys.list(
                [line(certificate, at: -900)], of: LabKeys.start - 800,
                until: LabKeys.start - 700)
        ]
        lab.responses = [try response(lab, responder: certificate, key: key)]
        let alice = lab.context.certificates.first { $0.used.task == .person }
        #expect(alice?.situation.links.first?.state == .unknown)
    }

    @Test func aResponseWithoutAnEndCountsForWhatCameBeforeOnly() throws {
        #expect(try counts { try response($0, of: 101) })
        #expect(try !counts { try response($0, of: 100) })
        #expect(try counts { try response($0, of: 100, until: 101) })
    }

    @Test func aResponderThatDoesNotKnowSaysNothing() throws {
        #expect(try !counts { try response($0, isUnknown: true) })
    }
}

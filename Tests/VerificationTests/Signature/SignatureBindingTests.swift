import CanonicalJSON
import Cryptography
import Findings
import Records
import Testing

@testable import Verification

@Suite struct SignatureBindingTests {
    @Test func anHonestSignatureIsBound() throws {
        let lab = try Laboratory()
        #expect(lab.codes(TargetCheck()) == [])
        #expect(lab.codes(BindingCheck()) == [])
        #expect(lab.notes(BindingCheck()) == [])
    }

    // MARK: Targets

    @Test(arguments: [
        ([SignatureTarget(seq: 5, leaf: SHA256.hash([9]))], "failure ESIG_TARGET_MISMATCH"),
        ([SignatureTarget(seq: 99, leaf: Laboratory.leaf(5))], "failure ESIG_TARGET_MISMATCH"),
        ([SignatureTarget(seq: 7, leaf: Laboratory.leaf(7))], "failure SIGNED_BEFORE_WRITTEN"),
        ([SignatureTarget(seq: 6, leaf: Laboratory.leaf(6))], "failure SIGNED_BEFORE_WRITTEN"),
        (
            [SignatureTarget(log: SHA256.hash([4]), seq: 1, leaf: Laboratory.leaf(1))],
            "open question TARGET_LOG_ABSENT"
        ),
    ])
    func aTargetMustExistBeExactAndComeBefore(
        targets: [SignatureTarget], code: String
    ) throws {
        var lab = try Laboratory()
        try lab.sign(.init(targets: targets))
        #expect(lab.codes(TargetCheck()) == [code])
    }

    @Test func aTargetMayNameItsOwnLog() throws {
        var lab = try Laboratory()
        try lab.sign(
            .init(targets: [
                SignatureTarget(log: Laboratory.logID, seq: 5, leaf: Laboratory.leaf(5))
            ]))
        #expect(lab.codes(TargetCheck()) == [])
    }

    // MARK: Binding

    @Test func everyFieldOfTheStatementIsSigned() throws {
        let lab = try Laboratory()
        let json = try #require(lab.log.body(SignatureBody.self, at: 6)).json
        let statement = try #require(json["statement"]?.objectValue)
        for key in statement.keys where statement[key]?.stringValue != nil {
            var changed = lab
            var other = statement
            other[key] = .string((statement[key]?.stringValue ?? "") + "x")
            var body = json
            body["statement"] = .object(other)
            changed.add(6, 1, family: "signature", json: body, person: "P1")
            let codes =
                changed.codes(BindingCheck()) + changed.codes(ManifestationCheck())
            #expect(codes.contains { $0.hasPrefix("failure") }, "\(key)")
        }
    }

    @Test func everyByteOfTheValueMatters() throws {
        let lab = try Laboratory()
        let body = try #require(lab.log.body(SignatureBody.self, at: 6))
        for index in body.cms.indices {
            var cms = body.cms
            cms[index] ^= 1
            var changed = lab
            changed.add(
                6, 1,
                SignatureBody(
                    statement: body.statement, cms: cms,
                    certificateSha256: body.certificateSha256), person: "P1")
            let codes = changed.codes(BindingCheck())
            #expect(codes.contains { $0.hasPrefix("failure") }, "byte \(index)")
        }
    }

    @Test func anotherPersonsKeyDoesNotSignForAlice() throws {
        var lab = try Laboratory()
        try lab.sign(.init(key: lab.keys.bobKey, certificate: lab.keys.bob))
        #expect(
            lab.codes(BindingCheck())
                == ["failure WRONG_KEY_FOR_TASK", "observation NAME_IN_CERTIFICATE"])
    }

    @Test func theRecordMustNameTheCertificateThatSigned() throws {
        var lab = try Laboratory()
        try lab.sign(.init(namedCertificate: lab.keys.bob.sha256))
        #expect(lab.codes(BindingCheck()) == ["failure BINDING_MISMATCH"])
    }

    @Test func theTimeInsideIsTheTimeStated() throws {
        var lab = try Laboratory()
        try lab.sign(.init(cmsTime: 61))
        #expect(lab.codes(BindingCheck()) == ["failure BINDING_MISMATCH"])
    }

    @Test func aSignatureForAnotherLogDoesNotCount() throws {
        var lab = try Laboratory()
        try lab.sign(.init(log: SHA256.hash([5])))
        #expect(lab.codes(BindingCheck()) == ["failure LOG_ID_MISMATCH"])
    }

    @Test func aSignatureOverOtherBytesDoesNotHold() throws {
        var lab = try Laboratory()
        try lab.sign(.init(content: [1, 2, 3]))
        #expect(lab.codes(BindingCheck()) == ["failure SIG_CRYPTO_FAILURE"])
    }

    @Test func aValueWithMoreCertificatesIsNotClosed() throws {
        var lab = try Laboratory()
        let key = try PrivateKey.generate(.p256)
        let middle = try CertificateIssuer.issue(
            LabKeys.profile("Middle", .authority(pathLength: 0)), spki: key.spki,
            issuer: lab.keys.root, key: lab.keys.rootKey)
        try lab.sign(.init(intermediates: [middle]))
        #expect(lab.codes(BindingCheck()) == ["failure CMS_FORM"])
    }

    @Test func somebodyElsesRecordCannotHoldAlicesSignature() throws {
        var lab = try Laboratory()
        try lab.sign(.init(actor: "P2"))
        #expect(lab.codes(BindingCheck()) == ["failure BINDING_MISMATCH"])
    }

    @Test func aCopiedValueIsFoundAtTheSecondPlace() throws {
        var lab = try Laboratory()
        let body = try #require(lab.log.body(SignatureBody.self, at: 6))
        lab.add(7, 1, body, person: "P1")
        let findings = lab.findings(BindingCheck()).filter { $0.code == "SIGNATURE_REUSED" }
        #expect(findings.map(\.place.sequence) == [7])
    }

    @Test func aWithdrawnSignatureIsSaid() throws {
        var lab = try Laboratory()
        lab.add(
            7, 1,
            SignatureStatusBody(
                signature: LeafReference(seq: 6, leaf: Laboratory.leaf(6)), status: .withdrawn,
                reason: "wrong sample"))
        #expect(lab.codes(BindingCheck()) == ["observation SIGNATURE_WITHDRAWN"])
    }

    @Test func aWordThatMayBeHiddenLeavesItOpen() throws {
        var lab = try Laboratory()
        lab.log.epochs[1].counted = [FamilyCount(family: "signature.status", count: 1)]
        #expect(lab.codes(BindingCheck()) == ["open question HIDDEN"])
        let line = SignatureRegister.lines(of: lab.facts, in: lab.context).first
        #expect(line?.isValid == false)
        lab.log.epochs[1].counted = [
            FamilyCount(family: "signature.status", project: "ffeeddccbbaa9988", count: 1)
        ]
        lab.add(
            6, 1, try #require(lab.log.body(SignatureBody.self, at: 6)), person: "P1",
            in: "0011223344556677")
        #expect(lab.codes(BindingCheck()) == [])
    }

    @Test func aWordHiddenInFrontOfTheSignatureIsAboutAnother() throws {
        var lab = try Laboratory()
        lab.log.epochs[0].counted = [FamilyCount(family: "signature.status", count: 1)]
        #expect(lab.codes(BindingCheck()) == [])
    }

    @Test func aLaterStateThatMayBeHiddenTakesTheShownOneItsForce() throws {
        var lab = try Laboratory()
        lab.log.epochs[1].counted = [FamilyCount(family: "identity", count: 1)]
        #expect(lab.codes(BindingCheck()) == ["open question IDENTITY_WITHHELD"])
        #expect(lab.codes(ManifestationCheck()) == ["open question IDENTITY_WITHHELD"])
        try lab.sign(.init(key: lab.keys.bobKey, certificate: lab.keys.bob))
        #expect(lab.codes(BindingCheck()) == ["open question IDENTITY_WITHHELD"])
    }

    @Test func anEarlierStateThatIsHiddenDoesNotMatter() throws {
        var lab = try Laboratory()
        lab.withhold(3)
        lab.log.epochs[1].counted = [FamilyCount(family: "identity", count: 1)]
        #expect(lab.codes(BindingCheck()) == [])
    }

    // MARK: Register

    @Test func theRegisterPrintsEverySignature() throws {
        let lab = try Laboratory()
        let line = try #require(
            SignatureRegister.lines(of: lab.facts, in: lab.context).first)
        #expect(line.printedName == "Alice Chen")
        #expect(line.meaning == "authored (AUTHORED)")
        #expect(line.signedAt == "2027-01-15 09:01:00 +01:00 Europe/Zurich")
        #expect(line.targets == ["record 5: dataset DS-1, version 1"])
        #expect(line.tier == "digitally signed, time bounded by a receipt")
        #expect(line.isValid)
        #expect(line.place.sequence == 6)
        #expect(line.witnessInterval?.hasPrefix("not after 2027-01-15T08:01:41Z") == true)
    }

    @Test func aBrokenSignatureIsPrintedAsSuch() throws {
        var lab = try Laboratory()
        try lab.sign(.init(content: [1]))
        let line = try #require(
            SignatureRegister.lines(of: lab.facts, in: lab.context).first)
        #expect(line.tier == "manifested only")
        #expect(!line.isValid)
    }
}

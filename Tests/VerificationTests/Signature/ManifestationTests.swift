import CanonicalJSON
import Cryptography
import Findings
import Records
import Testing

@testable import Verification

@Suite struct ManifestationTests {
    @Test func anHonestSignaturePasses() throws {
        #expect(try Laboratory().codes(ManifestationCheck()) == [])
    }

    @Test(arguments: [
        (Laboratory.Signing(name: "Alice Chan"), "failure BINDING_MISMATCH"),
        (Laboratory.Signing(name: " "), "failure PART11_11_50"),
        (Laboratory.Signing(user: "bdiaz"), "failure BINDING_MISMATCH"),
        (Laboratory.Signing(role: "qa"), "failure ROLE_NOT_HELD"),
        (
            Laboratory.Signing(meaning: Meaning(code: "AUTHORED", label: "approved")),
            "failure MEANING_UNKNOWN"
        ),
        (
            Laboratory.Signing(meaning: Meaning(code: "BLESSED", label: "blessed")),
            "failure MEANING_UNKNOWN"
        ),
        (
            Laboratory.Signing(meaning: Meaning(code: "APPROVED", label: "approved"), reason: nil),
            "failure REASON_MISSING"
        ),
        (
            Laboratory.Signing(meaning: Meaning(code: "APPROVED", label: "approved"), reason: "  "),
            "failure REASON_MISSING"
        ),
        (Laboratory.Signing(policy: SHA256.hash([1])), "failure POLICY_MISMATCH"),
        (Laboratory.Signing(signedAt: 60 + 121), "observation SIGNING_TIME"),
    ])
    func whatASignatureSaysIsHeldAgainstPolicyAndRegister(
        signing: Laboratory.Signing, code: String
    ) throws {
        var lab = try Laboratory()
        try lab.sign(signing)
        #expect(lab.codes(ManifestationCheck()).contains(code))
        #expect(lab.findings(ManifestationCheck()).contains { $0.place.sequence == 6 })
    }

    @Test func aReasonIsNotNeededWhereThePolicyDoesNotAsk() throws {
        var lab = try Laboratory()
        try lab.sign(.init(reason: nil))
        #expect(lab.codes(ManifestationCheck()) == [])
    }

    @Test func theRegisterAtThatPlaceOfTheLogCounts() throws {
        var lab = try Laboratory()
        lab.add(7, 1, lab.identity(name: "Alice Meier"))
        #expect(lab.codes(ManifestationCheck()) == [])
        lab.add(5, 1, lab.identity(name: "Alice Meier"))
        #expect(lab.codes(ManifestationCheck()) == ["failure BINDING_MISMATCH"])
    }

    @Test func anInactiveIdentityContradicts() throws {
        var lab = try Laboratory()
        lab.add(4, 1, lab.identity(status: .deactivated))
        #expect(lab.codes(ManifestationCheck()) == ["failure ESIG_AUTHORITY"])
    }

    @Test func anUnknownSignerContradictsUnlessTheRegisterMayBeHidden() throws {
        var lab = try Laboratory()
        lab.log.entries.removeAll { $0.seq == 4 }
        #expect(lab.codes(ManifestationCheck()) == ["failure IDENTITY_UNKNOWN"])
        lab.log.epochs[1].counted = [FamilyCount(family: "identity", count: 1)]
        #expect(lab.codes(ManifestationCheck()) == ["open question IDENTITY_WITHHELD"])
    }

    @Test func aRecordWithoutMeaningIsNoSignature() throws {
        var lab = try Laboratory()
        var json = try #require(lab.log.body(SignatureBody.self, at: 6)).json
        var statement = try #require(json["statement"]?.objectValue)
        statement["meaning"] = nil
        json["statement"] = .object(statement)
        lab.add(6, 1, family: "signature", json: json)
        let finding = try #require(lab.findings(ManifestationCheck()).first)
        #expect(finding.code == "PART11_11_50")
        #expect(finding.found?.contains("/body/statement/meaning") == true)
    }

    @Test func withoutSignaturesThereIsNothingToAsk() throws {
        var lab = try Laboratory()
        lab.log.entries.removeAll { $0.seq == 6 }
        #expect(
            ManifestationCheck().run(on: lab.facts, in: lab.context)
                == .notApplicable(.noneRecorded, examined: "0 signatures"))
        lab.log.epochs[1].counted = [FamilyCount(family: "signature", count: 1)]
        #expect(lab.codes(ManifestationCheck()) == ["open question HIDDEN"])
    }

    @Test(arguments: [
        (ViewFacts.same, [String]()), (.missing, ["open question DISPLAY_MISSING"]),
        (.unknown(reason: "template"), ["open question TEMPLATE_UNKNOWN"]),
        (
            .differs(offset: 3, sequence: 6, expected: "a", found: "b"),
            ["open question DISPLAY_MISMATCH"]
        ),
    ])
    func theReadableCopyShowsThemWhereItIsWhatTheRecordsGive(
        readme: ViewFacts, codes: [String]
    ) throws {
        var lab = try Laboratory()
        lab.readme = readme
        #expect(lab.codes(ShownSignaturesCheck()) == codes)
    }
}

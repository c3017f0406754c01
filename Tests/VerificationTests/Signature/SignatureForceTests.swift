import Cryptography
import Findings
import Records
import Testing

@testable import Verification

/// SIG-005: what happens to a dataset behind a signature on it; record 5 is version 1, signed by 6.
@Suite struct LaterChangeTests {
    private func event(version: UInt64, at seq: UInt64, in lab: inout Laboratory) {
        lab.add(eventAt: seq, dataset: "DS-1", version: version, path: "exp1/fid")
    }

    @Test func nothingHappened() throws {
        #expect(try Laboratory().codes(LaterChangeCheck()) == [])
    }

    @Test func aNewerVersionIsSaidAndTheOlderSignatureHolds() throws {
        var lab = try Laboratory()
        lab.add(7, 1, lab.dataset(version: 2))
        #expect(lab.codes(LaterChangeCheck()) == ["observation ESIG_SUPERSEDED"])
        #expect(lab.codes(TargetCheck()) == [])
    }

    @Test func aChangeThatNoVersionClosesYetIsSaid() throws {
        var lab = try Laboratory()
        event(version: 2, at: 7, in: &lab)
        #expect(lab.codes(LaterChangeCheck()) == ["observation ESIG_SUPERSEDED"])
    }

    @Test(arguments: [UInt64(0), 1])
    func aVersionThatIsClosedAgainContradicts(_ version: UInt64) throws {
        var lab = try Laboratory()
        lab.add(7, 1, lab.dataset(version: version))
        #expect(lab.codes(LaterChangeCheck()) == ["failure VERSION_NOT_RAISED"])
        #expect(lab.findings(LaterChangeCheck()).map(\.place.sequence) == [7])
    }

    @Test func aChangeUnderTheSignedVersionContradicts() throws {
        var lab = try Laboratory()
        event(version: 1, at: 3, in: &lab)
        #expect(lab.codes(LaterChangeCheck()) == [])
        event(version: 1, at: 7, in: &lab)
        #expect(lab.codes(LaterChangeCheck()) == ["failure VERSION_NOT_RAISED"])
    }

    @Test func anotherDatasetIsNoneOfItsBusiness() throws {
        var lab = try Laboratory()
        lab.add(eventAt: 7, dataset: "DS-2", version: 1, path: "exp2/fid")
        #expect(lab.codes(LaterChangeCheck()) == [])
    }

    @Test func aLaterCaptureThatMayBeHiddenLeavesItOpen() throws {
        var lab = try Laboratory()
        lab.add(5, 1, lab.dataset(version: 1), in: "0011223344556677")
        let counts: [(String?, [String])] = [
            (nil, ["open question HIDDEN"]), ("0011223344556677", ["open question HIDDEN"]),
            ("ffeeddccbbaa9988", []),
        ]
        for (label, codes) in counts {
            lab.log.epochs[1].counted = [FamilyCount(family: "capture", project: label, count: 2)]
            lab.log.epochs[1].shown = [
                FamilyCountKey(family: "capture", project: "0011223344556677"): 1
            ]
            #expect(lab.codes(LaterChangeCheck()) == codes, "\(label ?? "none")")
        }
    }
}

/// SIG-009: what the policy asks for; Alice has signed record 5 as AUTHORED.
@Suite struct RequiredSignatureTests {
    private func lab(asking target: String, _ meaning: String) throws -> Laboratory {
        try Laboratory(policy: .asking([.init(target: target, meaning: meaning)]))
    }

    @Test func whatIsAskedForIsThere() throws {
        #expect(try lab(asking: "dataset", "AUTHORED").codes(RequiredSignaturesCheck()) == [])
    }

    @Test func nothingIsAskedWhereThePolicyAsksForNothing() throws {
        let lab = try Laboratory()
        let answer = RequiredSignaturesCheck().run(on: lab.facts, in: lab.context)
        #expect(
            answer == .notApplicable(.nothingOfTheKind, examined: "0 required signatures"))
    }

    @Test func whatIsNotThereContradicts() throws {
        let lab = try lab(asking: "dataset", "REVIEWED")
        #expect(lab.codes(RequiredSignaturesCheck()) == ["failure REQUIRED_SIGNATURE_MISSING"])
        #expect(lab.findings(RequiredSignaturesCheck()).first?.place.sequence == 5)
    }

    @Test func anOlderVersionsSignatureDoesNotServeTheNewer() throws {
        var lab = try lab(asking: "dataset", "AUTHORED")
        lab.add(7, 1, lab.dataset(version: 2))
        #expect(lab.codes(RequiredSignaturesCheck()) == ["failure REQUIRED_SIGNATURE_MISSING"])
    }

    /// A forged pass: what the site's rules ask for is dropped between the work and the export.
    @Test func aRequirementDroppedBehindTheWorkStaysOpen() throws {
        var lab = try lab(asking: "dataset", "REVIEWED")
        let lax = SitePolicy.asking([])
        lab.laterPolicies = [lax]
        lab.add(7, 1, PolicyBody(policyId: "POL", version: "2", sha256: lax.sha256))
        #expect(lab.codes(RequiredSignaturesCheck()) == ["open question POLICY_RELAXED"])
        #expect(lab.findings(RequiredSignaturesCheck()).first?.place.sequence == 5)
    }

    @Test func aRequirementThatWasMetMayBeDropped() throws {
        var lab = try lab(asking: "dataset", "AUTHORED")
        let lax = SitePolicy.asking([])
        lab.laterPolicies = [lax]
        lab.add(7, 1, PolicyBody(policyId: "POL", version: "2", sha256: lax.sha256))
        #expect(lab.codes(RequiredSignaturesCheck()) == [])
    }

    /// A policy that was changed before the work began binds nothing that came later.
    @Test func aRequirementDroppedBeforeTheWorkIsNotAsked() throws {
        let lax = SitePolicy.asking([])
        var lab = try lab(asking: "dataset", "REVIEWED")
        lab.laterPolicies = [lax]
        lab.add(4, 1, PolicyBody(policyId: "POL", version: "2", sha256: lax.sha256))
        #expect(lab.codes(RequiredSignaturesCheck()) == [])
    }

    @Test func aProvisionalVersionNeedsNoneYet() throws {
        var lab = try lab(asking: "dataset", "REVIEWED")
        lab.add(5, 1, lab.dataset(version: 1, state: .provisional))
        #expect(lab.codes(RequiredSignaturesCheck()) == [])
    }

    @Test func aSignatureThatWasTakenBackDoesNotCount() throws {
        var lab = try lab(asking: "dataset", "AUTHORED")
        lab.add(
            7, 1,
            SignatureStatusBody(
                signature: LeafReference(seq: 6, leaf: Laboratory.leaf(6)), status: .withdrawn,
                reason: "wrong sample"))
        #expect(lab.codes(RequiredSignaturesCheck()) == ["failure REQUIRED_SIGNATURE_MISSING"])
    }

    @Test func aSignatureThatDoesNotHoldDoesNotCount() throws {
        var lab = try lab(asking: "dataset", "AUTHORED")
        try lab.sign(.init(content: [1]))
        #expect(lab.codes(RequiredSignaturesCheck()) == ["failure REQUIRED_SIGNATURE_MISSING"])
    }

    @Test func whatMayBeHiddenLeavesItOpen() throws {
        var lab = try lab(asking: "dataset", "REVIEWED")
        lab.log.epochs[1].counted = [FamilyCount(family: "signature", count: 2)]
        lab.log.epochs[1].shown = [FamilyCountKey(family: "signature"): 1]
        #expect(
            lab.codes(RequiredSignaturesCheck()) == ["open question REQUIRED_SIGNATURE_MISSING"])
        lab = try self.lab(asking: "dataset", "AUTHORED")
        lab.log.epochs[1].counted = [FamilyCount(family: "signature.status", count: 1)]
        #expect(
            lab.codes(RequiredSignaturesCheck()) == ["open question REQUIRED_SIGNATURE_MISSING"])
    }

    @Test func aPolicyThatCannotBeKnownLeavesItOpen() throws {
        var lab = try lab(asking: "dataset", "AUTHORED")
        lab.log.epochs[1].counted = [FamilyCount(family: "policy", count: 1)]
        #expect(lab.codes(RequiredSignaturesCheck()) == ["open question POLICY_WITHHELD"])
        #expect(
            try self.lab(asking: "batch", "AUTHORED").codes(RequiredSignaturesCheck())
                == ["open question POLICY_PROCESSING_ERROR"])
    }

    @Test func aFamilyMayNeedSignaturesToo() throws {
        #expect(
            try lab(asking: "policy", "AUTHORED").codes(RequiredSignaturesCheck())
                == ["failure REQUIRED_SIGNATURE_MISSING"])
    }
}

/// SIG-008: this version knows no outside service.
@Suite struct OutsideServiceTests {
    @Test func thereIsNothingToAsk() throws {
        let lab = try Laboratory()
        #expect(
            OutsideServiceCheck().run(on: lab.facts, in: lab.context)
                == .notApplicable(.noneRecorded, examined: "1 log"))
    }

    @Test func aReceiptOfOneCannotBeJudgedAndIsSaid() throws {
        var lab = try Laboratory()
        lab.log.shownByFamily["signature.receipt"] = 1
        #expect(lab.codes(OutsideServiceCheck()) == ["open question UNKNOWN_FIELD"])
    }

    @Test func aHiddenOneIsSaidToo() throws {
        var lab = try Laboratory()
        lab.log.epochs[1].counted = [FamilyCount(family: "signature.receipt", count: 1)]
        #expect(lab.codes(OutsideServiceCheck()) == ["open question HIDDEN"])
    }
}

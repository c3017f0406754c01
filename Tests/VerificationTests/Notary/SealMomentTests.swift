import Cryptography
import Findings
import Records
import Testing

@testable import Verification

/// The seal's own time and its time-stamp against what it seals; the honest seal is made 200
/// seconds after the start, behind the last receipt.
@Suite struct SealMomentTests {
    @Test func anHonestSealComesLast() throws {
        var lab = try Laboratory()
        lab.seal = try Self.seal(lab.keys, at: 200)
        #expect(lab.codes(RunningForwardCheck()) == [])
        lab.trust.tsa = [lab.keys.tsaRoot]
        lab.seal = try Self.seal(lab.keys, at: 200, stampedAt: 210)
        #expect(lab.codes(RunningForwardCheck()) == [])
        #expect(lab.codes(ReceiptCheck()) == [])
    }

    @Test func aSealBeforeAReceiptThatItCoversContradicts() throws {
        var lab = try Laboratory()
        lab.log.checkpoints[1] = try lab.checkpoint(8, receiptAt: 500)
        lab.seal = try Self.seal(lab.keys, at: 200)
        #expect(lab.codes(RunningForwardCheck()) == ["failure TIME_ORDER"])
        lab.seal = try Self.seal(lab.keys, at: 400)
        #expect(lab.codes(RunningForwardCheck()) == [])
    }

    @Test func aTimeStampBeforeTheSealContradicts() throws {
        var lab = try Laboratory()
        lab.trust.tsa = [lab.keys.tsaRoot]
        lab.seal = try Self.seal(lab.keys, at: 900, stampedAt: 500)
        #expect(lab.codes(RunningForwardCheck()) == ["failure TIME_ORDER"])
        lab.trust.tsa = []
        #expect(lab.codes(RunningForwardCheck()) == [])
    }

    @Test func aSealAheadOfTheJudgementIsSaid() throws {
        var lab = try Laboratory()
        lab.seal = try Self.seal(lab.keys, at: 2_000)
        #expect(lab.codes(RunningForwardCheck()) == ["observation CLOCK"])
    }

    @Test func aTimeStampFromTheFutureContradictsAndProvesNothing() throws {
        var lab = try Laboratory()
        lab.trust.tsa = [lab.keys.tsaRoot]
        lab.seal = try Self.seal(lab.keys, at: 200, stampedAt: 1_000 + 122)
        #expect(lab.codes(ReceiptCheck()) == ["failure TSA_GENTIME"])
        #expect(lab.notes(ValidityCheck()).contains("NO_PROVED_TIME"))
        lab.trust.revocation = [try lab.keys.authorityList()]
        lab.seal = try Self.seal(lab.keys, at: 200, stampedAt: 1_000 + 120)
        #expect(lab.codes(ReceiptCheck()) == ["observation CLOCK"])
        #expect(!lab.notes(ValidityCheck()).contains("NO_PROVED_TIME"))
    }

    @Test func aTimeStampAheadWithTheRecordsMeansThatTheClockIsBehind() throws {
        var lab = try Laboratory()
        lab.trust.tsa = [lab.keys.tsaRoot]
        lab.seal = try Self.seal(lab.keys, at: 200, stampedAt: 210)
        lab.at = Laboratory.time(-1_000)
        #expect(lab.codes(ReceiptCheck()).allSatisfy { $0 == "observation CLOCK" })
        #expect(lab.findings(ReceiptCheck()).contains { $0.place.member == "manifest.json.p7s" })
    }

    /// libcrypto never looks at the attribute: another signature's time-stamp would pass there.
    @Test func aTimeStampOverSomethingElseThanTheSealContradicts() throws {
        var lab = try Laboratory()
        lab.trust.tsa = [lab.keys.tsaRoot]
        lab.seal = try Self.seal(lab.keys, at: 200, stampedAt: 210, over: [9])
        #expect(lab.codes(ReceiptCheck()).contains("failure TSA_IMPRINT_MISMATCH"))
        #expect(lab.notes(ValidityCheck()).contains("NO_PROVED_TIME"))
    }

    /// A seal that states a time, with a time-stamp where one is asked for.
    static func seal(
        _ keys: LabKeys, at time: Int64, stampedAt stamp: Int64? = nil, over bytes: [UInt8]? = nil
    ) throws -> SealFacts {
        var cms = try ClosedCMS.sign(
            content: [1], certificate: keys.seal, key: keys.sealKey, intermediates: [],
            signingTime: LabKeys.start + time)
        if let stamp, case .closed(let closed) = ClosedCMS.read(cms) {
            let request = try TimeStampRequest.make(
                imprint: HashAlgorithm.sha256.hash(bytes ?? closed.signatureValue),
                algorithm: .sha256, nonce: nil)
            let answer = try TimeStampAuthority.respond(
                to: request, certificate: keys.tsa, key: keys.tsaKey, chain: [],
                genTime: LabKeys.start + stamp, serial: [8], policy: "1.2.3")
            guard case .granted(let token, _) = TimeStampResponse.read(answer) else {
                return SealFacts()
            }
            cms = try ClosedCMS.addingTimeStamp(token.der, to: cms)
        }
        return SealFacts(bytes: cms, reading: ClosedCMS.read(cms), holds: true)
    }
}

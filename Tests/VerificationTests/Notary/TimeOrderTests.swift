import Cryptography
import Records
import Testing

@testable import Verification

@Suite struct TimeOrderTests {
    @Test func honestTimesRaiseNothing() throws {
        let lab = try Laboratory()
        #expect(lab.codes(TimeOrderCheck()) == [])
        #expect(lab.codes(IndependenceCheck()) == [])
        #expect(lab.notes(IndependenceCheck()) == ["INDEPENDENCE_GRADE"])
    }

    @Test func aReceiptBeforeARecordItCoversContradictsBeyondTheSkew() throws {
        var lab = try Laboratory()
        lab.log.epochs[1].lastTime = Laboratory.time(101 + 121)
        #expect(lab.codes(TimeOrderCheck()) == ["failure TIME_ORDER"])
    }

    @Test func withinTheSkewItIsAMatterOfClocks() throws {
        var lab = try Laboratory()
        lab.log.epochs[1].lastTime = Laboratory.time(101 + 119)
        #expect(lab.codes(TimeOrderCheck()) == ["observation CLOCK"])
    }

    @Test func aWitnessThatDatesALongerLogEarlierContradicts() throws {
        var lab = try Laboratory()
        lab.log.checkpoints[0] = try lab.checkpoint(2, receiptAt: 101)
        #expect(lab.codes(TimeOrderCheck()) == ["failure TIME_ORDER"])
    }

    @Test func anEpochOpenedBeforeTheReceiptItNamesContradicts() throws {
        var lab = try Laboratory()
        let receipt = try #require(lab.receipts.first)
        let program = ProgramIdentity(name: "c", version: "1", sha256: SHA256.hash([]))
        let open = EpochOpenBody(
            after: Laboratory.leaf(1),
            notBefore: ReceiptReference(size: 2, sha256: receipt.sha256), boot: "b",
            program: program, configSha256: SHA256.hash([]),
            rollbackCheck: RollbackCheck(result: .consistent))
        lab.add(2, 1, open)
        lab.log.epochs[1].open = open
        #expect(lab.codes(TimeOrderCheck()) == [])
        lab.log.checkpoints[0] = try lab.checkpoint(2, receiptAt: 99)
        let late = try #require(lab.receipts.first)
        lab.log.epochs[1].open = EpochOpenBody(
            after: Laboratory.leaf(1), notBefore: ReceiptReference(size: 2, sha256: late.sha256),
            boot: "b", program: program, configSha256: SHA256.hash([]),
            rollbackCheck: RollbackCheck(result: .consistent))
        lab.profile.limits.skewMilliseconds = 60_000
        #expect(lab.codes(TimeOrderCheck()) == ["failure EPOCH_TIME"])
    }

    @Test func aProfileThatAsksForNoIndependenceGetsANote() throws {
        var lab = try Laboratory()
        lab.trust.witnesses = []
        lab.profile.limits.asksForIndependence = false
        #expect(lab.codes(IndependenceCheck()) == [])
    }
}

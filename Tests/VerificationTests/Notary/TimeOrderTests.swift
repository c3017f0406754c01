import Cryptography
import Findings
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
        let open = Laboratory.opening(
            naming: ReceiptReference(size: 2, sha256: receipt.sha256))
        lab.add(2, 1, open)
        lab.log.epochs[1].open = open
        #expect(lab.codes(TimeOrderCheck()) == [])
        lab.log.checkpoints[0] = try lab.checkpoint(2, receiptAt: 99)
        try lab.nameFirstReceipt()
        lab.profile.limits.skewMilliseconds = 60_000
        #expect(lab.codes(TimeOrderCheck()) == ["failure EPOCH_TIME"])
        // The clock was slow at the opening, and put right in epoch 1.
        lab.log.clock.jumps = [Self.told(3, 60_000)]
        #expect(lab.codes(TimeOrderCheck()) == ["observation CLOCK"])
    }

    private static func told(_ seq: UInt64, _ milliseconds: Int64) -> ClockJump {
        ClockJump(
            seq: seq, milliseconds: milliseconds,
            told: .init(seq: seq, milliseconds: milliseconds))
    }

    /// An hour ahead from epoch 1 on, or up to a later step, or already before the first record.
    static let wrongClocks: [(String, [ClockJump])] = [
        ("put ahead before it", [told(1, 3_600_000)]),
        ("put ahead before it and back behind it", [told(1, 3_600_000), told(8, -3_600_000)]),
        ("ahead from the beginning, put back behind it", [told(9, -3_600_000)]),
        ("put ahead in two steps", [told(1, 1_800_000), told(3, 1_800_000)]),
    ]

    @Test(arguments: wrongClocks)
    func aClockWrongOverSeveralEpochsIsSaidAndNotBlamed(
        _ name: String, _ jumps: [ClockJump]
    ) throws {
        var lab = try Laboratory()
        lab.log.epochs[1].lastTime = Laboratory.time(70 + 3600)
        #expect(lab.codes(TimeOrderCheck()) == ["failure TIME_ORDER"])
        lab.log.clock.jumps = jumps
        #expect(lab.codes(TimeOrderCheck()) == ["observation CLOCK"], "\(name)")
        lab.seal = try SealMomentTests.seal(lab.keys, at: 200, stampedAt: 210)
        lab.trust.tsa = [lab.keys.tsaRoot]
        #expect(lab.codes(RunningForwardCheck()) == ["observation CLOCK"], "\(name)")
        #expect(lab.codes(ReceiptCheck()) == [], "\(name)")
    }

    /// Steps the other way, too small, or told by nobody explain nothing.
    @Test(arguments: [
        [told(1, -3_600_000)], [told(1, 1_800_000)], [told(8, 3_600_000)],
        [ClockJump(seq: 1, milliseconds: 3_600_000)],
    ])
    func otherStepsExplainNothing(_ jumps: [ClockJump]) throws {
        var lab = try Laboratory()
        lab.log.epochs[1].lastTime = Laboratory.time(70 + 3600)
        lab.log.clock.jumps = jumps
        #expect(lab.codes(TimeOrderCheck()) == ["failure TIME_ORDER"])
        lab.seal = try SealMomentTests.seal(lab.keys, at: 200)
        #expect(lab.codes(RunningForwardCheck()) == ["failure TIME_ORDER"])
    }

    /// A record that nothing explains isn't hidden behind a later one that is explained.
    @Test func theRecordThatContradictsIsNamed() throws {
        var lab = try Laboratory()
        lab.log.epochs[0].lastTime = Laboratory.time(1_000)
        lab.log.epochs[1].lastTime = Laboratory.time(70 + 3600)
        lab.log.checkpoints.removeFirst()
        lab.log.clock.jumps = [Self.told(3, 3_600_000)]
        let findings = lab.findings(TimeOrderCheck())
        #expect(findings.map(\.place.sequence) == [1])
        #expect(lab.codes(TimeOrderCheck()) == ["failure TIME_ORDER"])
    }

    @Test func aProfileThatAsksForNoIndependenceGetsANote() throws {
        var lab = try Laboratory()
        lab.trust.witnesses = []
        lab.profile.limits.asksForIndependence = false
        #expect(lab.codes(IndependenceCheck()) == [])
    }
}

import Cryptography
import Findings
import Records
import Testing

@testable import Verification

@Suite struct TrustTests {
    @Test func anAnchorIsGoodForItsTaskOnly() throws {
        let keys = try LabKeys.shared()
        let trust = Trust(
            roots: [keys.root], people: [keys.alice], seal: [keys.seal], tsa: [keys.tsaRoot])
        #expect(trust.anchors(for: .person) == [keys.root, keys.alice])
        #expect(trust.anchors(for: .seal) == [keys.root, keys.seal])
        #expect(trust.anchors(for: .log) == [keys.root])
        #expect(trust.anchors(for: .timeStamping) == [keys.tsaRoot])
    }

    @Test func anAnchorCountsInItsPeriodOnly() throws {
        var lab = try Laboratory()
        func period(_ first: Int64, _ last: Int64) -> AnchorPeriod? {
            AnchorPeriod(first: Laboratory.time(first), last: Laboratory.time(last))
        }
        #expect(period(2, 1) == nil)
        let witness = try #require(lab.trust.witnesses.first?.digest)
        lab.trust.periods[witness] = period(0, 99)
        // The cosignatures are of seconds 15 and 100.
        #expect(lab.receipts.map(\.standing) == [.proved, .untrusted])
        #expect(lab.codes(ReceiptCheck()) == ["open question ANCHOR_PERIOD"])
        lab.trust.periods[witness] = period(15, 100)
        #expect(lab.codes(ReceiptCheck()) == [])
        // Alice's signature is proved for second 101, the log's beginning for 16.
        lab.trust.periods[lab.keys.root.sha256] = period(0, 100)
        #expect(lab.codes(PathCheck()) == ["open question NO_CERTIFICATE_CHAIN_FOUND"])
        lab.trust.periods[lab.keys.root.sha256] = period(16, 101)
        #expect(lab.codes(PathCheck()) == [])
        #expect(lab.trust.lines.filter { $0.name.contains(", counts from ") }.count == 2)
    }

    @Test func everyAnchorHasALine() throws {
        let lab = try Laboratory()
        var trust = lab.trust
        trust.tsa = [lab.keys.tsaRoot]
        #expect(trust.lines.map(\.role) == ["roots", "tsa", "witness"])
        #expect(trust.lines[0].sha256 == lab.keys.root.sha256.hex)
        #expect(trust.lines[2].name == "witness.example, domain qa-department")
    }

    @Test func theIntervalNamesTheReceiptsAroundARecord() throws {
        let context = try Laboratory().context
        let label = Laboratory.label
        #expect(context.provedTime(of: 6, in: label) == Laboratory.time(101))
        #expect(context.provedTime(of: 1, in: label) == Laboratory.time(16))
        #expect(context.provedTime(of: 8, in: label) == nil)
        #expect(
            context.witnessInterval(of: 6, in: label)
                == "not after 2027-01-15T08:01:41Z (witness.example, 8 records); the last receipt "
                + "before it is of 2027-01-15T08:00:15Z (witness.example, 2 records)")
        #expect(context.witnessInterval(of: 8, in: label) == nil)
    }

    @Test func aLateReceiptOfAnEarlierHeadIsNoLowerBound() throws {
        var lab = try Laboratory()
        lab.log.checkpoints[0] = try lab.checkpoint(2, receiptAt: 500)
        #expect(
            lab.context.witnessInterval(of: 6, in: Laboratory.label)
                == "not after 2027-01-15T08:01:41Z (witness.example, 8 records); no receipt lies "
                + "before it")
    }
}

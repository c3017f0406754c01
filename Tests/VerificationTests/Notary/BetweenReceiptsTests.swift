import Cryptography
import Findings
import Records
import Testing

@testable import Verification

/// TIME-005 on the honest laboratory: epoch 1 lies between the receipts at 15 and at 100 seconds.
@Suite struct BetweenReceiptsTests {
    /// The laboratory whose epoch 1 names the first receipt and holds records between two times.
    private func lab(from earliest: Int64, to latest: Int64, naming: Bool = true) throws
        -> Laboratory
    {
        var lab = try Laboratory()
        lab.log.epochs[1].earliestTime = Laboratory.time(earliest)
        lab.log.epochs[1].latestTime = Laboratory.time(latest)
        let receipt = try #require(lab.receipts.first)
        lab.log.epochs[1].open = Laboratory.opening(
            naming: naming ? ReceiptReference(size: 2, sha256: receipt.sha256) : nil)
        return lab
    }

    static let times: [(Int64, Int64, [String])] = [
        (20, 90, []), (15 - 119, 101 + 119, []), (15 - 1 - 121, 90, ["failure TIME_ORDER"]),
        (20, 101 + 121, ["failure TIME_ORDER"]),
    ]

    @Test(arguments: times)
    func recordsLieBetweenTheReceiptsAroundThem(
        _ earliest: Int64, _ latest: Int64, _ codes: [String]
    ) throws {
        #expect(try lab(from: earliest, to: latest).codes(BetweenReceiptsCheck()) == codes)
    }

    @Test func aReceiptThatNobodyNamesIsNoFirmBound() throws {
        let lab = try lab(from: -1_000, to: 90, naming: false)
        #expect(lab.codes(BetweenReceiptsCheck()) == [])
    }

    @Test func anEpochThatTellsOfTheStepIsSaidAndNotBlamed() throws {
        var lab = try lab(from: -3_000, to: 90)
        lab.log.clock.jumps = [
            ClockJump(
                seq: 5, milliseconds: 3_000_000, told: .init(seq: 5, milliseconds: 3_000_000))
        ]
        #expect(lab.codes(BetweenReceiptsCheck()) == ["observation CLOCK"])
        lab.log.clock.jumps[0].told = .init(seq: 5, milliseconds: 1_000_000)
        #expect(lab.codes(BetweenReceiptsCheck()) == ["failure TIME_ORDER"])
    }

    @Test func withoutAReceiptBeforeItOnlyASmallBeginningIsLetPass() throws {
        var lab = try lab(from: 20, to: 90, naming: false)
        lab.log.checkpoints.removeFirst()
        #expect(lab.codes(BetweenReceiptsCheck()) == ["observation UNWITNESSED_START"])
        lab.profile.limits.unwitnessedStartRecords = 5
        #expect(lab.codes(BetweenReceiptsCheck()) == ["open question UNWITNESSED_START"])
    }

    @Test func behindTheLastReceiptTheLimitOfTheTailCounts() throws {
        var lab = try lab(from: 20, to: 90)
        lab.log.checkpoints.removeLast()
        #expect(lab.codes(BetweenReceiptsCheck()) == ["observation UNWITNESSED_TAIL"])
        lab.profile.limits.unwitnessedRecords = 5
        #expect(lab.codes(BetweenReceiptsCheck()) == ["open question UNWITNESSED_TAIL"])
        lab.trust.witnesses = []
        #expect(lab.codes(BetweenReceiptsCheck()) == ["open question UNWITNESSED_TAIL"])
    }
}

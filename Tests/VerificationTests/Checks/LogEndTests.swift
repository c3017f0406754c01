import Cryptography
import Findings
import RecordLog
import Records
import Testing

@testable import Verification

/// Where one log ends and another goes on.
@Suite struct LogEndTests {
    // MARK: The record that ends a log

    /// The honest laboratory with `log.end` in front of its last close.
    private func ended(at seq: UInt64) throws -> Laboratory {
        var lab = try Laboratory()
        lab.add(seq, 1, LogEndBody(reason: "the year is over", by: "P1"))
        return lab
    }

    @Test func nothingStandsBehindTheEndButItsClose() throws {
        #expect(try !ended(at: 6).codes(EpochsCheck()).contains("failure LOG_RUNS_ON"))
        let finding = try ended(at: 5).findings(EpochsCheck()).first { $0.code == "LOG_RUNS_ON" }
        #expect(finding?.place.sequence == 6)
    }

    @Test func anEpochBehindTheCloseRunsOn() throws {
        var lab = try ended(at: 6)
        lab.addEpoch(8...9, isClosed: true)
        let finding = lab.findings(EpochsCheck()).first { $0.code == "LOG_RUNS_ON" }
        #expect(finding?.place.sequence == 8)
    }

    @Test(arguments: [(8...9 as ClosedRange<UInt64>, false), (8...10, true)])
    func afterACrashOneEmptyEpochClosesTheLog(
        _ epoch: ClosedRange<UInt64>, _ runsOn: Bool
    ) throws {
        var lab = try ended(at: 7)
        lab.log.epochs[1].closes = []
        lab.addEpoch(epoch, isClosed: true)
        #expect(lab.codes(EpochsCheck()).contains("failure LOG_RUNS_ON") == runsOn)
    }

    // MARK: Two heads of one size

    @Test func twoSignedHeadsOfOneSizeContradictEachOther() throws {
        var lab = try Laboratory()
        #expect(lab.codes(UnbrokenLineCheck()) == [])
        var other = lab.log.checkpoints[1]
        other.checkpoint = try Checkpoint.sign(
            logID: try #require(lab.log.logID), size: 8, root: .zero, logKeySeed: lab.keys.logSeed)
        lab.log.checkpoints.append(other)
        #expect(lab.codes(UnbrokenLineCheck()) == ["failure EQUIVOCATION"])
        // What the log's key didn't sign convicts nobody here; CKPT-001 refuses it.
        lab.log.checkpoints[2].isSignedByLog = false
        #expect(lab.codes(UnbrokenLineCheck()) == [])
    }

    // MARK: The log that a successor continues

    /// A log of five records and one that says where it ended.
    private func continued(
        size: UInt64, root: Digest? = nil, lost: UInt64? = nil
    ) throws -> Laboratory {
        var lab = try Laboratory()
        var earlier = LogFacts(label: "0011223344556677", member: "earlier")
        earlier.logID = SHA256.hash([77])
        for seq in 0..<UInt64(5) {
            earlier.table.append(leaf: Laboratory.leaf(seq), kind: .shown)
        }
        let genesis = try #require(lab.log.genesis)
        lab.log.genesis = GenesisBody(
            calendar: genesis.calendar, calendarDepth: genesis.calendarDepth,
            custody: genesis.custody,
            custodianCertificateSha256: genesis.custodianCertificateSha256,
            logKey: genesis.logKey, organisation: genesis.organisation, site: genesis.site,
            host: genesis.host, program: genesis.program, configSha256: genesis.configSha256,
            policySha256: genesis.policySha256,
            previous: LogReference(
                log: SHA256.hash([77]), size: size, root: root ?? earlier.root(ofFirst: size)),
            lost: lost)
        lab.others = [earlier]
        return lab
    }

    private func answers(_ lab: Laboratory) -> [String] {
        lab.findings(StartAnchoredCheck()).filter {
            $0.code.hasPrefix("LINK_") || $0.code == "LOG_RUNS_ON"
        }
        .map { "\($0.effect.rawValue) \($0.code)" }
    }

    @Test func anEarlierLogThatEndsThereAgrees() throws {
        #expect(try answers(continued(size: 5)) == [])
    }

    @Test func anEarlierLogThatGoesOnContradicts() throws {
        let lab = try continued(size: 4)
        #expect(answers(lab) == ["failure LOG_RUNS_ON"])
        let finding = lab.findings(StartAnchoredCheck()).first { $0.code == "LOG_RUNS_ON" }
        #expect(finding?.place.log == "0011223344556677")
        #expect(finding?.place.sequence == 4)
    }

    @Test func anEarlierLogWithAnotherRootContradicts() throws {
        #expect(try answers(continued(size: 5, root: .zero)) == ["failure LINK_MISMATCH"])
    }

    @Test func anEarlierLogThatIsShorterContradictsUnlessItsRecordsAreCalledLost() throws {
        #expect(try answers(continued(size: 7)) == ["failure LINK_MISMATCH"])
        #expect(try answers(continued(size: 7, lost: 1)) == ["failure LINK_MISMATCH"])
        #expect(try answers(continued(size: 7, lost: 2)) == ["open question LINK_MISMATCH"])
    }
}

extension Laboratory {
    /// Adds an epoch behind the last record.
    fileprivate mutating func addEpoch(_ places: ClosedRange<UInt64>, isClosed: Bool) {
        for seq in places {
            log.table.append(leaf: Self.leaf(seq), kind: .shown)
        }
        var epoch = EpochFacts(
            number: UInt64(log.epochs.count), first: places.lowerBound, startLeaf: .zero,
            leafBefore: .zero)
        epoch.last = places.upperBound
        epoch.closes = isClosed ? [places.upperBound] : []
        log.epochs.append(epoch)
    }
}

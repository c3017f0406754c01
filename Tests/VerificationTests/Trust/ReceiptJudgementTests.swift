import Cryptography
import Findings
import Records
import Testing

@testable import Verification

@Suite struct WitnessReceiptTests {
    @Test func anHonestReceiptIsProved() throws {
        let lab = try Laboratory()
        #expect(lab.receipts.map(\.standing) == [.proved, .proved])
        #expect(lab.receipts.map(\.size) == [2, 8])
        #expect(lab.receipts.map(\.time) == [Laboratory.time(15), Laboratory.time(100)])
        #expect(lab.codes(ReceiptCheck()) == [])
    }

    @Test func withoutAnAnchorItCountsForNothing() throws {
        var lab = try Laboratory()
        lab.trust.witnesses = []
        #expect(lab.receipts.map(\.standing) == [.untrusted, .untrusted])
        #expect(
            lab.codes(ReceiptCheck())
                == ["open question WITNESS_NOT_IN_POLICY", "open question WITNESS_NOT_IN_POLICY"])
    }

    @Test func anotherKeyUnderTheWitnesssNameCountsForNothing() throws {
        var lab = try Laboratory()
        let checkpoint = try #require(lab.log.checkpoints[1].checkpoint)
        lab.log.checkpoints[1].cosignatures = [
            try lab.cosignature(
                of: checkpoint, lab.log.checkpoints[1].folder, at: 100,
                seed: SecretBytes(copying: [UInt8](repeating: 3, count: 32)))
        ]
        #expect(lab.receipts.map(\.standing) == [.proved, .untrusted])
        #expect(lab.codes(ReceiptCheck()) == ["open question WITNESS_NOT_IN_POLICY"])
    }

    @Test func anUntrustedReceiptIsANoteWhereAProvedOneCoversAsMuch() throws {
        var lab = try Laboratory()
        let checkpoint = try #require(lab.log.checkpoints[1].checkpoint)
        lab.log.checkpoints[1].cosignatures.append(
            try lab.cosignature(
                of: checkpoint, lab.log.checkpoints[1].folder, at: 101, witness: "other.example"))
        #expect(lab.codes(ReceiptCheck()) == [])
        #expect(lab.notes(ReceiptCheck()) == ["WITNESS_NOT_IN_POLICY"])
    }

    @Test func everyByteOfTheFileMatters() throws {
        let lab = try Laboratory()
        let bytes = lab.log.checkpoints[1].cosignatures[0].bytes
        for index in bytes.indices {
            var changed = lab
            changed.log.checkpoints[1].cosignatures[0].bytes[index] ^= 1
            #expect(changed.receipts[1].standing != .proved, "byte \(index)")
        }
    }

    @Test func aReceiptOfAnotherCheckpointIsWrong() throws {
        var lab = try Laboratory()
        lab.log.checkpoints[1].cosignatures = lab.log.checkpoints[0].cosignatures
        #expect(lab.codes(ReceiptCheck()).contains("failure WITNESS_SIGNATURE_INVALID"))
    }

    @Test(arguments: ["nmr-pc-7", "NMR-PC-7", "bsl", "Basel Labs"])
    func aWitnessWhereTheLogIsIsNoOutsideWitness(domain: String) throws {
        var lab = try Laboratory()
        lab.trust.witnesses = [
            WitnessAnchor(key: try Laboratory.witnessKey(lab.keys), domain: domain)
        ]
        #expect(lab.receipts.map(\.standing) == [.sameDomain, .sameDomain])
        #expect(lab.codes(ReceiptCheck()) == ["open question RECEIPT_MISSING"])
        #expect(lab.codes(IndependenceCheck()) == ["open question NOTARY_NOT_ISOLATED"])
    }

    @Test func aReceiptOfAHeadThatTheRecordsDoNotHaveProvesNothing() throws {
        var lab = try Laboratory()
        lab.log.checkpoints[1].recomputedRoot = SHA256.hash([99])
        #expect(lab.receipts.map(\.standing) == [.proved, .untrusted])
        #expect(lab.codes(ReceiptCheck()) == ["open question RECEIPT_OF_ANOTHER_HEAD"])
    }

    @Test func noReceiptLeavesEveryQuestionOnNotariesOpen() throws {
        var lab = try Laboratory()
        for index in lab.log.checkpoints.indices { lab.log.checkpoints[index].cosignatures = [] }
        #expect(lab.codes(ReceiptCheck()) == ["open question RECEIPT_MISSING"])
        #expect(lab.codes(IndependenceCheck()) == ["open question RECEIPT_MISSING"])
        #expect(lab.codes(TimeOrderCheck()) == ["open question RECEIPT_MISSING"])
    }

    @Test func aReceiptFromTheFutureContradictsUnlessTheRecordsLieAheadToo() throws {
        var lab = try Laboratory()
        lab.log.checkpoints[1] = try lab.checkpoint(8, receiptAt: 5_000)
        #expect(lab.codes(ReceiptCheck()) == ["failure TIME_ORDER"])
        lab.at = Timestamp(unixSeconds: 1_000_000_000)
        #expect(lab.receipts.map(\.standing) == [.proved, .proved])
        #expect(lab.codes(ReceiptCheck()) == ["observation CLOCK", "observation CLOCK"])
    }
}

@Suite struct TimeStampReceiptTests {
    /// A laboratory whose only receipt is a time-stamp over its last checkpoint.
    private func lab(
        _ stamping: Laboratory.Stamping = .init(), trusted: Bool = true
    ) throws -> Laboratory {
        var lab = try Laboratory()
        for index in lab.log.checkpoints.indices { lab.log.checkpoints[index].cosignatures = [] }
        lab.log.checkpoints[1].timeStamps = [
            try lab.timeStamp(stamping, over: lab.log.checkpoints[1])
        ]
        if trusted { lab.trust.tsa = [lab.keys.tsaRoot] }
        return lab
    }

    @Test func anHonestTimeStampIsProvedAtItsTimeAndAccuracy() throws {
        let lab = try lab()
        let receipt = try #require(lab.receipts.first)
        #expect(receipt.findings == [])
        #expect(receipt.standing == .proved)
        #expect(receipt.time == Laboratory.time(100))
        #expect(receipt.latest == Laboratory.time(101))
        #expect(lab.codes(ReceiptCheck()) == [])
    }

    @Test func anAuthorityThatNobodyAnchoredIsNotTrusted() throws {
        let lab = try lab(trusted: false)
        #expect(lab.receipts.map(\.standing) == [.untrusted])
        #expect(lab.codes(ReceiptCheck()) == ["open question TSA_ROOT_NOT_PINNED"])
    }

    @Test func theLaboratorysOwnRootsDateNothing() throws {
        var lab = try lab(trusted: false)
        lab.trust.roots.append(lab.keys.tsaRoot)
        #expect(lab.receipts.map(\.standing) == [.untrusted])
    }

    @Test func anExpiredAuthorityCountsWhereItWasValidThen() throws {
        var lab = try lab()
        lab.at = Timestamp(unixSeconds: LabKeys.start + 20 * LabKeys.year)
        #expect(lab.receipts.map(\.standing) == [.proved])
    }

    @Test func anAuthorityOutsideItsValidityContradicts() throws {
        var stamping = Laboratory.Stamping()
        stamping.time = -2 * LabKeys.year
        #expect(try lab(stamping).receipts.first?.standing == .wrong("TSA_CHAIN_AT_GENTIME"))
    }

    @Test func aTimeStampOverSomethingElseContradicts() throws {
        var stamping = Laboratory.Stamping()
        stamping.content = [1, 2, 3]
        #expect(
            try lab(stamping).codes(ReceiptCheck()).allSatisfy {
                $0 == "failure TSA_IMPRINT_MISMATCH"
            })
    }

    @Test func anotherNonceOrPolicyThanAskedContradicts() throws {
        var nonce = Laboratory.Stamping()
        nonce.askedNonce = [9]
        #expect(try lab(nonce).codes(ReceiptCheck()) == ["failure TSA_NONCE"])
        var policy = Laboratory.Stamping()
        policy.askedPolicy = "1.2.3.5"
        #expect(try lab(policy).codes(ReceiptCheck()) == ["failure TSA_POLICY"])
    }

    @Test func aCertificateForSomethingElseMayNotDate() throws {
        let keys = try LabKeys.shared()
        var stamping = Laboratory.Stamping()
        stamping.certificate = keys.seal
        stamping.key = keys.sealKey
        var lab = try lab(stamping)
        lab.trust.tsa.append(keys.root)
        #expect(lab.codes(ReceiptCheck()).contains("failure TSA_EKU"))
    }

    @Test func aFutureTimeContradicts() throws {
        var stamping = Laboratory.Stamping()
        stamping.time = 5_000
        #expect(try lab(stamping).codes(ReceiptCheck()) == ["failure TSA_GENTIME"])
    }

    @Test func aBrokenHashContradicts() throws {
        var stamping = Laboratory.Stamping()
        stamping.algorithm = .sha1
        #expect(try lab(stamping).codes(ReceiptCheck()).contains("failure ALG_FORBIDDEN"))
    }

    /// What the authority doesn't sign is its own business: status, versions, the list of hashes.
    @Test func everySignedByteOfTheAnswerMatters() throws {
        let lab = try lab()
        let bytes = try #require(lab.log.checkpoints[1].timeStamps[0].response?.bytes)
        let honest = try #require(lab.receipts.first)
        var harmless = 0
        for index in bytes.indices {
            var changed = lab
            changed.log.checkpoints[1].timeStamps[0].response?.bytes[index] ^= 1
            guard let receipt = changed.receipts.first, receipt.standing == .proved else {
                continue
            }
            harmless += 1
            #expect(receipt.latest == honest.latest, "byte \(index)")
            #expect(receipt.notary == honest.notary, "byte \(index)")
        }
        #expect(harmless <= 12)
    }

    @Test func aRefusalIsNoReceipt() throws {
        var lab = try lab()
        lab.log.checkpoints[1].timeStamps[0].response?.bytes =
            TimeStampAuthority.refusal(status: 2, text: "no")
        #expect(lab.codes(ReceiptCheck()) == ["failure TSA_STATUS"])
    }

    @Test func oneSerialNumberForTwoTimeStampsContradicts() throws {
        var lab = try lab()
        var second = Laboratory.Stamping()
        second.time = 101
        second.name = "tsa2"
        lab.log.checkpoints[1].timeStamps.append(
            try lab.timeStamp(second, over: lab.log.checkpoints[1]))
        #expect(lab.codes(ReceiptCheck()) == ["failure TSA_SERIAL_REUSED"])
    }

    @Test func aRequestAloneIsNoReceipt() throws {
        var lab = try lab()
        lab.log.checkpoints[1].timeStamps[0].response = nil
        #expect(lab.receipts == [])
    }
}

import CanonicalJSON
import Cryptography
import Findings
import RecordLog
import Records
import Testing

@testable import Verification

/// A receipt of a store beside one checkpoint, with what a test changes in it.
struct StoreReceipt {
    var endpoint = "https://s3.example"
    var note: [UInt8]
    var size: UInt64
    var versionId = "v1"
    var lock: ObjectRetention? = ObjectRetention(
        mode: .compliance, retainUntil: Laboratory.time(400 * 86_400))
    var isEnabled = true
    var storedAt: Int64 = 105
    var answeredAt: Int64 = 106
    var checksum: Digest?
    var others: [ObjectVersion] = []

    init(_ checkpoint: CheckpointFacts) {
        note = checkpoint.noteBytes ?? []
        size = checkpoint.folderSize
    }

    func receipt() throws -> ObjectLockReceipt {
        let digest = SHA256.hash(note)
        let named = ObjectVersion(
            versionId: versionId, lastModified: Laboratory.time(storedAt),
            byteCount: UInt64(note.count), sha256: digest)
        return ObjectLockReceipt(
            store: try #require(
                ObjectStore(endpoint: endpoint, region: "eu-1", bucket: "notes")),
            key: try #require(
                ObjectLockKey(
                    prefix: "trailseal", log: Laboratory.logID, size: size, note: digest)),
            byteCount: UInt64(note.count), versionId: versionId, lock: lock,
            bucketLock: BucketLock(isEnabled: isEnabled),
            versions: (others + [named]).sorted { $0.lastModified < $1.lastModified },
            checksum: checksum,
            answers: [StoreAnswer(operation: .getObject, date: Laboratory.time(answeredAt))])
    }

    func file() throws -> EvidenceFile {
        EvidenceFile(
            path: "evidence/logs/\(Laboratory.label)/\(size)/s3.s3.json", notary: "s3",
            bytes: try receipt().encoded)
    }
}

@Suite struct ObjectLockJudgementTests {
    /// A laboratory whose last checkpoint has a store's receipt.
    ///
    /// - Parameter isOnly: Whether no witness has countersigned anything.
    private func lab(
        isOnly: Bool = true, _ change: (inout StoreReceipt) -> Void = { _ in }
    ) throws -> Laboratory {
        var lab = try Laboratory()
        var receipt = StoreReceipt(lab.log.checkpoints[1])
        change(&receipt)
        if isOnly {
            for index in lab.log.checkpoints.indices {
                lab.log.checkpoints[index].cosignatures = []
            }
        }
        lab.log.checkpoints[1].objectLocks = [try receipt.file()]
        return lab
    }

    private func standing(_ lab: Laboratory) -> JudgedReceipt.Standing? {
        lab.receipts.last { $0.kind == .objectLock }?.standing
    }

    @Test func aStoresAnswerIsAClaim() throws {
        let lab = try lab()
        #expect(lab.receipts.map(\.standing) == [.claimed])
        #expect(lab.codes(ReceiptCheck()) == ["open question RECEIPT_MISSING"])
        #expect(lab.notes(ReceiptCheck()) == ["WORM_CLAIM_ONLY"])
        #expect(lab.codes(IndependenceCheck()) == ["open question WORM_CLAIM_ONLY"])
        #expect(lab.codes(TimeOrderCheck()) == ["open question RECEIPT_MISSING"])
    }

    @Test func beneathAProvedReceiptAClaimIsANote() throws {
        let lab = try lab(isOnly: false)
        #expect(standing(lab) == .claimed)
        #expect(lab.codes(ReceiptCheck()) == [])
        #expect(lab.codes(TimeOrderCheck()) == [])
    }

    @Test func theReportSaysHowTheStoreIsAsked() throws {
        let lines = try #require(try lab().receipts.first?.line.questions)
        #expect(lines.contains("export AWS_ENDPOINT_URL=https://s3.example"))
        #expect(
            lines.contains("aws s3api get-object --bucket $B --key $K --version-id $V note.stored"))
        // Nothing in it writes.
        #expect(!lines.contains { $0.contains(" put-") || $0.contains(" delete-") })
        #expect(lines.contains("L=\(Laboratory.logID.hex)"))
        #expect(lines.contains("S=00000000000000000008"))
    }

    @Test(arguments: ["", "{}", "[]", "{\"v\":1}", "no JSON"])
    func whatIsNoReceiptIsWrong(text: String) throws {
        var lab = try lab(isOnly: false)
        lab.log.checkpoints[1].objectLocks[0].bytes = Array(text.utf8)
        #expect(lab.codes(ReceiptCheck()) == ["failure WORM_FORMAT"])
    }

    @Test func anAnswerAboutSomethingElseIsWrong() throws {
        let another = try Laboratory().log.checkpoints[0]
        #expect(try standing(lab { $0.note += [10] }) == .wrong("WORM_DIGEST_MISMATCH"))
        #expect(try standing(lab { $0.size = 2 }) == .wrong("WORM_DIGEST_MISMATCH"))
        #expect(
            try standing(lab { $0 = StoreReceipt(another) }) == .wrong("WORM_DIGEST_MISMATCH"))
        #expect(
            try standing(lab { $0.checksum = SHA256.hash([1]) }) == .wrong("WORM_DIGEST_MISMATCH"))
        let lab = try lab(isOnly: false) { $0.note += [10] }
        #expect(lab.codes(ReceiptCheck()) == ["failure WORM_DIGEST_MISMATCH"])
    }

    @Test func whatElseLiesUnderTheKeyContradicts() throws {
        let digest = SHA256.hash(try #require(try Laboratory().log.checkpoints[1].noteBytes))
        let marker = ObjectVersion(
            versionId: "m", lastModified: Laboratory.time(200), isLatest: true, isDeleteMarker: true
        )
        func version(_ sha256: Digest?, at seconds: Int64) -> ObjectVersion {
            ObjectVersion(
                versionId: "v2", lastModified: Laboratory.time(seconds), byteCount: 3,
                sha256: sha256)
        }
        for conflict in [
            marker, version(SHA256.hash([7]), at: 200), version(nil, at: 200),
            version(SHA256.hash([7]), at: 50), version(digest, at: 50),
        ] {
            let lab = try lab(isOnly: false) { $0.others = [conflict] }
            #expect(lab.codes(ReceiptCheck()) == ["failure WORM_VERSION_CONFLICT"], "\(conflict)")
        }
        // What a repeated request leaves behind.
        #expect(try standing(lab { $0.others = [version(digest, at: 200)] }) == .claimed)
    }

    @Test func aLockThatIsNotEnoughLeavesItOpen() throws {
        let year: Int64 = 31_536_000
        let cases: [(inout StoreReceipt) -> Void] = [
            { $0.lock = nil }, { $0.isEnabled = false },
            {
                $0.lock = ObjectRetention(
                    mode: .governance, retainUntil: Laboratory.time(400 * 86_400))
            },
            {
                $0.lock = ObjectRetention(
                    mode: .compliance, retainUntil: Laboratory.time(104 + year))
            },
        ]
        for change in cases {
            let open = try lab(change)
            #expect(standing(open) == .untrusted)
            #expect(open.codes(ReceiptCheck()) == ["open question WORM_POLICY_UNMET"])
            #expect(open.codes(IndependenceCheck()) == ["open question RECEIPT_MISSING"])
            let beneath = try lab(isOnly: false, change)
            #expect(beneath.codes(ReceiptCheck()) == [])
            #expect(beneath.notes(ReceiptCheck()) == ["WORM_POLICY_UNMET"])
        }
        let just = try lab {
            $0.lock = ObjectRetention(mode: .compliance, retainUntil: Laboratory.time(105 + year))
        }
        #expect(standing(just) == .claimed)
        var longer = just
        longer.profile.limits.storeRetentionSeconds = 2 * year
        #expect(standing(longer) == .untrusted)
        longer.profile.limits.storeRetentionSeconds = .max
        #expect(standing(longer) == .untrusted)
    }

    @Test func aStoreWhoseClockIsFarOffLeavesTheOrderOfTimesOpen() throws {
        var far = try lab(isOnly: false) {
            $0.storedAt = 100 - 86_402
            $0.answeredAt = $0.storedAt
        }
        #expect(standing(far) == .untrusted)
        #expect(far.codes(TimeOrderCheck()) == ["open question WORM_TIME_IMPLAUSIBLE"])
        #expect(far.codes(ReceiptCheck()) == ["observation WORM_TIME_IMPLAUSIBLE"])
        far.profile.limits.storeClockSeconds = 100_000
        #expect(standing(far) == .claimed)
        // Without a proved time the records' own speak.
        let early = try lab { $0.storedAt = -200 }
        #expect(standing(early) == .untrusted)
        // After its own answer, and after the judgement.
        #expect(try standing(lab { $0.storedAt = 400 }) == .untrusted)
        let late = try lab {
            $0.storedAt = 2_000
            $0.answeredAt = 2_000
        }
        #expect(standing(late) == .untrusted)
    }

    @Test func aStoreThatFailedItsTestCountsForNothing() throws {
        func lab(_ endpoint: String, _ result: NotaryBody.Result) throws -> Laboratory {
            var lab = try self.lab(isOnly: false)
            let store = try #require(
                ObjectStore(endpoint: endpoint, region: "eu-1", bucket: "notes"))
            lab.add(
                3, 1,
                NotaryBody(
                    notary: "s3", store: store, key: "trailseal/canary", result: result,
                    tests: [NotaryTest(attempt: .delete, outcome: .broken, status: 204)]))
            return lab
        }
        let failed = try lab("https://s3.example", .unreliable)
        #expect(standing(failed) == .untrusted)
        #expect(failed.notes(ReceiptCheck()) == ["WORM_CANARY_FAILED"])
        #expect(try standing(lab("https://s3.example", .reliable)) == .claimed)
        #expect(try standing(lab("https://s4.example", .unreliable)) == .claimed)
    }
}

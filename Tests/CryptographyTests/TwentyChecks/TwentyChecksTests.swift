import Findings
import Records
import Testing
import TrailSealTestKit

@testable import Cryptography
@testable import Verification

/// The checks of docs/formats/report.md §8: each case differs from the honest one in one thing.
@Suite struct TwentyChecksTests {
    let bench: StampBench

    init() throws { bench = try StampBench.shared() }

    @Test func theHonestTwinCounts() throws {
        let judged = bench.judge(try bench.submission())
        #expect(judged.codes == [])
        #expect(judged.isFirm)
    }

    @Test(arguments: StampCase.all)
    func eachChangeIsFoundByItsOwnCheck(_ testCase: StampCase) throws {
        let judged = bench.judge(try testCase.make(bench))
        #expect(!judged.codes.isEmpty && judged.codes.isSubset(of: testCase.codes), "\(judged)")
    }

    /// What the table of cases can't show: 15 finds nothing wrong with a token alone.
    @Test func everyCheckHasACase() {
        let tested = Set(StampCase.all.map(\.check))
        #expect(Set(1...20).subtracting(tested) == [15])
    }

    // MARK: Honest twins of their own

    /// Changes that must not keep a token from counting, each the twin of a case above.
    @Test func harmlessVariantsCount() throws {
        let token = try bench.token()
        let withChanges = try bench.submission {
            $0.response = DER.sequence(DER.sequence(DER.integer(1)), token)
        }
        #expect(bench.judge(withChanges).codes == [])
        #expect(bench.judge(withChanges).notes.contains("TSA_STATUS"))
        let thief = try PrivateKey.generate(.p256)
        let own = try bench.authority.leaf(.timeStampAuthority, key: thief, name: "Thief")
        let injected = try bench.token {
            $0.named = bench.stamper
            $0.certificates.insert(own, at: 0)
        }
        #expect(bench.judge(try bench.submission(injected)).codes == [])
        for statement in [
            bench.statement { $0.time = "20260910002640.5Z" },
            bench.statement { $0.accuracy = DER.sequence([0x80, 1, 1], [0x81, 2, 3, 0xe7]) },
            bench.statement {
                $0.name = DER.context(0, DER.context(4, bench.stamper.subjectDER))
            },
            bench.statement {
                $0.extensions = DER.context(
                    1, DER.sequence(DER.oid(.data), DER.octets([5, 0])))
            },
        ] {
            #expect(bench.judge(try bench.submission(bench.token(statement))).codes == [])
        }
        let unasked = try bench.submission(bench.token(bench.statement { $0.nonce = [] })) {
            $0.request = try bench.request(nonce: nil, policy: nil)
        }
        #expect(bench.judge(unasked).codes == [])
        let old = try bench.submission { $0.at = Timestamp(unixSeconds: 2_000_000_000) }
        #expect(bench.judge(old).codes == [])
    }

    @Test func aLaterRevocationThatIsHarmlessIsANote() throws {
        for reason in TimeStampRevocation.harmless {
            let line = RevokedCertificate(
                serial: bench.stamper.serial, date: StampBench.genTime + 1, reason: reason)
            let judged = bench.judge(
                try bench.submission {
                    $0.trust.revocation = [try bench.list([line]), try bench.list(byRoot: true)]
                })
            #expect(judged.codes == [])
            #expect(judged.notes.contains("TSA_REVOKED_LATER"))
            #expect(judged.isFirm)
        }
    }

    @Test func aRevokedIssuerTakesTheForceFromWhatItCertified() throws {
        let line = RevokedCertificate(
            serial: bench.authority.issuing.serial, date: StampBench.genTime + 9,
            reason: .cACompromise)
        let judged = bench.judge(
            try bench.submission {
                $0.trust.revocation = [try bench.list(), try bench.list([line], byRoot: true)]
            })
        #expect(judged.codes == ["TSA_REVOKED"])
    }

    /// A laptop whose clock is a little behind doesn't accuse anybody.
    @Test(arguments: [(-119, false), (-121, false), (-122, true)])
    func aClockThatIsALittleBehindIsAnObservation(seconds: Int64, contradicts: Bool) throws {
        // The token's own accuracy is one second, the profile's skew two minutes.
        let judged = bench.judge(
            try bench.submission {
                $0.at = Timestamp(unixSeconds: StampBench.genTime + seconds)
                $0.newestRecord = StampBench.genTime - 600
            })
        #expect(judged.codes == (contradicts ? ["TSA_GENTIME"] : []))
        #expect(judged.notes.contains("CLOCK") != contradicts)
    }

    @Test func theSameTokenWrappedTwiceIsOneTimeStamp() throws {
        let token = try bench.token()
        let again = try bench.token()
        #expect(token != again)
        for second in [token, again] {
            let judged = bench.judge(
                try bench.submission(token) {
                    $0.second = DER.sequence(
                        DER.sequence(DER.integer(0), DER.sequence(DER.utf8("here you are"))),
                        second)
                })
            #expect(judged.codes == [])
        }
    }

    @Test func whatNobodySignedAccusesNobody() throws {
        let forged = try bench.token(bench.statement { $0.time = "20260910002641Z" }) { form in
            form.spoil = { Array($0.dropLast()) + [($0.last ?? 0) ^ 1] }
        }
        let judged = bench.judge(
            try bench.submission { $0.second = TimeStampAuthority.response(holding: forged) })
        #expect(judged.codes == ["TSA_SIGNATURE_INVALID"])
    }

    // MARK: 15

    @Test(arguments: [
        (0, 3, 1_000, false, ReceiptOrder.before), (3, 0, 1_000, false, .after),
        (0, 2, 1_000, false, .unordered), (0, 1, 1_000, true, .before),
        (0, 0, 0, true, .unordered), (0, 1, 0, false, .before), (0, 0, 0, false, .unordered),
    ])
    func timesThatOverlapProveNoOrder(
        first: Int64, second: Int64, accuracyMilliseconds: Int64, isOrdered: Bool,
        order: ReceiptOrder
    ) {
        func receipt(_ seconds: Int64) -> JudgedReceipt {
            var receipt = JudgedReceipt(
                size: 1, member: "m", sha256: .zero, notary: "n", kind: .timeStamp,
                time: Timestamp(unixSeconds: StampBench.now + seconds),
                accuracyNanoseconds: accuracyMilliseconds * 1_000_000)
            receipt.stamp = StampIdentity(
                authority: .zero, serial: "1", statement: .zero, isOrdered: isOrdered,
                member: "m")
            return receipt
        }
        #expect(ReceiptOrder.of(receipt(first), receipt(second)) == order)
    }
}

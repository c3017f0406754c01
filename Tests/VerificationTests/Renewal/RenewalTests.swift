import BundleFormat
import Cryptography
import Findings
import Records
import Testing

@testable import Verification

/// NOT-004 and what renewals do to everything else; the seal's certificate ends a year behind the
/// start, and the bundle was renewed after half a year.
@Suite struct RenewalTests {
    static let year = LabKeys.year

    /// A bundle with a seal that ends after a year, and no renewal yet.
    private func bench() throws -> RenewalBench {
        var bench = try RenewalBench()
        let keys = bench.lab.keys
        let certificate = try CertificateIssuer.issue(
            LabKeys.profile("Seal", .seal, to: LabKeys.start + Self.year),
            spki: keys.sealKey.spki, issuer: keys.root, key: keys.rootKey)
        let cms = try ClosedCMS.sign(
            content: [1], certificate: certificate, key: keys.sealKey, intermediates: [],
            signingTime: LabKeys.start + 200)
        bench.lab.seal = SealFacts(bytes: cms, reading: ClosedCMS.read(cms), holds: true)
        bench.lab.revocation.append(
            try keys.list(of: LabKeys.start + 300, until: LabKeys.start + 20 * Self.year))
        return bench
    }

    /// Renewed after half a year, and again after three.
    private func renewedTwice() throws -> RenewalBench {
        var bench = try bench()
        let authority = try bench.authority()
        try bench.add(.init(number: 1, time: Self.year / 2, authority: authority))
        try bench.add(.init(number: 2, time: 3 * Self.year, authority: authority))
        return bench
    }

    // MARK: What renewals show

    @Test func withoutARenewalTheSealOutlivesItsProof() throws {
        let lab = try bench().judged(at: 5 * Self.year)
        #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
        #expect(lab.codes(RenewalCheck()) == [])
    }

    @Test func renewalsShowThatTheWholeBundleWasThere() throws {
        let lab = try renewedTwice().judged(at: 5 * Self.year)
        #expect(lab.codes(RenewalCheck()) == [])
        #expect(lab.notes(RenewalCheck()).last == "RENEWED")
        #expect(lab.codes(ValidityCheck()) == [])
        #expect(lab.context.coveredSince == Laboratory.time(Self.year / 2 + 1))
        #expect(lab.context.renewals.map(\.covered) == [Laboratory.time(3 * Self.year + 1), nil])
    }

    @Test func aRenewalAfterTheEndShowsNothingOfTheTimeBefore() throws {
        var bench = try bench()
        try bench.add(.init(number: 1, time: 2 * Self.year, authority: bench.authority()))
        let lab = bench.judged(at: 5 * Self.year)
        #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
        #expect(lab.codes(RenewalCheck()) == [])
    }

    @Test(arguments: [HashAlgorithm.sha384, .sha512])
    func aRenewalMayUseAnotherHashThanTheLast(_ algorithm: HashAlgorithm) throws {
        var bench = try renewedTwice()
        let authority = try bench.authority()
        try bench.add(
            .init(number: 3, time: 4 * Self.year, authority: authority, algorithm: algorithm))
        let lab = bench.judged(at: 5 * Self.year)
        #expect(lab.context.renewals.map(\.standing) == [.proved, .proved, .proved])
        #expect(lab.codes(RenewalCheck()) == [])
    }

    /// Nobody knows the witness: then the renewal is the only proof of any time.
    @Test func aRenewalBoundsRecordsThatNoReceiptBounds() throws {
        var bench = try renewedTwice()
        bench.lab.trust.witnesses = []
        let lab = bench.judged(at: 5 * Self.year)
        #expect(
            lab.context.provedTime(of: 6, in: Laboratory.label)
                == Laboratory.time(Self.year / 2 + 1))
        #expect(lab.codes(ReceiptCheck()).contains("open question WITNESS_NOT_IN_POLICY"))
    }

    // MARK: What a renewal must be

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let codes: [String]
        /// Whether the seal's time is still proved.
        var isProved = false
        let change: @Sendable (inout RenewalBench, inout RenewalBench.Renewal) throws -> Void
    }

    private static func hash(_ bytes: [UInt8]) -> [UInt8] { HashAlgorithm.sha256.hash(bytes) }

    /// The first renewal is honest; the second has one fault.
    static let cases: [Case] = [
        Case(
            testDescription: "leaves out the renewal before it",
            codes: ["failure TSA_IMPRINT_MISMATCH", "failure RENEWAL_INCOMPLETE"], isProved: true
        ) { _, renewal in renewal.message = hash(RenewalBench.archive) },
        Case(
            testDescription: "dates the tar as one file, as other tools do",
            codes: ["failure TSA_IMPRINT_MISMATCH", "failure RENEWAL_INCOMPLETE"], isProved: true
        ) { _, renewal in renewal.imprint = hash(RenewalBench.archive) },
        Case(
            testDescription: "leaves out the tar",
            codes: ["failure TSA_IMPRINT_MISMATCH", "failure RENEWAL_INCOMPLETE"], isProved: true
        ) { bench, renewal in renewal.message = bench.files.flatMap { hash($0.bytes) } },
        Case(
            testDescription: "leaves out the list in front of it",
            codes: ["failure TSA_IMPRINT_MISMATCH", "failure RENEWAL_INCOMPLETE"], isProved: true
        ) { bench, renewal in
            renewal.message = hash(RenewalBench.archive) + hash(bench.files[0].bytes)
            renewal.lists = [try bench.lab.keys.authorityList()]
        },
        Case(
            testDescription: "is over another tar", codes: ["failure TSA_IMPRINT_MISMATCH"],
            isProved: true
        ) { bench, renewal in
            renewal.message = hash([9]) + hash(bench.files[0].bytes)
        },
        Case(
            testDescription: "is dated before the one it covers", codes: ["failure TIME_ORDER"],
            isProved: true
        ) { _, renewal in renewal.time = year / 2 - 200 },
        Case(
            testDescription: "is dated in the future", codes: ["failure TSA_GENTIME"],
            isProved: true
        ) { _, renewal in renewal.time = 6 * year },
        Case(
            testDescription: "isn't signed by its authority",
            codes: ["failure TSA_SIGNATURE_INVALID"], isProved: true
        ) { _, renewal in
            renewal.spoil = { answer in answer.dropLast() + [(answer.last ?? 0) ^ 1] }
        },
        Case(
            testDescription: "is no answer at all", codes: ["failure TSA_DER"], isProved: true
        ) { _, renewal in renewal.spoil = { _ in [1, 2, 3] } },
        Case(
            testDescription: "is a refusal", codes: ["failure TSA_STATUS"], isProved: true
        ) { _, renewal in
            renewal.spoil = { _ in TimeStampAuthority.refusal(status: 2, text: "no") }
        },
        Case(
            testDescription: "stands behind a renewal that isn't there",
            codes: [], isProved: true
        ) { bench, renewal in
            renewal.number = 3
            renewal.message = hash(RenewalBench.archive) + hash(bench.files[0].bytes) + hash([5])
        },
    ]

    @Test(arguments: cases)
    func aFaultOfALaterRenewalIsFoundAndTheEarlierOneStands(_ testCase: Case) throws {
        var bench = try bench()
        let authority = try bench.authority()
        try bench.add(.init(number: 1, time: Self.year / 2, authority: authority))
        var second = RenewalBench.Renewal(number: 2, time: 3 * Self.year, authority: authority)
        try testCase.change(&bench, &second)
        try bench.add(second)
        let lab = bench.judged(at: 5 * Self.year)
        #expect(lab.codes(RenewalCheck()) == testCase.codes)
        #expect((lab.context.coveredSince != nil) == testCase.isProved)
        #expect(lab.codes(ValidityCheck()).isEmpty == testCase.isProved)
    }

    @Test func aRenewalDatedBeforeTheSealContradicts() throws {
        var bench = try bench()
        try bench.add(.init(number: 1, time: 50, authority: bench.authority()))
        let codes = bench.judged(at: 5 * Self.year).codes(RenewalCheck())
        #expect(codes == ["failure TIME_ORDER"])
    }

    /// What was due stays open where the first renewal is missing, and says which.
    @Test func aMissingRenewalIsMissingEvidenceAndNoGuilt() throws {
        var bench = try bench()
        let weak = try bench.authority(digest: .sha224)
        try bench.add(.init(number: 1, time: Self.year / 2, authority: weak))
        try bench.add(
            .init(number: 2, time: Self.year, authority: bench.authority(), message: [1]))
        bench.files.removeFirst()
        try bench.add(.init(number: 3, time: 3 * Self.year, authority: weak))
        let lab = bench.judged(at: 5 * Self.year)
        #expect(
            Set(lab.codes(RenewalCheck())) == [
                "open question RENEWAL_MISSING", "open question CRYPTO_CONSTRAINTS_FAILURE",
            ])
        #expect(lab.findings(RenewalCheck()).first?.expected == "0001.tsr in the folder")
    }

    @Test func anAuthorityThatNobodyAnchoredProvesNothing() throws {
        var bench = try renewedTwice()
        bench.lab.trust.tsa = []
        let lab = bench.judged(at: 5 * Self.year)
        #expect(lab.context.coveredSince == nil)
        #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
        let code = "open question TSA_ROOT_NOT_PINNED"
        #expect(lab.codes(RenewalCheck()) == [code, code])
        // While nothing has ended, nobody needs them.
        let early = bench.judged(at: Self.year - 1)
        #expect(early.codes(RenewalCheck()).filter { !$0.contains("GENTIME") } == [])
    }

    @Test func withoutWordOnItsAuthorityARenewalProvesNothing() throws {
        var bench = try renewedTwice()
        bench.lab.trust.revocation = []
        let lab = bench.judged(at: 5 * Self.year)
        #expect(lab.context.coveredSince == nil)
        #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
        #expect(lab.codes(RenewalCheck()).contains("open question TSA_REVOCATION_ABSENT"))
    }

    /// The list that lies in front of the second renewal is as good as one that the auditor brings.
    @Test func aListFromTheFolderCounts() throws {
        var bench = try bench()
        let authority = try bench.authority()
        let list = bench.lab.trust.revocation
        bench.lab.trust.revocation = []
        try bench.add(.init(number: 1, time: Self.year / 2, authority: authority, lists: list))
        let lab = bench.judged(at: 5 * Self.year)
        #expect(lab.context.coveredSince == Laboratory.time(Self.year / 2 + 1))
        #expect(lab.codes(ValidityCheck()) == [])
    }

    // MARK: Ends

    /// The first authority's certificate rests on SHA-224, which counts until 2029.
    private func weakThenStrong(secondAt time: Int64?) throws -> Laboratory {
        var bench = try bench()
        try bench.add(
            .init(
                number: 1, time: Self.year / 2, authority: bench.authority(digest: .sha224)))
        if let time {
            try bench.add(.init(number: 2, time: time, authority: bench.authority()))
        }
        return bench.judged(at: 8 * Self.year)
    }

    @Test func anAlgorithmThatEndedAfterTheNextRenewalStillCarries() throws {
        // A time-stamp is accurate to a second to both sides.
        let lab = try weakThenStrong(secondAt: RenewalBench.shaEnd - 2)
        #expect(lab.context.renewals.map(\.standing) == [.proved, .proved])
        #expect(lab.codes(RenewalCheck()) == [])
        #expect(lab.codes(ValidityCheck()) == [])
        #expect(lab.notes(AlgorithmCheck()).contains("ALG_OUTLIVED"))
    }

    @Test func anAlgorithmThatEndedBeforeTheNextRenewalCarriesNothing() throws {
        for time in [RenewalBench.shaEnd - 1, RenewalBench.shaEnd + 10, nil] {
            let lab = try weakThenStrong(secondAt: time)
            #expect(lab.context.renewals.first?.standing == .untrusted)
            #expect(lab.codes(ValidityCheck()) == ["open question OUT_OF_BOUNDS_NO_POE"])
            // Another renewal answers for it where there is one; what it no longer shows is said above.
            #expect(
                lab.codes(RenewalCheck())
                    == (time == nil ? ["open question CRYPTO_CONSTRAINTS_FAILURE"] : []))
        }
    }

    /// From the first authority's end on nobody says whether its key was kept.
    @Test func aCertificateThatEndedBeforeTheNextRenewalIsSaid() throws {
        var bench = try bench()
        try bench.add(
            .init(number: 1, time: Self.year / 2, authority: bench.authority(until: Self.year)))
        #expect(bench.judged(at: Self.year).codes(RenewalCheck()) == [])
        let alone = bench.judged(at: 5 * Self.year)
        #expect(alone.codes(RenewalCheck()) == ["observation RENEWAL_DUE"])
        #expect(alone.codes(ValidityCheck()) == [])
        var late = bench
        try late.add(.init(number: 2, time: 2 * Self.year, authority: bench.authority()))
        let judged = late.judged(at: 5 * Self.year)
        #expect(judged.codes(RenewalCheck()) == ["observation RENEWAL_LATE"])
        #expect(judged.findings(RenewalCheck()).first?.place.member == "0001.tsr")
        #expect(judged.codes(ValidityCheck()) == [])
        try bench.add(.init(number: 2, time: Self.year - 2, authority: bench.authority()))
        #expect(bench.judged(at: 5 * Self.year).codes(RenewalCheck()) == [])
    }

    /// The first authority's key was compromised; what was renewed before that keeps its force.
    @Test func aRenewalBeforeTheRevocationKeepsWhatItCovers() throws {
        for (revoked, since, isKept) in [
            (4 * Self.year, nil, true), (2 * Self.year, nil, false),
            (4 * Self.year, 2 * Self.year, false), (4 * Self.year, 3 * Self.year + 2, true),
            (4 * Self.year, 3 * Self.year + 1, false),
        ] as [(Int64, Int64?, Bool)] {
            var bench = try bench()
            let first = try bench.authority()
            try bench.add(.init(number: 1, time: Self.year / 2, authority: first))
            try bench.add(.init(number: 2, time: 3 * Self.year, authority: bench.authority()))
            bench.lab.trust.revocation.append(
                try bench.lab.keys.authorityList(
                    [
                        RevokedCertificate(
                            serial: first.certificate.serial, date: LabKeys.start + revoked,
                            reason: .keyCompromise,
                            invalidityDate: since.map { LabKeys.start + $0 })
                    ], of: LabKeys.start + 4 * Self.year,
                    until: LabKeys.start + 30 * Self.year))
            let lab = bench.judged(at: 5 * Self.year)
            #expect((lab.context.renewals.first?.standing == .proved) == isKept)
            #expect(lab.codes(ValidityCheck()).isEmpty == isKept)
            #expect(lab.codes(RenewalCheck()) == [])
            #expect(
                lab.notes(RenewalCheck()).contains(isKept ? "TSA_REVOKED_LATER" : "TSA_REVOKED"))
        }
    }

    /// A receipt of the bundle keeps its force as well, by a renewal before its algorithm ended.
    @Test func aRenewalCarriesTheReceiptsOfTheBundle() throws {
        for (time, standing) in [
            (RenewalBench.shaEnd - 2, JudgedReceipt.Standing.proved),
            (RenewalBench.shaEnd + 2, .untrusted),
        ] {
            var bench = try RenewalBench()
            let weak = try bench.authority(digest: .sha224)
            for index in bench.lab.log.checkpoints.indices {
                bench.lab.log.checkpoints[index].cosignatures = []
            }
            bench.lab.log.checkpoints[1].timeStamps = [
                try bench.lab.timeStamp(
                    .init(certificate: weak.certificate, key: weak.key),
                    over: bench.lab.log.checkpoints[1])
            ]
            try bench.add(.init(number: 1, time: time, authority: bench.authority()))
            let lab = bench.judged(at: 8 * Self.year)
            #expect(lab.receipts.map(\.standing) == [standing])
        }
    }

    // MARK: The folder

    @Test func whatHasNoPlaceInTheFolderIsNamedAndCountsForNothing() throws {
        let bench = try renewedTwice()
        var lab = bench.judged(at: 5 * Self.year)
        let honest = bench.files.map { LaterInput(name: $0.name.text, bytes: $0.bytes) }
        let digest = SHA256.hash([1, 2])
        let others = [
            LaterInput(name: "notes.txt", bytes: [1]), LaterInput(name: "0003.tsr", bytes: nil),
            LaterInput(name: "0003-\(digest.hex).crl", bytes: [1, 2]),
            LaterInput(name: "0003-\(digest.hex).cer", bytes: [1]),
        ]
        var later = LaterReader.read(honest + others, limits: BundleLimits())
        later.archive = lab.later.archive
        lab.later = later
        #expect(lab.codes(RenewalCheck()) == [])
        #expect(
            lab.findings(RenewalCheck()).filter { $0.code == "LATER_ENTRY_IGNORED" }
                .map(\.place.member) == others.map(\.name))
        #expect(lab.context.coveredSince == Laboratory.time(Self.year / 2 + 1))
    }

    @Test func theNumberOfFilesIsBounded() {
        let many = (1...1_005).map { LaterInput(name: "note \($0)", bytes: [1]) }
        var limits = BundleLimits()
        limits.laterFiles = 3
        #expect(LaterReader.read(many, limits: limits).unusable.count == 4)
    }

    @Test func withoutTimeStampsThereIsNothingToRenew() throws {
        let lab = try Laboratory()
        guard
            case .notApplicable(let ground, _, _) = RenewalCheck().run(
                on: lab.facts, in: lab.context)
        else {
            Issue.record("asked")
            return
        }
        #expect(ground == .nothingOfTheKind)
    }
}

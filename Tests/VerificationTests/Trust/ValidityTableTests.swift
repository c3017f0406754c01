import Cryptography
import Findings
import Records
import Testing

@testable import Verification

/// The decision table of docs/formats/report.md §9, row by row.
@Suite struct ValidityTableTests {
    /// One situation and every row that must answer it.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let rows: [ValidityRow]
        var proved: Int64?
        var claimed: Int64? = 50
        var notUsedBefore: Int64?
        var today: Int64 = 150
        /// The certificate holds from 0 to 100.
        var own = Validity(notBefore: 0, notAfter: 100)
        var path: Validity?
        var reachesAnchor = true
        var lost: [String] = []
        var state: State = .good
        var algorithm: AlgorithmTable.Use?

        enum State: Sendable {
            case good
            case unknown
            case revoked(Int64, RevocationReason?, since: Int64?)
        }
    }

    static let epoch: Int64 = 1_800_000_000

    private static func use(_ end: Int64, broken: Bool) -> AlgorithmTable.Use {
        AlgorithmTable.Use(
            name: "H", end: Timestamp(unixSeconds: epoch + end), isBroken: broken)
    }

    static let cases: [Case] = validity + revocation + algorithms

    private static let validity: [Case] = [
        Case(
            testDescription: "token before notAfter, valid today", rows: [.provedWithinValidity],
            proved: 60, today: 90),
        Case(
            testDescription: "token before notAfter, everything has expired since",
            rows: [.expiredSince], proved: 60),
        Case(
            testDescription: "token in the last valid second", rows: [.expiredSince], proved: 100),
        Case(
            testDescription: "no token, valid today", rows: [.validToday], today: 90),
        Case(
            testDescription: "no token, expired", rows: [.expiredWithoutProof]),
        Case(
            testDescription: "token after notAfter, which says nothing of when it was used",
            rows: [.expiredWithoutProof], proved: 101),
        Case(
            testDescription: "token after the end of an issuer", rows: [.expiredWithoutProof],
            proved: 60, path: Validity(notBefore: 0, notAfter: 59)),
        Case(
            testDescription: "used after notAfter, by its own word", rows: [.usedAfterEnd],
            proved: 105, claimed: 101),
        Case(
            testDescription: "used after notAfter, by its own word and no token",
            rows: [.usedAfterEnd], claimed: 101),
        Case(
            testDescription: "used after notAfter, as a token in front of it proves",
            rows: [.usedAfterEnd], proved: 105, notUsedBefore: 101),
        Case(
            testDescription: "a token in front of it in the last valid second",
            rows: [.expiredWithoutProof], proved: 105, notUsedBefore: 100),
        Case(
            testDescription: "a token within the validity outweighs a later claim",
            rows: [.expiredSince], proved: 100, claimed: 101),
        Case(
            testDescription: "signed before notBefore, by its own word",
            rows: [.usedBeforeBeginning], proved: 60, claimed: -1, today: 90),
        Case(
            testDescription: "signed before notBefore, as a token proves",
            rows: [.usedBeforeBeginning], proved: -1, claimed: nil, today: 90),
        Case(
            testDescription: "an issuer that began after the token", rows: [.issuerBeganLater],
            proved: 60, today: 90, path: Validity(notBefore: 61, notAfter: 100)),
        Case(
            testDescription: "no token, judged before notBefore", rows: [.judgedBeforeBeginning],
            claimed: nil, today: -5),
        Case(
            testDescription: "a token that lost its force counts as if it weren't there",
            rows: [.expiredWithoutProof, .proofLost], lost: ["its authority was revoked"]),
        Case(
            testDescription: "path ends at no anchor of the auditor's",
            rows: [.noAnchor, .provedWithinValidity], proved: 60, today: 90,
            reachesAnchor: false),
    ]

    private static let revocation: [Case] = [
        Case(
            testDescription: "revoked after the proved time",
            rows: [.provedWithinValidity, .revokedLater], proved: 60, today: 90,
            state: .revoked(70, .superseded, since: nil)),
        Case(
            testDescription: "superseded after the proved time, whatever the invalidity date",
            rows: [.provedWithinValidity, .revokedLater], proved: 60, today: 90,
            state: .revoked(70, .superseded, since: 55)),
        Case(
            testDescription: "keyCompromise after the proved time, invalidity date before it",
            rows: [.provedWithinValidity, .compromisedBefore], proved: 60, today: 90,
            state: .revoked(70, .keyCompromise, since: 60)),
        Case(
            testDescription: "keyCompromise after the proved time, invalidity date after it",
            rows: [.provedWithinValidity, .revokedLater], proved: 60, today: 90,
            state: .revoked(70, .keyCompromise, since: 61)),
        Case(
            testDescription: "keyCompromise after the proved time, no invalidity date",
            rows: [.provedWithinValidity, .revokedLater], proved: 60, today: 90,
            state: .revoked(70, .keyCompromise, since: nil)),
        Case(
            testDescription: "no reason after the proved time, invalidity date before it",
            rows: [.provedWithinValidity, .compromisedBefore], proved: 60, today: 90,
            state: .revoked(70, nil, since: 59)),
        Case(
            testDescription: "no reason, no invalidity date, after the proved time",
            rows: [.provedWithinValidity, .revokedLater], proved: 60, today: 90,
            state: .revoked(61, nil, since: nil)),
        Case(
            testDescription: "revoked before the proved time, by its own word used before",
            rows: [.provedWithinValidity, .revokedWithoutProof], proved: 60, today: 90,
            state: .revoked(60, .superseded, since: nil)),
        Case(
            testDescription: "revoked before it was used, by its own word",
            rows: [.provedWithinValidity, .revokedBefore], proved: 60, today: 90,
            state: .revoked(50, .superseded, since: nil)),
        Case(
            testDescription: "revoked before it was used, by its own word and no token",
            rows: [.validToday, .revokedBefore], today: 90,
            state: .revoked(50, .superseded, since: nil)),
        Case(
            testDescription: "revoked before it was used, as a token in front of it proves",
            rows: [.provedWithinValidity, .revokedBefore], proved: 60, notUsedBefore: 55,
            today: 90, state: .revoked(55, .superseded, since: nil)),
        Case(
            testDescription: "keyCompromise before the proved time, invalidity date before it",
            rows: [.provedWithinValidity, .compromisedBefore], proved: 60, today: 90,
            state: .revoked(60, .keyCompromise, since: 40)),
        Case(
            testDescription: "revoked, no proved time", rows: [.validToday, .revokedWithoutProof],
            today: 90, state: .revoked(70, .superseded, since: nil)),
        Case(
            testDescription: "no CRL or OCSP that counts",
            rows: [.provedWithinValidity, .revocationUnknown], proved: 60, today: 90,
            state: .unknown),
    ]

    private static let algorithms: [Case] = [
        Case(
            testDescription: "an algorithm that still counts",
            rows: [.provedWithinValidity, .algorithmAgeing], proved: 60, today: 90,
            algorithm: use(91, broken: false)),
        Case(
            testDescription: "a retired algorithm, a strong token before its end",
            rows: [.provedWithinValidity, .algorithmOutlived], proved: 60, today: 90,
            algorithm: use(61, broken: false)),
        Case(
            testDescription: "a broken algorithm, a strong token before its end",
            rows: [.provedWithinValidity, .algorithmOutlived], proved: 60, today: 90,
            algorithm: use(61, broken: true)),
        Case(
            testDescription: "a retired algorithm, no token before its end",
            rows: [.provedWithinValidity, .algorithmEnded], proved: 60, today: 90,
            algorithm: use(60, broken: false)),
        Case(
            testDescription: "a retired algorithm, no token at all",
            rows: [.validToday, .algorithmEnded], today: 90, algorithm: use(60, broken: false)),
        Case(
            testDescription: "a broken algorithm, used before its end by a word alone",
            rows: [.validToday, .algorithmEnded], today: 90, algorithm: use(60, broken: true)),
        Case(
            testDescription: "a broken algorithm, used after its end",
            rows: [.validToday, .algorithmBroken], claimed: 70, today: 90,
            algorithm: use(60, broken: true)),
        Case(
            testDescription: "a broken algorithm, proved only after its end",
            rows: [.provedWithinValidity, .algorithmEnded], proved: 60, today: 90,
            algorithm: use(60, broken: true)),
        Case(
            testDescription: "a broken algorithm, used after its end as a token proves",
            rows: [.provedWithinValidity, .algorithmBroken], proved: 65, notUsedBefore: 60,
            today: 90, algorithm: use(60, broken: true)),
        Case(
            testDescription: "an algorithm that nobody knows",
            rows: [.provedWithinValidity, .algorithmUnknown], proved: 60, today: 90,
            algorithm: AlgorithmTable.Use(name: "X", isKnown: false)),
        Case(
            testDescription: "an algorithm without end", rows: [.provedWithinValidity], proved: 60,
            today: 90, algorithm: AlgorithmTable.Use(name: "E")),
    ]

    @Test(arguments: cases)
    func eachSituationHasItsRows(_ testCase: Case) throws {
        let answers = try Self.situation(testCase).answers
        #expect(answers.map(\.row).filter { $0 != .notRevoked } == testCase.rows)
        let needsSource = testCase.rows.allSatisfy { $0 != .revocationUnknown }
        #expect(
            answers.contains { $0.row == .notRevoked } || !needsSource || Self.isRevoked(testCase))
    }

    @Test func everyRowIsInTheTable() {
        let tested = Set(Self.cases.flatMap(\.rows))
        // These two are said of words that are there; RevocationJudgementTests asks for them.
        #expect(Set(ValidityRow.allCases).subtracting(tested) == [.notRevoked, .revocationIgnored])
    }

    @Test func aRowSaysWhatItDoesInOneSentence() {
        for row in ValidityRow.allCases {
            let sentence = row.sentence("the seal certificate of QA")
            #expect(sentence.hasSuffix(".") && sentence.first?.isUppercase == true, "\(row)")
            #expect((row.effect == nil) == (row.code == nil))
        }
        #expect(ValidityRow.revokedBefore.effect == .failure)
        #expect(ValidityRow.revokedWithoutProof.effect == .openQuestion)
        #expect(ValidityRow.revocationUnknown.effect == .openQuestion)
        #expect(ValidityRow.noAnchor.effect == .openQuestion)
    }

    private static func isRevoked(_ testCase: Case) -> Bool {
        if case .revoked = testCase.state { true } else { false }
    }

    private static func shifted(_ validity: Validity) -> Validity {
        Validity(notBefore: epoch + validity.notBefore, notAfter: epoch + validity.notAfter)
    }

    private static func situation(_ testCase: Case) throws -> ValiditySituation {
        func time(_ seconds: Int64) -> Timestamp { Timestamp(unixSeconds: epoch + seconds) }
        var situation = ValiditySituation(
            today: time(testCase.today), own: shifted(testCase.own),
            path: shifted(testCase.path ?? testCase.own))
        situation.proved = testCase.proved.map(time)
        situation.claimed = testCase.claimed.map(time)
        situation.notUsedBefore = testCase.notUsedBefore.map(time)
        situation.lostProofs = testCase.lost
        situation.reachesAnchor = testCase.reachesAnchor
        situation.algorithms = testCase.algorithm.map { [$0] } ?? []
        let source = RevocationSource(
            name: "list 1 of CN=Root", thisUpdate: epoch + 90, nextUpdate: nil,
            signatureAlgorithm: "1.2.840.10045.4.3.2")
        let state: RevocationState =
            switch testCase.state {
            case .good: .good(by: source)
            case .unknown: .unknown
            case .revoked(let date, let reason, let since):
                .revoked(
                    RevokedCertificate(
                        serial: "01", date: epoch + date, reason: reason,
                        invalidityDate: since.map { epoch + $0 }), by: source)
            }
        situation.links = [
            LinkRevocation(
                certificate: try LabKeys.shared().alice, depth: 0, state: state)
        ]
        return situation
    }
}

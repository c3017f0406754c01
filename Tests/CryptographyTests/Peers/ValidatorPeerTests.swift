import Findings
import Records
import Testing
import TrailSealTestKit

@testable import Cryptography
@testable import Verification

/// rfc3161-client, pyHanko and its path validator on the questions that our code is asked.
///
/// Each table holds what a validator takes that we refuse, or refuses that we take; the reasons
/// stand in docs/peers.md, and a difference that isn't in a table fails.
@Suite struct ValidatorPeerTests {
    // MARK: Tokens

    /// Cases of the twenty checks that a validator accepts.
    static let acceptedTokens: [String: Set<String>] = [
        "2: a statement of version 2": both, "2: bytes behind the statement": ["pyhanko"],
        "3: a SHA-1 signature": ["rfc3161-client"],
        "4: another content type in the signed attributes": ["rfc3161-client"],
        "6: the hash of another certificate": ["rfc3161-client"],
        "6: version 1 of the attribute is wrong beside a good version 2": both,
        "7: a second purpose": ["pyhanko"], "7: a second purpose that nobody knows": both,
        "7: an authority's certificate": ["pyhanko"],
        "7: extended key usage isn't critical": ["pyhanko"],
        // pyHanko's question has no request, so nonce and policy aren't matters for it.
        "12: another nonce than asked": ["pyhanko"],
        "12: no nonce although asked": ["pyhanko"],
        "13: another policy than asked": ["pyhanko"],
        "14: 0 milliseconds": ["pyhanko"], "14: 1000 microseconds": ["pyhanko"],
        "14: a fraction that ends in zero": ["pyhanko"],
        "14: a time with an offset": ["pyhanko"], "16: another authority's name": both,
        "17: a critical extension": both,
    ]

    @Test func tokensAreJudgedAsTheTableSays() throws {
        let bench = try StampBench.shared()
        let asked = StampCase.all.filter { $0.opensslAccepts != nil }
        let questions =
            try [Self.question("honest", bench.submission(), bench)]
            + asked.map { try Self.question($0.testDescription, $0.make(bench), bench) }
        let answers = try PeerJudge.answers(to: questions)
        var accepting = PeerJudge.accepting(answers)
        let honest = accepting.removeValue(forKey: "honest")
        #expect(honest == Self.both, "\(answers["honest"] ?? [:])")
        #expect(accepting == Self.acceptedTokens, "\(Self.listed(accepting))")
        print("PyPI on tokens: \(asked.count) cases, \(accepting.count) that one of them accepts")
    }

    private static func question(
        _ name: String, _ submission: StampBench.Submission, _ bench: StampBench
    ) throws -> PeerQuestion {
        var files = ["r.tsr": submission.response, "content": bench.note]
        files["q.tsq"] = submission.request
        return PeerQuestion(
            name: name, kind: .token, at: StampBench.genTime, files: files,
            anchors: submission.trust.tsa, lists: submission.trust.revocation)
    }

    @Test(.enabled(if: SharedData.folder("rfc3161") != nil, "the rfc3161 data set is absent"))
    func realTokensAreJudgedAsHere() throws {
        let folder = try #require(SharedData.folder("rfc3161"))
        let asked = RealTimeStampTests.cases.filter { $0.message != nil }
        let questions = try asked.map { testCase in
            let chain = try testCase.chain.split(separator: " ").flatMap {
                try PEM.certificates(in: readFile("\(folder)/\($0)"))
            }
            let answer = try readFile("\(folder)/\(testCase.file)")
            guard case .granted(let token, _) = TimeStampResponse.read(answer, certificates: chain)
            else { throw CryptographyError(function: testCase.file, text: "no token") }
            return PeerQuestion(
                name: testCase.file, kind: .token, at: token.genTime,
                files: ["r.tsr": answer, "content": Array((testCase.message ?? "").utf8)],
                anchors: chain.filter(\.isSelfIssued),
                intermediates: chain.filter { !$0.isSelfIssued })
        }
        let answers = try PeerJudge.answers(to: questions)
        let accepting = PeerJudge.accepting(answers)
        for testCase in asked {
            let expected: Set<String> =
                testCase.isValid ? Self.realExceptions[testCase.file] ?? Self.both : []
            let said = accepting[testCase.file] ?? []
            #expect(said == expected, "\(testCase.file): \(answers[testCase.file] ?? [:])")
        }
    }

    private static let both: Set<String> = ["rfc3161-client", "pyhanko"]

    /// Valid tokens that not both of them take.
    static let realExceptions: [String: Set<String>] = [
        // pyHanko looks for the signer's certificate inside the token only.
        "rfc3161-client/sigstage/response-no-embedded-cert.tsr": ["rfc3161-client"]
    ]

    // MARK: Signatures

    /// Departures from the closed form that pyHanko takes.
    static let acceptedForms: Set<String> = [
        "no signed attributes", "message version 3", "signature version 3",
        "one more digest algorithm", "digest parameters NULL", "one attribute more",
        "no signing time", "signing time without seconds",
        "signing time as GeneralizedTime before 2050", "a root beside", "a certificate twice",
        "a revocation list", "an unsigned attribute of another kind", "a longer length",
        "an indefinite length",
    ]

    @Test func departuresFromTheClosedFormAreJudgedAsTheTableSays() throws {
        let authority = try TestAuthority()
        let key = try PrivateKey.generate(.p256)
        let person = try authority.leaf(.person, key: key)
        func question(_ name: String, _ message: [UInt8]) -> PeerQuestion {
            PeerQuestion(
                name: name, kind: .cms, at: TestAuthority.now,
                files: ["m.p7s": message, "content": Array("the content".utf8)],
                anchors: [authority.root], intermediates: [authority.issuing])
        }
        var questions = [
            question("honest", try CMSAssembler(signer: person, key: key).assemble())
        ]
        // Thousands of parts are a matter for limits, and minutes for Python.
        let forms = HostileForm.all.filter { !$0.testDescription.contains("thousand") }
        for form in forms {
            var assembler = CMSAssembler(signer: person, key: key)
            try form.change(&assembler, authority)
            questions.append(
                question(form.testDescription, form.finish(try assembler.assemble())))
        }
        var accepting = Set(PeerJudge.accepting(try PeerJudge.answers(to: questions)).keys)
        #expect(accepting.remove("honest") != nil)
        #expect(accepting == Self.acceptedForms, "\(accepting.sorted())")
        print("PyPI on signatures: \(forms.count) forms, \(accepting.count) accepted")
    }

    // MARK: Paths

    /// Paths of which the validator says something else than we.
    static let otherPaths: Set<String> = ["a list made afterwards"]

    @Test func pathsAreJudgedAsTheTableSays() throws {
        var good: Set<String> = []
        let questions = try PathPeerTests.cases.map { testCase in
            let question = try testCase.make(TestAuthority(), PrivateKey.generate(.p256))
            if testCase.isGood { good.insert(testCase.testDescription) }
            return PeerQuestion(
                name: testCase.testDescription, kind: .path, at: question.at,
                files: ["leaf.der": question.leaf.der], anchors: question.anchors,
                intermediates: question.intermediates, lists: question.lists)
        }
        let answers = try PeerJudge.answers(to: questions)
        let accepting = Set(PeerJudge.accepting(answers).keys)
        let other = accepting.symmetricDifference(good)
        #expect(other == Self.otherPaths, "\(other.sorted().map { ($0, answers[$0]) })")
        print("PyPI on paths: \(questions.count) paths, \(other.count) judged otherwise")
    }

    private static func listed(_ accepting: [String: Set<String>]) -> String {
        accepting.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.sorted())" }
            .joined(separator: "\n")
    }
}

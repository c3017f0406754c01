import Cryptography
import Testing
import TrailSealTestKit

/// Tokens of real authorities; what is expected of each stands in the SOURCE.md beside them.
@Suite(.enabled(if: SharedData.folder("rfc3161") != nil, "the rfc3161 data set is absent"))
struct RealTimeStampTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let file: String
        var chain = "rfc3161-client/sigstage/ts_chain.pem"
        var isValid = true
        var signerIsOutside = false
        var message: String? = "hello"
        var testDescription: String { file }
    }

    static let testTSA = "rfc3161-client/test_tsa/ts_chain.pem"

    static let cases: [Case] = [
        Case(file: "rfc3161-client/sigstage/response-sha256.tsr"),
        Case(file: "rfc3161-client/sigstage/response-sha384.tsr"),
        Case(file: "rfc3161-client/sigstage/response-sha512.tsr"),
        Case(file: "rfc3161-client/sigstage/response-no-embedded-cert.tsr", signerIsOutside: true),
        Case(file: "rfc3161-client/sigstage/response-invalid-signature.tsr", isValid: false),
        Case(file: "rfc3161-client/test_tsa/response.tsr", chain: testTSA),
        Case(file: "rfc3161-client/test_tsa/response-injected-certs.tsr", chain: testTSA),
        Case(
            file: "rfc3161-client/test_tsa/other_response.tsr", chain: testTSA, isValid: false,
            message: nil),
        Case(
            file: "rfc3161-client/identrust/issue-104.tsr",
            chain: "rfc3161-client/identrust/ts_chain.pem", message: nil),
        Case(
            file: "rfc3161-client/sigstore.mock/response-expired.tsr",
            chain: "rfc3161-client/sigstore.mock/ts_chain.pem", signerIsOutside: true,
            message: nil),
        Case(
            file: "openssl-sectigo/sectigo-all-zero.tsr",
            chain: "openssl-sectigo/comodo-aaa.pem openssl-sectigo/user-trust-ca-aaa.pem",
            message: nil),
    ]

    @Test(arguments: cases)
    func realTokensAreJudgedAtTheirOwnTime(testCase: Case) throws {
        let folder = try #require(SharedData.folder("rfc3161"))
        var chain: [Certificate] = []
        for file in testCase.chain.split(separator: " ") {
            chain += try PEM.certificates(in: readFile("\(folder)/\(file)"))
        }
        let answer = try readFile("\(folder)/\(testCase.file)")
        guard
            case .granted(let token, _) = TimeStampResponse.read(answer, certificates: chain)
        else {
            Issue.record("\(TimeStampResponse.read(answer))")
            return
        }
        let roots = chain.filter(\.isSelfIssued)
        let path = token.signer.map {
            CertificatePath.build(
                leaf: $0, intermediates: token.certificates + chain, anchors: roots,
                at: token.genTime, purpose: .timeStamping)
        }
        let isGood = token.hasValidSignature() && token.findings.isEmpty && path?.isGood == true
        #expect(isGood == testCase.isValid, "\(token.findings) \(String(describing: path))")
        if let message = testCase.message {
            #expect(token.imprint == token.imprintAlgorithm.hash(Array(message.utf8)))
        }
        #expect(testCase.signerIsOutside == (token.certificates.isEmpty))
    }

    @Test func expiredChainsAreExpiredToday() throws {
        let folder = try #require(SharedData.folder("rfc3161"))
        let chain = try PEM.certificates(
            in: readFile("\(folder)/rfc3161-client/sigstore.mock/ts_chain.pem"))
        let answer = try readFile("\(folder)/rfc3161-client/sigstore.mock/response-expired.tsr")
        guard case .granted(let token, _) = TimeStampResponse.read(answer, certificates: chain),
            let signer = token.signer
        else {
            Issue.record("no token")
            return
        }
        // 2023-02-01 in UTC, as SOURCE.md says.
        #expect((1_675_209_600..<1_675_296_000).contains(token.genTime))
        let late = CertificatePath.build(
            leaf: signer, intermediates: chain, anchors: chain.filter(\.isSelfIssued),
            at: TestAuthority.now, purpose: .timeStamping)
        #expect(late.problems.contains { $0.kind == .expired })
    }

    @Test func theSectigoAnswerAnswersItsRequest() throws {
        let folder = try #require(SharedData.folder("rfc3161")) + "/openssl-sectigo"
        let request = try TimeStampRequest.read(readFile("\(folder)/all-zero.tsq"))
        guard
            case .granted(let token, _) = TimeStampResponse.read(
                try readFile("\(folder)/sectigo-all-zero.tsr"))
        else {
            Issue.record("no token")
            return
        }
        #expect(token.problems(asAnswerTo: request) == [])
        #expect(token.digestAlgorithm == .sha384)
        #expect(token.signingCertificateHashes == [.sha1])
    }
}

import Findings
import Records
import Testing
import TrailSealTestKit

@testable import Cryptography
@testable import Verification

/// `openssl verify` on the paths that the decision table is asked about; where it differs stands in
/// docs/peers.md.
@Suite struct PathPeerTests {
    /// One path with lists at a time.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Whether nothing fails or stays open here.
        let isGood: Bool
        /// Whether `openssl verify -crl_check_all` says OK.
        let opensslAccepts: Bool
        let make: @Sendable (TestAuthority, PrivateKey) throws -> Question
    }

    struct Question {
        var leaf: Certificate
        var intermediates: [Certificate]
        var anchors: [Certificate]
        var lists: [CertificateRevocationList]
        var at = TestAuthority.now

        init(_ authority: TestAuthority, _ key: PrivateKey) throws {
            leaf = try authority.leaf(.person, key: key)
            intermediates = [authority.issuing]
            anchors = [authority.root]
            lists = [try Question.list(authority), try Question.list(authority, byRoot: true)]
        }

        static func list(
            _ authority: TestAuthority, byRoot: Bool = false, _ revoked: [RevokedCertificate] = [],
            of: Int64 = -100, until: Int64 = 100
        ) throws -> CertificateRevocationList {
            try CertificateIssuer.issueCRL(
                issuer: byRoot ? authority.root : authority.issuing,
                key: byRoot ? authority.rootKey : authority.issuingKey,
                thisUpdate: TestAuthority.now + of, nextUpdate: TestAuthority.now + until,
                number: 1, revoked: revoked)
        }

        func revoked(
            at seconds: Int64, _ reason: RevocationReason? = .superseded, since: Int64? = nil
        ) -> RevokedCertificate {
            RevokedCertificate(
                serial: leaf.serial, date: TestAuthority.now + seconds, reason: reason,
                invalidityDate: since.map { TestAuthority.now + $0 })
        }
    }

    static let cases: [Case] = alike + differing

    private static func question(
        _ name: String, good: Bool, openssl: Bool,
        _ change: @escaping @Sendable (inout Question, TestAuthority, PrivateKey) throws -> Void
    ) -> Case {
        Case(testDescription: name, isGood: good, opensslAccepts: openssl) { authority, key in
            var question = try Question(authority, key)
            try change(&question, authority, key)
            return question
        }
    }

    private static let alike: [Case] = [
        question("a sound path", good: true, openssl: true) { _, _, _ in },
        question("no anchor", good: false, openssl: false) { question, authority, _ in
            question.anchors = []
            question.intermediates.append(authority.root)
        },
        question("no intermediate", good: false, openssl: false) { question, _, _ in
            question.intermediates = []
        },
        question("expired", good: false, openssl: false) { question, authority, _ in
            question.at = TestAuthority.notAfter + 1
            question.lists = try [false, true].map {
                try .init(
                    der: Question.list(
                        authority, byRoot: $0,
                        of: TestAuthority.notAfter - TestAuthority.now - 50,
                        until: TestAuthority.notAfter - TestAuthority.now + 50
                    ).der)
            }
        },
        question("used before it began", good: false, openssl: false) { question, authority, _ in
            question.at = TestAuthority.notBefore - 1
        },
        question("a person as issuer", good: false, openssl: false) { question, authority, key in
            let person = try authority.leaf(.person, key: key, name: "Person")
            question.leaf = try CertificateIssuer.issue(
                TestAuthority.profile("Forged", .person), spki: key.spki, issuer: person, key: key)
            question.intermediates.append(person)
        },
        question("no list of the leaf's issuer", good: false, openssl: false) {
            question, _, _ in
            question.lists.removeFirst()
        },
        question("no list of the root", good: false, openssl: false) { question, _, _ in
            question.lists.removeLast()
        },
        question("a list that was replaced before", good: false, openssl: false) {
            question, authority, _ in
            question.lists[0] = try Question.list(authority, of: -100, until: -1)
        },
        question("a list by another key of that name", good: false, openssl: false) {
            question, _, _ in
            let key = try PrivateKey.generate(.p256)
            let impostor = try CertificateIssuer.selfSigned(
                TestAuthority.profile("Issuing", .authority(pathLength: 0)), key: key)
            question.lists[0] = try CertificateIssuer.issueCRL(
                issuer: impostor, key: key, thisUpdate: TestAuthority.now - 1,
                nextUpdate: TestAuthority.now + 1, number: 1, revoked: [])
        },
        question("revoked before", good: false, openssl: false) { question, authority, _ in
            question.lists[0] = try Question.list(authority, [question.revoked(at: -50)])
        },
    ]

    private static let differing: [Case] = [
        question("a list made afterwards", good: true, openssl: false) {
            question, authority, _ in
            question.lists[0] = try Question.list(authority, of: 50, until: 100)
        },
        question("revoked afterwards", good: true, openssl: false) { question, authority, _ in
            question.lists[0] = try Question.list(authority, [question.revoked(at: 50)])
        },
        question("the last valid second", good: true, openssl: false) {
            question, authority, _ in
            question.at = TestAuthority.notAfter
            question.lists = try [false, true].map {
                try Question.list(
                    authority, byRoot: $0, of: TestAuthority.notAfter - TestAuthority.now - 50,
                    until: TestAuthority.notAfter - TestAuthority.now + 50)
            }
        },
        question("a leaf that may not sign", good: false, openssl: true) {
            question, authority, key in
            question.leaf = try authority.leaf(.custodian, key: key)
        },
    ]

    // MARK: Judging

    private func isGood(_ question: Question) -> Bool {
        let path = CertificatePath.build(
            leaf: question.leaf, intermediates: question.intermediates,
            anchors: question.anchors, at: question.at, purpose: .signing)
        var situation = ValiditySituation(
            today: Timestamp(unixSeconds: question.at),
            own: Validity(
                notBefore: question.leaf.notBefore, notAfter: question.leaf.notAfter),
            path: Validity(sharedBy: path.chain))
        situation.proved = Timestamp(unixSeconds: question.at)
        situation.reachesAnchor = path.reachesAnchor
        let archive = RevocationArchive(
            facts: Facts(), trust: Trust(revocation: question.lists))
        situation.links = archive.links(of: path.chain, others: [], at: question.at)
        let isSound = situation.answers.allSatisfy {
            $0.row.effect == nil || $0.row.effect == .note
        }
        let isPath = path.problems.allSatisfy { $0.kind == .expired || $0.kind == .notYetValid }
        return isSound && isPath
    }

    private func opensslAccepts(_ question: Question) throws -> Bool {
        let folder = try TemporaryDirectory()
        func write(_ name: String, _ label: String, _ blocks: [[UInt8]]) throws {
            let text = blocks.map { PEM.encode(label: label, der: $0) }.joined()
            try writeFile(folder.file(name), text)
        }
        try write("leaf.pem", "CERTIFICATE", [question.leaf.der])
        try write("untrusted.pem", "CERTIFICATE", question.intermediates.map(\.der))
        try write("anchors.pem", "CERTIFICATE", question.anchors.map(\.der))
        try write("lists.pem", "X509 CRL", question.lists.map(\.der))
        var command = [
            "openssl", "verify", "-no-CApath", "-no-CAstore", "-crl_check_all", "-CRLfile",
            "lists.pem", "-attime", "\(question.at)",
        ]
        command += question.anchors.isEmpty ? ["-no-CAfile"] : ["-CAfile", "anchors.pem"]
        if !question.intermediates.isEmpty { command += ["-untrusted", "untrusted.pem"] }
        return try runProcess(command + ["leaf.pem"], directory: folder.path).status == 0
    }

    @Test(arguments: cases)
    func eachPathIsJudgedAsTheTableSays(_ testCase: Case) throws {
        let question = try testCase.make(TestAuthority(), PrivateKey.generate(.p256))
        #expect(isGood(question) == testCase.isGood)
        #expect(try opensslAccepts(question) == testCase.opensslAccepts)
    }
}

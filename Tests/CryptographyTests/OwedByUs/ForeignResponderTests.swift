import Testing
import TrailSealTestKit

@testable import Cryptography

/// Responses as authorities outside make them: with `openssl ocsp`, which names certificates by
/// SHA-1, as most of the world does.
@Suite struct ForeignResponderTests {
    /// The responder's index: good, revoked, and a serial number that it doesn't know.
    @Test(arguments: [
        ("V\t300101000000Z\t", "good"), ("R\t300101000000Z\t260801000000Z,superseded", "revoked"),
    ])
    func aResponseThatNamesTheCertificateBySHA1IsUnderstood(line: String, word: String) throws {
        let authority = try TestAuthority()
        let leaf = try authority.leaf(.person, key: PrivateKey.generate(.p256))
        let responderKey = try PrivateKey.generate(.p256)
        let responder = try authority.leaf(
            .revocationResponder, key: responderKey, name: "Responder")
        let folder = try TemporaryDirectory()
        for (name, certificate) in [
            ("issuing", authority.issuing), ("leaf", leaf), ("responder", responder),
        ] {
            try writeFile(
                folder.file(name), PEM.encode(label: "CERTIFICATE", der: certificate.der))
        }
        try writeFile(
            folder.file("key"), try Self.pem(of: responderKey, in: folder))
        try writeFile(
            folder.file("index"), "\(line)\t\(leaf.serial.uppercased())\tunknown\t/CN=Leaf\n")
        let run = try runProcess(
            [
                "openssl", "ocsp", "-index", "index", "-CA", "issuing", "-rsigner", "responder",
                "-rkey", "key", "-issuer", "issuing", "-cert", "leaf", "-respout", "r.ocsp",
                "-ndays", "7", "-noverify",
            ], directory: folder.path)
        try #require(run.status == 0, "\(run.errorText)")
        let response = try RevocationResponse(der: readFile(folder.file("r.ocsp")))
        #expect(response.isSigned(by: responder))
        let answer = try #require(response.answer(for: leaf, issuer: authority.issuing))
        switch answer.status {
        case .good: #expect(word == "good")
        case .revoked(let line):
            #expect(word == "revoked")
            #expect(line.reason == .superseded && line.serial == leaf.serial)
        case .unknown: Issue.record("unknown")
        }
        #expect(response.answer(for: responder, issuer: authority.issuing) == nil)
    }

    /// Two answers of one moment about one certificate: the one that accuses counts, wherever it
    /// stands.
    @Test func ofTwoAnswersOfOneTimeTheOneThatSaysRevokedCounts() throws {
        let authority = try TestAuthority()
        let leaf = try authority.leaf(.person, key: PrivateKey.generate(.p256))
        let good: [UInt8] = [0x80, 0]
        let unknown: [UInt8] = [0x82, 0]
        let revoked = DER.context(1, DERTime.encodeGeneralized(TestAuthority.now - 9))
        func status(_ words: [[UInt8]]) throws -> RevocationAnswer.Status? {
            let response = try RevocationResponse(der: Self.response(words, leaf, authority))
            #expect(response.isSigned(by: authority.issuing))
            return response.answer(for: leaf, issuer: authority.issuing)?.status
        }
        let line = RevokedCertificate(serial: leaf.serial, date: TestAuthority.now - 9)
        #expect(try status([good]) == .good)
        #expect(try status([good, revoked]) == .revoked(line))
        #expect(try status([revoked, good]) == .revoked(line))
        #expect(try status([unknown, revoked]) == .revoked(line))
        #expect(try status([good, unknown]) == .unknown)
        #expect(try status([unknown, good]) == .unknown)
    }

    /// A response of the authority itself with one answer after the other about a certificate.
    private static func response(
        _ words: [[UInt8]], _ leaf: Certificate, _ authority: TestAuthority
    ) throws -> [UInt8] {
        let now = DERTime.encodeGeneralized(TestAuthority.now)
        let hash = HashAlgorithm.sha256
        let serial = try #require(
            Hex.decode(leaf.serial.count % 2 == 0 ? leaf.serial : "0" + leaf.serial))
        // The key's bits are the last 65 bytes of a P-256 key's encoding.
        let identifier = DER.sequence(
            DER.algorithm(hash.oid), DER.octets(hash.hash(authority.issuing.subjectDER)),
            DER.octets(hash.hash(Array(authority.issuing.spki.suffix(65)))),
            DER.integer(magnitude: serial))
        let answers = words.flatMap { DER.sequence(identifier, $0, now) }
        let body = DER.sequence(
            DER.context(1, authority.issuing.subjectDER), now, DER.sequence(answers))
        let algorithm = DER.algorithm(try #require(OID.ecdsa(with: hash)))
        let signature = try authority.issuingKey.sign(body, hash: hash)
        let basic = DER.sequence(body, algorithm, DER.value(DERTag.bitString, [0] + signature))
        // id-pkix-ocsp-basic
        let type: [UInt8] = [6, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1]
        return DER.sequence(
            [0x0a, 1, 0], DER.context(0, DER.sequence(type, DER.octets(basic))))
    }

    private static func pem(of key: PrivateKey, in folder: TemporaryDirectory) throws -> [UInt8] {
        let password = SecretBytes(copying: Array("test".utf8))
        try writeFile(folder.file("key.der"), try key.encryptedPKCS8(password: password))
        let run = try runProcess(
            ["openssl", "pkey", "-inform", "DER", "-in", "key.der", "-passin", "pass:test"],
            directory: folder.path)
        try #require(run.status == 0, "\(run.errorText)")
        return run.stdout
    }
}

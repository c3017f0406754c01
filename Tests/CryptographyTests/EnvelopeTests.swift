import Cryptography
import Testing
import TrailSealTestKit

@Suite struct EnvelopeTests {
    let plaintext = SecretBytes(copying: (0..<32).map { UInt8($0) })

    @Test(arguments: PrivateKey.Kind.allCases)
    func theCustodianOpensItAndNobodyElse(kind: PrivateKey.Kind) throws {
        let authority = try TestAuthority()
        let key = try PrivateKey.generate(kind)
        let custodian = try authority.leaf(.custodian, key: key)
        let envelope = try Envelope.seal(plaintext, to: custodian)
        let opened = try Envelope.open(envelope, key: key, certificate: custodian)
        #expect(opened.isEqual(to: plaintext))
        let otherKey = try PrivateKey.generate(kind)
        let other = try authority.leaf(.custodian, key: otherKey, name: "Other")
        #expect(throws: CryptographyError.self) {
            try Envelope.open(envelope, key: otherKey, certificate: other)
        }
        #expect(throws: CryptographyError.self) {
            try Envelope.open(envelope + [0], key: key, certificate: custodian)
        }
        #expect(throws: CryptographyError.self) {
            try Envelope.open([], key: key, certificate: custodian)
        }
    }

    @Test(arguments: [PrivateKey.Kind.p256, .rsa3072])
    func opensslOpensItToo(kind: PrivateKey.Kind) throws {
        let folder = try TemporaryDirectory()
        let key = try PrivateKey.generate(kind)
        let custodian = try TestAuthority().leaf(.custodian, key: key)
        try writeFile(folder.file("e.der"), try Envelope.seal(plaintext, to: custodian))
        try writeFile(
            folder.file("key.pem"),
            PEM.encode(
                label: "ENCRYPTED PRIVATE KEY",
                der: try key.encryptedPKCS8(password: SecretBytes(copying: [0x78]))))
        try writeFile(
            folder.file("c.pem"), PEM.encode(label: "CERTIFICATE", der: custodian.der))
        let decrypt = try runProcess(
            [
                "openssl", "cms", "-decrypt", "-inform", "DER", "-in", "e.der", "-inkey",
                "key.pem", "-passin", "pass:x", "-recip", "c.pem", "-binary", "-out", "plain",
            ], directory: folder.path)
        #expect(decrypt.status == 0, "\(decrypt.errorText)")
        #expect(try readFile(folder.file("plain")) == (0..<32).map { UInt8($0) })
        let text = try runProcess(
            ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "e.der"],
            directory: folder.path
        ).outputText
        #expect(text.contains("aes-256-cbc"))
        #expect(text.contains(kind == .p256 ? "dhSinglePass-stdDH-sha256kdf" : "rsaesOaep"))
    }

    @Test func otherCiphersAreNotTouched() throws {
        let folder = try TemporaryDirectory()
        let key = try PrivateKey.generate(.p256)
        let custodian = try TestAuthority().leaf(.custodian, key: key)
        try writeFile(
            folder.file("c.pem"), PEM.encode(label: "CERTIFICATE", der: custodian.der))
        try writeFile(folder.file("plain"), [1, 2, 3])
        for cipher in ["-aes-128-cbc", "-aes-256-gcm"] {
            let made = try runProcess(
                [
                    "openssl", "cms", "-encrypt", "-binary", cipher, "-in", "plain", "-outform",
                    "DER", "-out", "e.der", "c.pem",
                ], directory: folder.path)
            try #require(made.status == 0, "\(made.errorText)")
            let envelope = try readFile(folder.file("e.der"))
            #expect(throws: CryptographyError.self) {
                try Envelope.open(envelope, key: key, certificate: custodian)
            }
        }
    }

    @Test func nothingAndEd25519AreRefused() throws {
        let authority = try TestAuthority()
        let custodian = try authority.leaf(.custodian, key: PrivateKey.generate(.p256))
        #expect(throws: CryptographyError.self) {
            try Envelope.seal(SecretBytes(count: 0), to: custodian)
        }
        let raw = try Ed25519.publicKey(seed: SecretBytes.random(count: 32))
        let log = try CertificateIssuer.issue(
            TestAuthority.profile("Log", .log), spki: Ed25519.spki(publicKey: raw),
            issuer: authority.issuing, key: authority.issuingKey)
        #expect(throws: CryptographyError.self) { try Envelope.seal(plaintext, to: log) }
    }
}

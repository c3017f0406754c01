import Cryptography
import Testing
import TrailSealTestKit

@Suite struct CertificateTests {
    @Test func anIssuedCertificateSaysWhatItsProfileSaid() throws {
        let authority = try TestAuthority()
        let key = try PrivateKey.generate(.p256)
        let certificate = try authority.leaf(.person, key: key, name: "Åsa Öberg, QA")
        #expect(certificate.subject == "CN=Åsa Öberg\\, QA,O=Laboratory,C=SE")
        #expect(certificate.commonName == "Åsa Öberg, QA")
        #expect(certificate.issuer == authority.issuing.subject)
        #expect(certificate.issuerDER == authority.issuing.subjectDER)
        #expect(certificate.notBefore == TestAuthority.notBefore)
        #expect(certificate.notAfter == TestAuthority.notAfter)
        #expect(certificate.spkiSha256 == key.spkiSha256)
        #expect(certificate.keyAlgorithm == .p256)
        #expect(certificate.keyUsage == [.digitalSignature, .nonRepudiation])
        #expect(certificate.isCA == false && certificate.isSelfIssued == false)
        #expect(certificate.extendedKeyUsage == nil)
        #expect(certificate.signatureAlgorithm == "1.2.840.10045.4.3.2")
        #expect(authority.root.isCA && authority.root.isSelfIssued)
        #expect(authority.root.pathLength == nil && authority.issuing.pathLength == 0)
        #expect(authority.root.signatureAlgorithm == "1.2.840.10045.4.3.3")
    }

    @Test func aLogCertificateHoldsTheRawKey() throws {
        let authority = try TestAuthority()
        let seed = try SecretBytes.random(count: 32)
        let raw = try Ed25519.publicKey(seed: seed)
        let certificate = try CertificateIssuer.issue(
            TestAuthority.profile("Log", .log), spki: Ed25519.spki(publicKey: raw),
            issuer: authority.issuing, key: authority.issuingKey)
        #expect(certificate.rawEd25519Key == raw)
        #expect(authority.root.rawEd25519Key == nil)
    }

    /// What was decoded before is taken from a store; one changed byte must not be.
    @Test func aCertificateDecodedBeforeIsNotTakenForAnother() throws {
        let root = try TestAuthority().root
        for index in root.der.indices {
            var changed = root.der
            changed[index] ^= 1
            #expect((try? Certificate(der: changed))?.der != root.der)
        }
        #expect(try Certificate(der: root.der) == root)
    }

    @Test func bytesAfterTheEndAndOtherEncodingsAreRefused() throws {
        let root = try TestAuthority().root
        #expect(try Certificate(der: root.der) == root)
        #expect(throws: CryptographyError.self) { try Certificate(der: root.der + [0]) }
        #expect(throws: CryptographyError.self) { try Certificate(der: root.der.dropLast()) }
        #expect(throws: CryptographyError.self) { try Certificate(der: []) }
        // The outer length in a longer form: BER, not DER.
        let longer = [0x30, 0x83, 0x00] + root.der[2...]
        #expect(root.der[1] == 0x82)
        #expect(throws: CryptographyError.self) { try Certificate(der: longer) }
    }

    @Test func opensslReadsWhatIsMade() throws {
        let authority = try TestAuthority()
        let folder = try TemporaryDirectory()
        let leaf = try authority.leaf(
            .timeStampAuthority, key: PrivateKey.generate(.p384), name: "TSA")
        for (name, certificate) in [
            ("root", authority.root), ("issuing", authority.issuing), ("leaf", leaf),
        ] {
            try writeFile(
                "\(folder.path)/\(name).pem",
                Array(PEM.encode(label: "CERTIFICATE", der: certificate.der).utf8))
        }
        let result = try runProcess(
            [
                "openssl", "verify", "-x509_strict", "-attime", "\(TestAuthority.now)",
                "-purpose", "timestampsign", "-CAfile", "root.pem", "-untrusted", "issuing.pem",
                "leaf.pem",
            ], directory: folder.path)
        #expect(result.status == 0, "\(result.errorText)")
    }

    @Test func pemGivesBackTheCertificatesInOrder() throws {
        let authority = try TestAuthority()
        let text =
            PEM.encode(label: "CERTIFICATE", der: authority.issuing.der)
            + "a comment between\r\n" + PEM.encode(label: "CERTIFICATE", der: authority.root.der)
        #expect(
            try PEM.certificates(in: Array(text.utf8)) == [authority.issuing, authority.root])
        #expect(
            try PEM.certificates(in: authority.issuing.der + authority.root.der)
                == [authority.issuing, authority.root])
        #expect(throws: CryptographyError.self) {
            try PEM.certificates(in: Array(text.utf8.dropLast(30)))
        }
        #expect(throws: CryptographyError.self) {
            try PEM.blocks(
                in: Array(text.utf8) + Array("-----BEGIN X-----\n=\n-----END X-----".utf8))
        }
    }

    @Test func aRequestCarriesNameAndKeyAndNothingForged() throws {
        let key = try PrivateKey.generate(.p384)
        let der = try CertificateIssuer.makeRequest(subject: "Eva", key: key)
        let request = try CertificateIssuer.readRequest(der)
        #expect(request.subject == "CN=Eva")
        #expect(request.spki == key.spki)
        #expect(request.subjectName == "Eva")
        for index in der.indices {
            var changed = der
            changed[index] ^= 1
            #expect(throws: CryptographyError.self) {
                try CertificateIssuer.readRequest(changed)
            }
        }
        #expect(throws: CryptographyError.self) { try CertificateIssuer.readRequest(der + [0]) }
    }

    @Test func aLogKeyCanAskToo() throws {
        let seed = try SecretBytes.random(count: 32)
        let request = try CertificateRequest(
            der: CertificateIssuer.makeRequest(subject: "log", seed: seed))
        #expect(try request.spki == Ed25519.spki(publicKey: Ed25519.publicKey(seed: seed)))
    }

    @Test func anIssuerWithAnotherKeyIsRefused() throws {
        let authority = try TestAuthority()
        let profile = try TestAuthority.profile("x", .person)
        #expect(throws: CryptographyError.self) {
            try CertificateIssuer.issue(
                profile, spki: authority.rootKey.spki, issuer: authority.issuing,
                key: authority.rootKey)
        }
        var noSerial = profile
        noSerial.serial = [0, 0]
        #expect(throws: CryptographyError.self) {
            try CertificateIssuer.selfSigned(noSerial, key: authority.rootKey)
        }
    }
}

import Testing
import TrailSealTestKit

@testable import Cryptography

@Suite struct RevocationResponseTests {
    let authority: TestAuthority
    let leaf: Certificate
    let responder: Certificate
    let responderKey: PrivateKey
    static let now = TestAuthority.now

    init() throws {
        authority = try TestAuthority()
        leaf = try authority.leaf(.person, key: PrivateKey.generate(.p256))
        responderKey = try PrivateKey.generate(.p256)
        responder = try authority.leaf(
            .revocationResponder, key: responderKey, name: "Responder")
    }

    private func word(
        _ revocation: RevokedCertificate? = nil, isUnknown: Bool = false,
        nextUpdate: Int64? = now + 3_600
    ) -> CertificateIssuer.ResponderWord {
        CertificateIssuer.ResponderWord(
            of: leaf, revocation: revocation, isUnknown: isUnknown, thisUpdate: Self.now,
            nextUpdate: nextUpdate)
    }

    private func bytes(_ word: CertificateIssuer.ResponderWord) throws -> [UInt8] {
        try CertificateIssuer.respond(
            word, issuer: authority.issuing, responder: responder, key: responderKey)
    }

    @Test func aResponseGivesBackWhatWasPutIn() throws {
        let good = try RevocationResponse(der: bytes(word()))
        #expect(good.producedAt == Self.now)
        #expect(good.certificates == [responder])
        #expect(good.hasUnknownCriticalExtension == false)
        let answer = try #require(good.answer(for: leaf, issuer: authority.issuing))
        #expect(answer.status == .good)
        #expect(answer.thisUpdate == Self.now && answer.nextUpdate == Self.now + 3_600)
        #expect(answer.keepsExpiredSince == nil && answer.hasUnknownCriticalExtension == false)
        let line = RevokedCertificate(
            serial: leaf.serial, date: Self.now - 50, reason: .superseded,
            invalidityDate: Self.now - 90)
        let revoked = try RevocationResponse(der: bytes(word(line, nextUpdate: nil)))
        let other = try #require(revoked.answer(for: leaf, issuer: authority.issuing))
        #expect(other.status == .revoked(line) && other.nextUpdate == nil)
        let bare = RevokedCertificate(serial: leaf.serial, date: Self.now)
        let silent = try RevocationResponse(der: bytes(word(bare)))
        #expect(silent.answer(for: leaf, issuer: authority.issuing)?.status == .revoked(bare))
        let unknown = try RevocationResponse(der: bytes(word(isUnknown: true)))
        #expect(unknown.answer(for: leaf, issuer: authority.issuing)?.status == .unknown)
    }

    @Test func itSaysNothingOfOtherCertificatesOrIssuers() throws {
        let response = try RevocationResponse(der: bytes(word()))
        let other = try authority.leaf(.person, key: PrivateKey.generate(.p256))
        #expect(response.answer(for: other, issuer: authority.issuing) == nil)
        #expect(response.answer(for: leaf, issuer: authority.root) == nil)
    }

    @Test func onlyTheStatedSignersKeySignedIt() throws {
        let response = try RevocationResponse(der: bytes(word()))
        #expect(response.isSigned(by: responder))
        #expect(response.isSigned(by: authority.issuing) == false)
        let impostor = try authority.leaf(
            .revocationResponder, key: PrivateKey.generate(.p256), name: "Responder")
        #expect(response.isSigned(by: impostor) == false)
        let own = try RevocationResponse(
            der: CertificateIssuer.respond(
                word(), issuer: authority.issuing, responder: authority.issuing,
                key: authority.issuingKey))
        #expect(own.isSigned(by: authority.issuing))
    }

    @Test func whoMayAnswerIsWrittenInTheCertificate() {
        #expect(responder.mayAnswerForItsIssuer && responder.asksForNoRevocationCheck)
        #expect(leaf.mayAnswerForItsIssuer == false && leaf.asksForNoRevocationCheck == false)
        #expect(responder.isIssued(by: authority.issuing))
        #expect(responder.isIssued(by: authority.root) == false)
        #expect(authority.root.isIssued(by: authority.root))
    }

    @Test func everyChangedByteIsRefusedOrUnsigned() throws {
        let der = try bytes(word())
        let signed = try RevocationResponse(der: der)
        for index in der.indices {
            var changed = der
            changed[index] ^= 1
            guard let response = try? RevocationResponse(der: changed) else { continue }
            // The certificates aren't signed: a change there only loses the signer.
            let isSame =
                response.answer(for: leaf, issuer: authority.issuing)
                == signed.answer(for: leaf, issuer: authority.issuing)
            #expect(response.isSigned(by: responder) == false || isSame, "byte \(index)")
        }
        #expect(throws: CryptographyError.self) { try RevocationResponse(der: der + [0]) }
        for count in 0..<der.count {
            #expect(throws: CryptographyError.self) {
                try RevocationResponse(der: Array(der[..<count]))
            }
        }
    }

    @Test(arguments: [1, 2, 3, 5, 6])
    func aRefusalIsNoResponse(status: UInt8) {
        #expect(throws: CryptographyError.self) {
            try RevocationResponse(der: [0x30, 3, 0x0a, 1, status])
        }
    }

    @Test func opensslTakesTheResponse() throws {
        let folder = try TemporaryDirectory()
        try writeFile(folder.file("r.ocsp"), try bytes(word()))
        for (name, certificate) in [
            ("root", authority.root), ("issuing", authority.issuing), ("leaf", leaf),
        ] {
            try writeFile(
                folder.file("\(name).pem"),
                PEM.encode(label: "CERTIFICATE", der: certificate.der))
        }
        let result = try runProcess(
            [
                "openssl", "ocsp", "-respin", "r.ocsp", "-issuer", "issuing.pem", "-sha256",
                "-cert", "leaf.pem", "-CAfile", "root.pem", "-verify_other", "issuing.pem",
                "-attime", "\(Self.now + 1)", "-no_nonce", "-resp_text",
            ], directory: folder.path)
        #expect(result.status == 0, "\(result.errorText)")
        #expect(result.errorText.contains("Response verify OK"), "\(result.errorText)")
        #expect(result.outputText.contains("Cert Status: good"))
        #expect(result.outputText.contains("Produced At: Sep 10 "))
    }
}

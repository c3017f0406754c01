import Cryptography
import Testing
import TrailSealTestKit

@Suite struct RevocationTests {
    let authority: TestAuthority
    let list: CertificateRevocationList
    let lines = [
        RevokedCertificate(
            serial: "01ab", date: TestAuthority.now - 100, reason: .keyCompromise,
            invalidityDate: TestAuthority.now - 500),
        RevokedCertificate(serial: "02", date: TestAuthority.now - 50),
        RevokedCertificate(serial: "ff00", date: TestAuthority.now - 10, reason: .superseded),
    ]

    init() throws {
        authority = try TestAuthority()
        list = try CertificateIssuer.issueCRL(
            issuer: authority.issuing, key: authority.issuingKey,
            thisUpdate: TestAuthority.now, nextUpdate: TestAuthority.now + 86_400, number: 258,
            revoked: lines)
    }

    @Test func aListGivesBackWhatWasPutIn() throws {
        #expect(Set(list.revoked) == Set(lines))
        for line in lines { #expect(list.lookup(line.serial) == line) }
        #expect(list.lookup("03") == nil)
        #expect(list.thisUpdate == TestAuthority.now)
        #expect(list.nextUpdate == TestAuthority.now + 86_400)
        #expect(list.number == "0102")
        #expect(list.issuerDER == authority.issuing.subjectDER)
        #expect(list.hasUnsupportedCriticalExtension == false)
        #expect(try CertificateRevocationList(der: list.der) == list)
    }

    @Test func onlyTheIssuersKeySignedIt() throws {
        #expect(list.isSigned(by: authority.issuing))
        #expect(list.isSigned(by: authority.root) == false)
        let impostor = try CertificateIssuer.selfSigned(
            TestAuthority.profile("Issuing", .authority(pathLength: 0)),
            key: PrivateKey.generate(.p256))
        #expect(list.isSigned(by: impostor) == false)
    }

    @Test func changedListsAreRefusedOrNotSigned() throws {
        for index in list.der.indices {
            var der = list.der
            der[index] ^= 1
            guard let changed = try? CertificateRevocationList(der: der) else { continue }
            #expect(changed.isSigned(by: authority.issuing) == false, "byte \(index)")
        }
        #expect(throws: CryptographyError.self) {
            try CertificateRevocationList(der: list.der + [0])
        }
    }

    @Test func aKeyThatMayNotSignListsDoesNot() throws {
        let key = try PrivateKey.generate(.p256)
        let person = try authority.leaf(.person, key: key)
        let forged = try CertificateIssuer.issueCRL(
            issuer: person, key: key, thisUpdate: 0, nextUpdate: 1, number: 1, revoked: [])
        #expect(forged.isSigned(by: person) == false)
    }

    @Test func aListSaysSinceWhenItKeepsExpiredCertificates() throws {
        #expect(list.keepsExpiredSince == nil)
        let keeping = try CertificateIssuer.issueCRL(
            issuer: authority.issuing, key: authority.issuingKey, thisUpdate: 10, nextUpdate: 20,
            number: 1, revoked: [], keepsExpiredSince: TestAuthority.notBefore)
        #expect(keeping.keepsExpiredSince == TestAuthority.notBefore)
        #expect(keeping.hasUnsupportedCriticalExtension == false)
    }

    @Test func aSerialNumberStandsThereOnce() throws {
        let twice = try? CertificateIssuer.issueCRL(
            issuer: authority.issuing, key: authority.issuingKey, thisUpdate: 10, nextUpdate: 20,
            number: 1, revoked: [lines[0], lines[1], lines[0]])
        #expect(twice == nil)
    }

    @Test func opensslReadsTheList() throws {
        let folder = try TemporaryDirectory()
        try writeFile("\(folder.path)/list.crl", list.der)
        let result = try runProcess(
            ["openssl", "crl", "-inform", "DER", "-in", "list.crl", "-noout", "-text"],
            directory: folder.path)
        #expect(result.status == 0)
        #expect(result.outputText.contains("Key Compromise"))
        #expect(result.outputText.contains("Serial Number: 01AB"))
    }
}

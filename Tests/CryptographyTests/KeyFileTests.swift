import Cryptography
import Testing
import TrailSealTestKit

@Suite struct KeyFileTests {
    let password = SecretBytes(copying: Array("correct horse".utf8))

    @Test(arguments: PrivateKey.Kind.allCases)
    func aKeySurvivesItsEncryptedFile(kind: PrivateKey.Kind) throws {
        let key = try PrivateKey.generate(kind)
        let file = try key.encryptedPKCS8(password: password)
        let back = try PrivateKey(encryptedPKCS8: file, password: password)
        #expect(back.spkiSha256 == key.spkiSha256)
        let message = Array("message".utf8)
        #expect(
            PublicKeySignature.isValid(
                signature: try back.sign(message), message: message, spki: key.spki,
                algorithm: key.signatureAlgorithm))
    }

    @Test func everyWrongPasswordGetsTheSameAnswer() throws {
        let file = try PrivateKey.generate(.p256).encryptedPKCS8(password: password)
        var answers: Set<CryptographyError> = []
        for number in 0..<20 {
            let wrong = SecretBytes(copying: Array("wrong \(number)".utf8))
            let error = #expect(throws: CryptographyError.self) {
                try PrivateKey(encryptedPKCS8: file, password: wrong)
            }
            if let error { answers.insert(error) }
        }
        #expect(answers.count == 1)
    }

    @Test func emptyPasswordsAreRefusedBothWays() throws {
        let key = try PrivateKey.generate(.p256)
        let empty = SecretBytes(count: 0)
        #expect(throws: CryptographyError.self) { try key.encryptedPKCS8(password: empty) }
        let file = try key.encryptedPKCS8(password: password)
        #expect(throws: CryptographyError.self) {
            try PrivateKey(encryptedPKCS8: file, password: empty)
        }
    }

    @Test(arguments: [PrivateKey.Kind.p256, .rsa3072])
    func opensslReadsTheFileAndItsKeysAreReadBack(kind: PrivateKey.Kind) throws {
        let folder = try TemporaryDirectory()
        let key = try PrivateKey.generate(kind)
        try writeFile("\(folder.path)/key.der", try key.encryptedPKCS8(password: password))
        let result = try runProcess(
            [
                "openssl", "pkey", "-inform", "DER", "-in", "key.der", "-passin",
                "pass:correct horse", "-outform", "PEM", "-out", "plain.pem",
            ], directory: folder.path)
        #expect(result.status == 0, "\(result.errorText)")
        let plain = try PrivateKey(pkcs8: readFile("\(folder.path)/plain.pem"))
        #expect(plain.spki == key.spki)
    }

    @Test func otherKindsOfKeysAreRefused() throws {
        let folder = try TemporaryDirectory()
        for arguments in [
            ["ED25519"], ["EC", "-pkeyopt", "ec_paramgen_curve:P-521"],
            ["RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
        ] {
            let result = try runProcess(
                ["openssl", "genpkey", "-outform", "DER", "-out", "key.der", "-algorithm"]
                    + arguments, directory: folder.path)
            try #require(result.status == 0, "\(result.errorText)")
            let file = try readFile("\(folder.path)/key.der")
            #expect(throws: CryptographyError.self) { try PrivateKey(pkcs8: file) }
        }
    }
}

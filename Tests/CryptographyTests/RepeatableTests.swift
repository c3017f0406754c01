import Cryptography
import Testing

@Suite struct RepeatableTests {
    @Test func keysCertificatesAndSignaturesFollowFromTheSeed() async {
        // In a process of its own: the replacement is seen by every thread.
        await #expect(processExitsWith: .success) {
            var made: [[[UInt8]]] = []
            for _ in 0..<2 {
                DeterministicRandom.install(seed: Array("sample".utf8))
                let authority = try TestAuthority()
                let key = try PrivateKey.generate(.p384)
                let certificate = try authority.leaf(.seal, key: key)
                made.append([
                    authority.root.der, certificate.der,
                    try ClosedCMS.sign(
                        content: [1], certificate: certificate, key: key,
                        intermediates: [authority.issuing], signingTime: TestAuthority.now),
                    try Envelope.seal(SecretBytes(copying: [1]), to: certificate),
                    try key.encryptedPKCS8(password: SecretBytes(copying: [1])),
                ])
            }
            #expect(made[0] == made[1])
            DeterministicRandom.install(seed: Array("another".utf8))
            #expect(try TestAuthority().root.der != made[0][0])
        }
    }
}

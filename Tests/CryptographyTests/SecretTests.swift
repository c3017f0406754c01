import Cryptography
import Testing

@Suite struct SecretTests {
    @Test func secretBytesKeepWhatTheyWereGiven() throws {
        let secret = SecretBytes(copying: [1, 2, 3])
        #expect(secret.withBytes { ($0.count, $0[0], $0[2]) } == (3, 1, 3))
        #expect(SecretBytes(count: 0).count == 0)
        #expect(secret.isEqual(to: SecretBytes(copying: [1, 2, 3])))
        #expect(secret.isEqual(to: SecretBytes(copying: [1, 2, 4])) == false)
        #expect(secret.isEqual(to: SecretBytes(copying: [1, 2])) == false)
    }

    @Test(arguments: [1, 32, 4096, 4097, 20_000])
    func aNewSecretHasNothingOfOneThatWent(count: Int) {
        for _ in 0..<50 {
            let secret = SecretBytes(count: count)
            #expect(secret.withBytes { bytes in bytes.indices.allSatisfy { bytes[$0] == 0 } })
            // Goes at the end of this round, with something in it.
            let other = SecretBytes(copying: [UInt8](repeating: 0xEE, count: count))
            #expect(other.withBytes { $0[count - 1] } == 0xEE)
        }
    }

    @Test func twoRandomSecretsDiffer() throws {
        let first = try SecretBytes.random(count: 32)
        #expect(try first.isEqual(to: SecretBytes.random(count: 32)) == false)
        #expect(try SystemRandom.bytes(32) != SystemRandom.bytes(32))
        #expect(try SystemRandom.bytes(0) == [])
    }

    @Test func aDerivedKeyIsTheCodeOfTheMessage() throws {
        let key = SecretBytes(copying: [UInt8](repeating: 0x0b, count: 20))
        let message = Array("Hi There".utf8)
        let code = HMACSHA256.code(key: key, message: message)
        // RFC 4231 §4.2.
        #expect(code.hex == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(
            key.derived(by: message)
                .isEqual(to: SecretBytes(copying: code.bytes)))
        let digestKey = try #require(Digest([UInt8](repeating: 5, count: 32)))
        #expect(
            HMACSHA256.code(key: digestKey, message: message)
                == HMACSHA256.code(key: digestKey.bytes.span, message: message.span))
    }

    @Test func seededRandomnessRepeatsAndCanBeRemoved() async {
        // In a process of its own: the replacement is seen by every thread.
        await #expect(processExitsWith: .success) {
            DeterministicRandom.install(seed: [1, 2, 3])
            let first = try SystemRandom.bytes(45) + SystemRandom.bytes(7)
            DeterministicRandom.install(seed: [1, 2, 3])
            let second = try SystemRandom.bytes(45) + SystemRandom.bytes(7)
            #expect(first == second)
            DeterministicRandom.install(seed: [1, 2, 4])
            #expect(try SystemRandom.bytes(45) != Array(first[..<45]))
            DeterministicRandom.remove()
            #expect(try SystemRandom.bytes(45) != SystemRandom.bytes(45))
        }
    }
}

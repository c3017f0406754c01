import Cryptography
import Testing

@Suite struct Ed25519Tests {
    // RFC 8032 §7.1, test 3.
    let seed = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
    let publicKey = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    let signature =
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"

    @Test func signingMatchesTheVectorOfTheRFC() throws {
        let secret = SecretBytes(copying: try #require(Hex.decode(seed)))
        #expect(try Hex.encode(Ed25519.publicKey(seed: secret)) == publicKey)
        #expect(try Hex.encode(Ed25519.sign([0xaf, 0x82], seed: secret)) == signature)
        #expect(throws: CryptographyError.self) {
            try Ed25519.sign([], seed: SecretBytes(count: 31))
        }
    }

    @Test func everyFlippedByteOfASignatureIsRefused() throws {
        let key = try #require(Hex.decode(publicKey))
        let good = try #require(Hex.decode(signature))
        #expect(Ed25519.isValid(signature: good, message: [0xaf, 0x82], publicKey: key))
        #expect(Ed25519.isValid(signature: good, message: [0xaf, 0x83], publicKey: key) == false)
        for index in good.indices {
            var bad = good
            bad[index] ^= 0x40
            #expect(
                Ed25519.isValid(signature: bad, message: [0xaf, 0x82], publicKey: key) == false)
        }
        #expect(
            Ed25519.isValid(signature: good + [0], message: [0xaf, 0x82], publicKey: key) == false)
    }

    @Test(arguments: [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ])
    func keysOfSmallOrderOrOfASecondSpellingAreRefused(hex: String) throws {
        let key = try #require(Hex.decode(hex))
        #expect(Ed25519.isSound(publicKey: key) == false)
        // R = neutral element, S = 0 fits every message under the neutral key.
        let forged = [1] + [UInt8](repeating: 0, count: 63)
        #expect(Ed25519.isValid(signature: forged, message: [1], publicKey: key) == false)
    }
}

import Cryptography
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func base64MatchesTheVectorsOfRFC4648(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
    }

    @Test func base64CoversTheWholeAlphabet() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        #expect(Base64.encode([0xfb, 0xff]) == "+/8=")
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", " Zg==", "Zg==\n", "Z===", "====", "Zg==Zg==",
        "Zm-v", "Z=g=",
    ])
    func otherSpellingsOfBase64AreRefused(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: ["0", "0g", "AB", "0x12", " 12", "12 "])
    func otherSpellingsOfHexAreRefused(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test func digestsAreReadFromTheirDigitsAndNothingElse() {
        let digest = SHA256.hash([1])
        #expect(Digest(hex: digest.hex) == digest)
        for text in [
            "", String(digest.hex.dropLast(2)), digest.hex + "00", digest.hex.uppercased(),
            " " + digest.hex.dropFirst(), "\u{e9}" + digest.hex.dropFirst(2),
        ] {
            #expect(Digest(hex: text) == nil, "\(text)")
        }
    }

    @Test func hexIsReadBack() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        #expect(Hex.decode("") == [])
    }

    @Test func comparisonSeesEveryByte() {
        let bytes = [UInt8](repeating: 7, count: 40)
        #expect(constantTimeEquals(bytes, bytes))
        #expect(constantTimeEquals(bytes, Array(bytes.dropLast())) == false)
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 1
            #expect(constantTimeEquals(bytes, other) == false)
        }
    }
}

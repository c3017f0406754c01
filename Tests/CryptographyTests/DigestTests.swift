import Cryptography
import Testing

@Suite struct DigestTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func sha256MatchesThePublishedValues(message: String, expected: String) {
        #expect(SHA256.hash(Array(message.utf8)).hex == expected)
        #expect(SHA256.hash(Array(message.utf8).span).hex == expected)
        #expect(Hex.encode(HashAlgorithm.sha256.hash(Array(message.utf8))) == expected)
    }

    // `#expect` takes no spans, so the function is asked by arrays.
    static func hashed(public bytes: [UInt8]) -> Digest { SHA256.hash(public: bytes.span) }

    @Test func shortMessagesGiveTheValuesOfAStream() {
        for count in 0...260 {
            let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            #expect(Self.hashed(public: message) == SHA256.hash(message), "\(count) bytes")
        }
        let (left, right) = (SHA256.hash([1]), SHA256.hash([2]))
        #expect(SHA256.hash(3, left, right) == SHA256.hash([3] + left.bytes + right.bytes))
    }

    @Test func aStreamGivesTheValueOfTheWholeAtEveryCut() throws {
        let message = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
        for cut in [0, 1, 63, 64, 65, 300] {
            var stream = SHA256Stream()
            stream.update(Array(message[..<cut]))
            stream.update(Array(message[cut...]))
            #expect(stream.finish() == SHA256.hash(message))
            for algorithm in HashAlgorithm.allCases {
                var general = try HashStream(algorithm)
                general.update(Array(message[..<cut]))
                general.update(Array(message[cut...]))
                #expect(general.finish() == algorithm.hash(message))
            }
        }
    }

    @Test(arguments: [
        (HashAlgorithm.md5, "900150983cd24fb0d6963f7d28e17f72"),
        (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (
            .sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                + "8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            .sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
    ])
    func otherHashesMatchTheirPublishedValueOfAbc(algorithm: HashAlgorithm, expected: String) {
        let value = algorithm.hash(Array("abc".utf8))
        #expect(Hex.encode(value) == expected)
        #expect(value.count == algorithm.byteCount)
    }

    @Test func aDigestSurvivesItsSpellings() throws {
        let bytes = (0..<32).map { UInt8(truncatingIfNeeded: 0xf0 + $0) }
        let digest = try #require(Digest(bytes))
        #expect(digest.bytes == bytes)
        #expect(Digest(hex: digest.hex) == digest)
        #expect(Digest(Array(bytes.dropLast())) == nil)
        #expect(Digest(bytes + [0]) == nil)
        #expect(Digest(hex: digest.hex.uppercased()) == nil)
        #expect(Digest(hex: String(digest.hex.dropLast(2))) == nil)
        digest.withSpan { span in
            #expect(span.count == 32 && span[0] == bytes[0] && span[31] == bytes[31])
        }
    }

    @Test func digestsOrderLikeTheirBytes() throws {
        let low = try #require(Digest([UInt8](repeating: 0, count: 31) + [9]))
        let high = try #require(Digest([1] + [UInt8](repeating: 0, count: 31)))
        #expect(low < high)
        #expect((high < low) == false)
        #expect(constantTimeEquals(low, low))
        #expect(constantTimeEquals(low, high) == false)
    }
}

import CanonicalJSON
import Cryptography
import Testing
import TrailSealTestKit

/// The vectors of Project Wycheproof through this module's own entries.
@Suite(.enabled(if: SharedData.folder("wycheproof") != nil, "the wycheproof data set is absent"))
struct WycheproofTests {
    @Test(arguments: [
        ("ecdsa_secp256r1_sha256_test", PublicKeySignature.Algorithm.ecdsa(.sha256)),
        ("ecdsa_secp384r1_sha384_test", .ecdsa(.sha384)),
        ("rsa_signature_3072_sha256_test", .rsaPKCS1(.sha256)),
        ("rsa_pss_3072_sha256_mgf1_32_test", .rsaPSS(.sha256, saltByteCount: 32)),
        ("ed25519_test", .ed25519),
    ])
    func signatureVectorsAgree(file: String, algorithm: PublicKeySignature.Algorithm) throws {
        var count = 0
        for group in try groups(file) {
            let spki = try bytes(group, "publicKeyDer")
            for test in try list(group, "tests") {
                let isValid = PublicKeySignature.isValid(
                    signature: try bytes(test, "sig"), message: try bytes(test, "msg"),
                    spki: spki, algorithm: algorithm)
                let expected = text(test, "result")
                if expected != "acceptable" {
                    #expect(isValid == (expected == "valid"), "\(file) \(id(test))")
                }
                count += 1
            }
        }
        #expect(count > 100)
    }

    @Test func ed25519VectorsAgreeWithRawKeys() throws {
        for group in try groups("ed25519_test") {
            let key = try bytes(try #require(member(group, "publicKey")), "pk")
            for test in try list(group, "tests") {
                let isValid = Ed25519.isValid(
                    signature: try bytes(test, "sig"), message: try bytes(test, "msg"),
                    publicKey: key)
                #expect(isValid == (text(test, "result") == "valid"), "\(id(test))")
            }
        }
    }

    @Test func hmacVectorsAgree() throws {
        var count = 0
        for group in try groups("hmac_sha256_test") {
            for test in try list(group, "tests") {
                let tag = try bytes(test, "tag")
                let key = try bytes(test, "key")
                let message = try bytes(test, "msg")
                let code = HMACSHA256.code(key: key.span, message: message.span)
                let agrees = constantTimeEquals(Array(code.bytes.prefix(tag.count)), tag)
                #expect(agrees == (text(test, "result") == "valid"), "\(id(test))")
                count += 1
            }
        }
        #expect(count > 100)
    }

    private func groups(_ file: String) throws -> [JSONText.Value] {
        let folder = try #require(SharedData.folder("wycheproof"))
        let content = try readFile("\(folder)/testvectors_v1/\(file).json")
        return try list(JSONText.parse(content, maximumBytes: 1 << 24), "testGroups")
    }

    private func member(_ value: JSONText.Value, _ key: String) -> JSONText.Value? {
        guard case .object(let members) = value.content else { return nil }
        return members.first { $0.key == key }?.value
    }

    private func list(_ value: JSONText.Value, _ key: String) throws -> [JSONText.Value] {
        guard case .array(let values) = try #require(member(value, key)).content else {
            Issue.record("\(key) is no list")
            return []
        }
        return values
    }

    private func text(_ value: JSONText.Value, _ key: String) -> String? {
        guard case .string(let text)? = member(value, key)?.content else { return nil }
        return text
    }

    private func bytes(_ value: JSONText.Value, _ key: String) throws -> [UInt8] {
        try #require(text(value, key).flatMap { Hex.decode($0) })
    }

    private func id(_ test: JSONText.Value) -> String {
        "\(String(describing: member(test, "tcId")?.content))"
    }
}

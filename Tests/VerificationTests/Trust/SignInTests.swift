import CanonicalJSON
import Cryptography
import Findings
import Records
import Testing

@testable import Verification

/// A sign-in service with a key of Ed25519.
struct TestSignIn {
    var header: JSONObject = ["alg": "EdDSA", "kid": "k1"]
    var claims = JSONObject()
    var flipsSignature = false
    /// Where the header is written twice, or otherwise as no object could be.
    var rawHeader: String?
    var parts = 3
    /// What the record says that the service's keys are; nil for the one key.
    var keys: [WebKey]?

    static let issuer = "https://sign-in.example"
    static let audience = "trailseal-capture"
    static let account = SignInAccount(issuer: issuer, subject: "alice")
    static let seed = SecretBytes(copying: [UInt8](repeating: 7, count: 32))

    static func key() throws -> WebKey {
        WebKey(kid: "k1", key: .ed25519(try Ed25519.publicKey(seed: seed)))
    }

    static func anchor() throws -> SignInAnchor {
        SignInAnchor(issuer: issuer, audience: audience, thumbprint: try key().thumbprint)
    }

    init(_ statement: SignatureStatement) {
        let signed = statement.signedAt.utc.unixSeconds
        claims = JSONObject([
            ("iss", .string(Self.issuer)), ("aud", .string(Self.audience)), ("sub", "alice"),
            ("nonce", .string(SHA256.hash(statement.encoded).hex)),
            ("auth_time", .integer(signed - 5)), ("iat", .integer(signed - 1)),
            ("exp", .integer(signed + 60)),
        ])
    }

    func assertion() throws -> SignInAssertion {
        let head = rawHeader.map { Array($0.utf8) } ?? CanonicalJSON.encode(.object(header))
        let input =
            Base64URL.encode(head) + "." + Base64URL.encode(CanonicalJSON.encode(.object(claims)))
        var signature = try Ed25519.sign(Array(input.utf8), seed: Self.seed)
        if flipsSignature { signature[0] ^= 1 }
        let whole = "\(input).\(Base64URL.encode(signature))"
        return SignInAssertion(
            jws: parts == 3 ? whole : input, keys: try keys ?? [Self.key()])
    }
}

/// One change to an honest assertion.
struct SignInCase: CustomTestStringConvertible, Sendable {
    let name: String
    let outcome: String
    let code: String
    let change: @Sendable (inout TestSignIn) throws -> Void

    var testDescription: String { name }

    init(
        _ name: String, _ outcome: String, _ code: String,
        _ change: @escaping @Sendable (inout TestSignIn) throws -> Void
    ) {
        self.name = name
        self.outcome = outcome
        self.code = code
        self.change = change
    }

    /// Case E5: what no sign-in service of today makes, or made for something else.
    static let invalid = cases(
        "failed", "AUTH_TOKEN_INVALID",
        [
            ("no signature at all", { $0.header["alg"] = "none" }),
            ("a shared secret", { $0.header["alg"] = "HS256" }),
            ("the algorithm of another key", { $0.header["alg"] = "RS256" }),
            ("no algorithm in the one header that counts", { $0.header["alg"] = nil }),
            ("an algorithm twice", { $0.rawHeader = #"{"alg":"none","alg":"EdDSA"}"# }),
            ("a key's name that is a path", { $0.header["kid"] = "../../k1" }),
            ("a key of its own", { $0.header["jwk"] = .object(try TestSignIn.key().json) }),
            ("an address of keys", { $0.header["jku"] = "https://evil.example/keys" }),
            ("a chain of its own", { $0.header["x5u"] = "https://evil.example/chain" }),
            ("what must be understood", { $0.header["crit"] = .array(["b64"]) }),
            ("a signature that doesn't hold", { $0.flipsSignature = true }),
            ("two parts", { $0.parts = 2 }),
            ("a key that the record hasn't", { $0.header["kid"] = "k2" }),
            ("two keys of one name", { $0.keys = [try TestSignIn.key(), try TestSignIn.key()] }),
            ("for another program", { $0.claims["aud"] = "canteen" }),
            (
                "for several programs and none said",
                { $0.claims["aud"] = .array(["canteen", .string(TestSignIn.audience)]) }
            ),
            ("of another service", { $0.claims["iss"] = "https://evil.example" }),
            ("of nobody", { $0.claims["sub"] = nil }),
        ])

    /// Case E6: a sign-in, and not for this signature.
    static let stale = cases(
        "indeterminate", "AUTH_NOT_FRESH",
        [
            ("no nonce", { $0.claims["nonce"] = nil }),
            ("another nonce", { $0.claims["nonce"] = .string(Digest.zero.hex) }),
            ("ended when it was signed", { $0.shift("exp", by: -300) }),
            ("made afterwards", { $0.shift("iat", by: 300) }),
            ("a sign-in of an hour ago", { $0.shift("auth_time", by: -3600) }),
            ("no time of sign-in", { $0.claims["auth_time"] = nil }),
            ("no end", { $0.claims["exp"] = nil }),
        ])

    private typealias Change = @Sendable (inout TestSignIn) throws -> Void

    private static func cases(
        _ outcome: String, _ code: String, _ changes: [(name: String, change: Change)]
    ) -> [SignInCase] {
        changes.map { SignInCase($0.name, outcome, code, $0.change) }
    }
}

extension TestSignIn {
    mutating func shift(_ claim: String, by seconds: Int64) {
        claims[claim] = .integer((claims[claim]?.integerValue ?? 0) + seconds)
    }
}

@Suite struct SignInTests {
    private static func bundle(
        _ account: SignInAccount? = TestSignIn.account,
        _ change: @escaping @Sendable (inout TestSignIn) throws -> Void = { _ in }
    ) throws -> TestBundle {
        var bundle = TestBundle()
        bundle.alice = { $0.identity(at: $1, signIn: account) }
        bundle.components = ["user-id", "sign-in"]
        bundle.signIn = [try TestSignIn.anchor()]
        bundle.assertion = { statement in
            var service = TestSignIn(statement)
            try change(&service)
            return try service.assertion()
        }
        return bundle
    }

    @Test func aFreshSignInForThisVerySignaturePasses() async throws {
        let report = try await Self.bundle().report()
        #expect(report.verdict == .passed)
        #expect(report.result("IDN-004")?.findings == [])
        #expect(report.basis.anchors.contains { $0.role == "sign-in" })
    }

    @Test(arguments: SignInCase.invalid + SignInCase.stale)
    func oneChangeToTheAssertionIsFound(_ bad: SignInCase) async throws {
        let report = try await Self.bundle { try bad.change(&$0) }.report()
        let result = try #require(report.result("IDN-004"))
        #expect(result.outcome.word == bad.outcome)
        #expect(result.findings.map(\.code) == [bad.code], "\(result.findings)")
        #expect(result.findings.first?.place.sequence != nil)
        // The class that is printed is the one that is borne: the approval's A3 alone is left.
        #expect(result.examined?.hasSuffix(" A2, 1 A3") == true, "\(result.examined ?? "-")")
        report.expectDiagnosed()
    }

    @Test func whatIsNoFreshSignInExcusesNoOverclaim() async throws {
        var bundle = try Self.bundle { $0.claims["nonce"] = nil }
        bundle.components = ["sign-in"]
        let report = try await bundle.report()
        #expect(report.answer("IDN-004") == "failed")
        #expect(report.codes("IDN-004") == ["ATTR_OVERCLAIM", "AUTH_NOT_FRESH"])
    }

    @Test func aServiceThatTheAuditorDoesNotKnowLeavesItOpen() async throws {
        var bundle = try Self.bundle()
        bundle.signIn = []
        #expect(try await bundle.report().codes("IDN-004") == ["AUTH_ISSUER_UNKNOWN"])
    }

    @Test func whoseAccountItIsTheRegisterSays() async throws {
        let report = try await Self.bundle(nil).report()
        #expect(report.codes("IDN-004") == ["ATTR_UNMAPPED"])
        let other = SignInAccount(issuer: TestSignIn.issuer, subject: "bob")
        let others = try await Self.bundle(other).report()
        #expect(others.answer("IDN-004") == "failed")
        #expect(others.codes("IDN-004") == ["AUTH_OTHER_PERSON"])
    }

    @Test func severalAudiencesNeedTheOneThatAsked() async throws {
        let bundle = try Self.bundle { service in
            service.claims["aud"] = .array(["canteen", .string(TestSignIn.audience)])
            service.claims["azp"] = .string(TestSignIn.audience)
        }
        #expect(try await bundle.report().verdict == .passed)
    }

    /// RFC 7515 A.2 and A.3, RFC 8037 A.4: the published values, and each with its first letter changed.
    @Test func signaturesAreThosePublished() throws {
        for vector in PublishedSignature.all {
            let token = try CompactSignature(vector.jws)
            #expect(token.algorithm.rawValue == vector.algorithm)
            #expect(token.algorithm.fits(vector.key.key))
            #expect(vector.key.key.holds(token.signature, over: token.signedBytes))
            var other = token.signedBytes
            other[other.count - 1] ^= 1
            #expect(!vector.key.key.holds(token.signature, over: other))
            var json = vector.key.json
            json["zz"] = 1
            #expect(try WebKey(json: json) == vector.key)
            json["d"] = "AA"
            #expect(throws: SchemaError.self) { try WebKey(json: json) }
        }
        let thumbprint = try #require(PublishedSignature.all.last).key.thumbprint
        #expect(
            Base64URL.encode(thumbprint.bytes)
                == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }

    @Test func base64urlHasOneSpelling() {
        let spellings: [([UInt8], String)] = [
            ([], ""), ([0xfb], "-w"), ([0xff, 0xef], "_-8"), ([1, 2, 3], "AQID"),
        ]
        for (bytes, text) in spellings {
            #expect(Base64URL.encode(bytes) == text)
            #expect(Base64URL.decode(text.utf8) == bytes)
        }
        for wrong in ["-", "-x", "+w", "/w", "-w==", "AQ ID", "A"] {
            #expect(Base64URL.decode(wrong.utf8) == nil, "\(wrong)")
        }
    }
}

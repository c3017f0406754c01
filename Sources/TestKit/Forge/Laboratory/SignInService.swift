internal import CanonicalJSON
internal import Cryptography
internal import Records

/// A sign-in service in the same process, as an institution runs one for all its programs.
struct SignInService {
    /// The service's own name.
    static let issuer = "https://sign-in.example"
    /// What the capture program is called there.
    static let audience = "trailseal-capture"

    /// What the service is about to answer.
    struct Answer {
        /// The protected header.
        var header: JSONObject
        /// What it states.
        var claims: JSONObject
        /// The service's public key.
        let publicKey: [UInt8]
        /// Takes the signature as well, where somebody changes that.
        var signature: ([UInt8]) -> [UInt8] = { $0 }
    }

    private let seed: SecretBytes

    init() {
        seed = SecretBytes(copying: SHA256.hash(Array("sign-in service of the samples".utf8)).bytes)
    }

    /// The service's one key.
    func key() throws -> WebKey {
        WebKey(kid: "2026-1", key: .ed25519(try Ed25519.publicKey(seed: seed)))
    }

    /// The account of a person at the service.
    static func account(of person: LaboratoryPerson) -> SignInAccount {
        SignInAccount(issuer: issuer, subject: "\(person.userID)@example.org")
    }

    /// The assertion on a fresh sign-in for a statement, with what somebody changes before it is signed.
    func assertion(
        on statement: SignatureStatement, of person: LaboratoryPerson,
        changing change: (inout Answer) -> Void
    ) throws -> SignInAssertion {
        let signed = statement.signedAt.utc.unixSeconds
        var answer = Answer(
            header: ["alg": "EdDSA", "kid": "2026-1", "typ": "JWT"],
            claims: JSONObject([
                ("iss", .string(Self.issuer)), ("aud", .string(Self.audience)),
                ("sub", .string(Self.account(of: person).subject)),
                ("nonce", .string(SHA256.hash(statement.encoded).hex)),
                ("auth_time", .integer(signed - 4)), ("iat", .integer(signed - 2)),
                ("exp", .integer(signed + 120)),
            ]), publicKey: try Ed25519.publicKey(seed: seed))
        change(&answer)
        let parts = [answer.header, answer.claims].map {
            Base64URL.encode(CanonicalJSON.encode(.object($0)))
        }
        let input = parts.joined(separator: ".")
        let signature = answer.signature(try Ed25519.sign(Array(input.utf8), seed: seed))
        return SignInAssertion(
            jws: "\(input).\(Base64URL.encode(signature))", keys: [try key()])
    }

    /// What an auditor knows of the service: one line of the trust folder's file.
    func anchor() throws -> [UInt8] {
        let thumbprint = Base64URL.encode(try key().thumbprint.bytes)
        return Array("\(Self.issuer) \(Self.audience) \(thumbprint)\n".utf8)
    }
}

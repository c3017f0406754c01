package import CanonicalJSON
package import Cryptography

/// What a sign-in service stated of a person's fresh sign-in for one signature.
///
/// No secret: it is bound by its nonce to the one statement that was signed, and it had ended when the
/// record was made public. Source: docs/formats/records.md §6.
package struct SignInAssertion: FieldReadable {
    /// The most characters of the compact form.
    package static let maximumCharacterCount = 16 << 10

    /// The JSON Web Signature in its compact form, as it came.
    package let jws: String
    /// The service's keys of that moment, as the host fetched them; the host's word.
    package let keys: [WebKey]

    /// Pairs an assertion with the keys that were fetched.
    package init(jws: String, keys: [WebKey]) {
        self.jws = jws
        self.keys = keys
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        jws = try reader.string("jws")
        guard jws.utf8.count <= Self.maximumCharacterCount else {
            throw reader.error(
                "jws", .outOfRange, "at most \(Self.maximumCharacterCount) characters")
        }
        keys = try reader.filled("keys", try reader.list("keys"))
    }

    package var json: JSONObject {
        JSONObject([("jws", .string(jws)), ("keys", .list(keys))])
    }
}

/// A public key of a sign-in service, a JSON Web Key.
///
/// Source: RFC 7517; RFC 7518 §6; RFC 8037 §2.
package struct WebKey: FieldReadable {
    /// What the service calls it.
    package let kid: String?
    /// The key itself.
    package let key: RawPublicKey

    private enum Kind: String {
        case OKP, EC, RSA
    }

    /// Members of a private or a secret key; a record with one is refused.
    private static let secrets = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    /// Names a key.
    package init(kid: String?, key: RawPublicKey) {
        self.kid = kid
        self.key = key
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        for name in Self.secrets where reader.object[name] != nil {
            throw reader.error(name, .notAllowed, "a member of a key that isn't public")
        }
        kid = try reader.optionalString("kid")
        switch try reader.choice("kty", of: Kind.self) {
        case .OKP:
            try reader.constant("crv", "Ed25519")
            key = .ed25519(try reader.base64URL("x", count: 32))
        case .EC:
            try reader.constant("crv", "P-256")
            key = .p256(
                x: try reader.base64URL("x", count: 32), y: try reader.base64URL("y", count: 32))
        case .RSA:
            key = .rsa(
                modulus: try reader.base64URL("n", count: nil),
                exponent: try reader.base64URL("e", count: nil))
        }
    }

    package var json: JSONObject {
        var object = members
        if let kid { object["kid"] = .string(kid) }
        return object
    }

    /// The members that make the key what it is.
    private var members: JSONObject {
        func text(_ bytes: [UInt8]) -> JSONValue { .string(Base64URL.encode(bytes)) }
        return switch key {
        case .ed25519(let x):
            JSONObject([("crv", "Ed25519"), ("kty", "OKP"), ("x", text(x))])
        case .p256(let x, let y):
            JSONObject([("crv", "P-256"), ("kty", "EC"), ("x", text(x)), ("y", text(y))])
        case .rsa(let modulus, let exponent):
            JSONObject([("e", text(exponent)), ("kty", "RSA"), ("n", text(modulus))])
        }
    }

    /// The digest by which an auditor pins the key.
    ///
    /// Source: RFC 7638 §3.
    package var thumbprint: Digest { SHA256.hash(CanonicalJSON.encode(.object(members))) }
}

/// The account of a person at a sign-in service.
package struct SignInAccount: FieldReadable {
    /// The service, as its assertions name it.
    package let issuer: String
    /// The person, as the service names her: never given to anybody else.
    package let subject: String

    /// Names an account.
    package init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        issuer = try reader.string("issuer")
        subject = try reader.string("subject")
    }

    package var json: JSONObject {
        JSONObject([("issuer", .string(issuer)), ("subject", .string(subject))])
    }
}

extension FieldReader {
    /// Bytes in canonical base64url, at least one.
    ///
    /// - Parameter count: How many there must be; nil for any number without a leading zero.
    fileprivate mutating func base64URL(
        _ key: String, count: Int?
    ) throws(SchemaError) -> [UInt8] {
        guard let bytes = Base64URL.decode(try string(key).utf8) else {
            throw error(key, .badFormat, "canonical base64url is expected")
        }
        if let count, bytes.count != count {
            throw error(key, .badFormat, "\(count) bytes are expected")
        }
        if count == nil, bytes.first == 0 || bytes.count > 1024 {
            throw error(key, .badFormat, "a number without leading zeros is expected")
        }
        return bytes
    }
}

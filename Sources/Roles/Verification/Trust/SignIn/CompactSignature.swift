package import CanonicalJSON
package import Cryptography

/// A JSON Web Signature in its compact form, read and not believed.
///
/// Only what a sign-in service of today makes is read: three closed algorithms, named in the one
/// header that there is, which the signature covers. Nothing in it is fetched, and no key in it counts.
///
/// Source: RFC 7515 §7.1; RFC 8725.
package struct CompactSignature: Hashable, Sendable {
    /// The algorithms that count; `none`, and whatever rests on a shared secret, isn't among them.
    package enum Algorithm: String, Hashable, Sendable {
        /// Ed25519; ECDSA on P-256 with SHA-256; RSA PKCS #1 v1.5 with SHA-256.
        case EdDSA, ES256, RS256

        /// Whether a key is of the kind that the algorithm asks for.
        package func fits(_ key: RawPublicKey) -> Bool {
            switch (self, key) {
            case (.EdDSA, .ed25519), (.ES256, .p256), (.RS256, .rsa): true
            default: false
            }
        }
    }

    /// Why a text is none.
    package struct Problem: Error, Hashable {
        /// The reason, for the place of what was found.
        package let text: String
    }

    /// The algorithm.
    package let algorithm: Algorithm
    /// The name of the key; nil where there is none.
    package let kid: String?
    /// What is stated.
    package let payload: [UInt8]
    /// What the signature is over.
    package let signedBytes: [UInt8]
    /// The signature.
    package let signature: [UInt8]

    /// Members that would bring a key of their own, or say where to fetch one.
    private static let foreignKeys = ["jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256"]

    /// Takes a text apart.
    package init(_ text: String) throws(Problem) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw Problem(text: "\(parts.count) parts instead of 3") }
        guard let head = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw Problem(text: "a part that isn't canonical base64url") }
        let header = try Self.object(head, "header")
        guard let name = header["alg"]?.stringValue else { throw Problem(text: "no algorithm") }
        guard let algorithm = Algorithm(rawValue: name) else {
            throw Problem(text: "algorithm \(Wording.excerpt(name))")
        }
        if header["crit"] != nil { throw Problem(text: "a header with demands of its own") }
        for member in Self.foreignKeys where header[member] != nil {
            throw Problem(text: "a key of its own (\(member))")
        }
        self.algorithm = algorithm
        kid = try Self.kid(header)
        self.payload = payload
        self.signature = signature
        signedBytes = Array(text.utf8.prefix(parts[0].count + 1 + parts[1].count))
    }

    /// A name and nothing else: what looks like a path or an address is refused.
    private static func kid(_ header: JSONObject) throws(Problem) -> String? {
        guard let value = header["kid"] else { return nil }
        guard let name = value.stringValue, !name.isEmpty, name.utf8.count <= 256,
            !name.contains(".."),
            name.unicodeScalars.allSatisfy({
                $0.isASCII && $0.value > 0x20 && $0.value < 0x7f && $0 != "/" && $0 != "\\"
            })
        else { throw Problem(text: "a key's name that is a path") }
        return name
    }

    /// What is stated, as an object.
    package func claims() throws(Problem) -> JSONObject { try Self.object(payload, "statement") }

    private static func object(_ bytes: [UInt8], _ what: String) throws(Problem) -> JSONObject {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONText.parse(
                bytes, maximumDepth: 8, maximumBytes: 1 << 14
            ).canonicalised()
        } catch { throw Problem(text: "a \(what) that can't be read: \(error)") }
        guard let object = value.objectValue else {
            throw Problem(text: "a \(what) that is no object")
        }
        return object
    }
}

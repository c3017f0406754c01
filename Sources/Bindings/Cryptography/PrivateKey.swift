import CCrypto

/// A key pair of a person, a seal, a custodian or an authority.
///
/// Owns one `EVP_PKEY`; `deinit` frees it, and libcrypto cleanses it then.
package final class PrivateKey: Sendable {
    /// The kinds that this program makes.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// An elliptic-curve key on P-256.
        case p256
        /// An elliptic-curve key on P-384.
        case p384
        /// RSA with a modulus of 3072 bits.
        case rsa3072
    }

    // Never changed after the initialiser; libcrypto lets threads share such a key.
    nonisolated(unsafe) let handle: OpaquePointer

    /// What the key is for algorithm questions.
    package let algorithm: KeyAlgorithm
    /// The public half, DER SubjectPublicKeyInfo.
    package let spki: [UInt8]

    /// The SHA-256 of the public half, which records and policies name the key by.
    package var spkiSha256: Digest { SHA256.hash(spki) }

    /// Takes a handle over; frees it if the key is of no use here.
    init(owning handle: OpaquePointer) throws(CryptographyError) {
        do throws(CryptographyError) {
            let spki = try encoded("i2d_PUBKEY") { i2d_PUBKEY(handle, $0) }
            let algorithm = KeyAlgorithm(spki: spki)
            guard algorithm.canSign else {
                throw CryptographyError(function: "PrivateKey", text: "kind of key not supported")
            }
            self.spki = spki
            self.algorithm = algorithm
            self.handle = handle
        } catch {
            EVP_PKEY_free(handle)
            throw error
        }
    }

    deinit { EVP_PKEY_free(handle) }

    /// Makes a new key pair.
    ///
    /// - Throws: If the random generator or the library fails.
    package static func generate(_ kind: Kind) throws(CryptographyError) -> PrivateKey {
        Library.prepare()
        let context = try require(
            EVP_PKEY_CTX_new_from_name(nil, kind == .rsa3072 ? "RSA" : "EC", nil),
            "EVP_PKEY_CTX_new_from_name")
        defer { EVP_PKEY_CTX_free(context) }
        try require(EVP_PKEY_keygen_init(context), "EVP_PKEY_keygen_init")
        switch kind {
        case .p256: try require(EVP_PKEY_CTX_set_group_name(context, "P-256"), "set group")
        case .p384: try require(EVP_PKEY_CTX_set_group_name(context, "P-384"), "set group")
        case .rsa3072:
            try require(EVP_PKEY_CTX_set_rsa_keygen_bits(context, 3072), "set key length")
        }
        var key: OpaquePointer?
        try require(EVP_PKEY_generate(context, &key), "EVP_PKEY_generate")
        return try PrivateKey(owning: try require(key, "EVP_PKEY_generate"))
    }

    /// Reads an unprotected key, DER PKCS#8 or its PEM form.
    ///
    /// - Throws: If it is no key, has bytes after its end or is of a kind not supported.
    package convenience init(pkcs8: [UInt8]) throws(CryptographyError) {
        Library.prepare()
        let der =
            pkcs8.starts(with: "-----BEGIN ".utf8)
            ? try PEM.decode(pkcs8, label: "PRIVATE KEY") : pkcs8
        let info = try decoded(
            der, "d2i_PKCS8_PRIV_KEY_INFO", free: { PKCS8_PRIV_KEY_INFO_free($0) },
            { d2i_PKCS8_PRIV_KEY_INFO(nil, $0, $1) })
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        try self.init(owning: try require(EVP_PKCS82PKEY(info), "EVP_PKCS82PKEY"))
    }

    /// Signs a message the way of `signatureAlgorithm`.
    ///
    /// - Parameter hash: Another hash function than the key's own; an old one makes signatures that
    ///   verifiers have to refuse.
    /// - Returns: A DER ECDSA signature, or an RSA signature with PKCS #1 v1.5 padding.
    package func sign(
        _ message: [UInt8], hash: HashAlgorithm? = nil
    ) throws(CryptographyError) -> [UInt8] {
        Library.prepare()
        let context = try require(EVP_MD_CTX_new(), "EVP_MD_CTX_new")
        defer { EVP_MD_CTX_free(context) }
        try require(
            EVP_DigestSignInit(context, nil, (hash ?? digestAlgorithm).method, nil, handle),
            "EVP_DigestSignInit")
        var count = 0
        try require(
            EVP_DigestSign(context, nil, &count, message, message.count), "EVP_DigestSign")
        var signature = [UInt8](repeating: 0, count: count)
        try require(
            EVP_DigestSign(context, &signature, &count, message, message.count), "EVP_DigestSign")
        return Array(signature.prefix(count))
    }

    /// The hash function that signatures of this key use: SHA-384 with P-384, else SHA-256.
    package var digestAlgorithm: HashAlgorithm { algorithm == .p384 ? .sha384 : .sha256 }

    /// How `sign` signs.
    package var signatureAlgorithm: PublicKeySignature.Algorithm {
        if case .rsa = algorithm { return .rsaPKCS1(digestAlgorithm) }
        return .ecdsa(digestAlgorithm)
    }
}

/// The kind of a public key.
package enum KeyAlgorithm: Hashable, Sendable, CustomStringConvertible {
    /// An elliptic-curve key on P-256.
    case p256
    /// An elliptic-curve key on P-384.
    case p384
    /// An elliptic-curve key on P-521.
    case p521
    /// RSA with the length of the modulus in bits.
    case rsa(bits: Int)
    /// Ed25519; RFC 8032.
    case ed25519
    /// Anything else, with the dotted object identifier of the algorithm.
    case other(String)

    /// Looks at a DER SubjectPublicKeyInfo.
    ///
    /// Curves count by name only: one spelled out in parameters is `other`.
    package init(spki: [UInt8]) {
        guard let algorithm = try? KeyAlgorithm.identifier(spki) else {
            self = .other("")
            return
        }
        switch algorithm.oid {
        case .ecPublicKey: self = KeyAlgorithm.curve(algorithm)
        case .rsaEncryption: self = KeyAlgorithm.rsa(spki)
        case .ed25519: self = .ed25519
        default: self = .other(algorithm.oid.dotted)
        }
    }

    /// A name for a person, such as `P-256`.
    package var description: String {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        case .rsa(let bits): "RSA-\(bits)"
        case .ed25519: "Ed25519"
        case .other(let oid): oid.isEmpty ? "unreadable" : oid
        }
    }

    /// Whether a private key of this kind can sign CMS here.
    var canSign: Bool {
        switch self {
        case .p256, .p384: true
        case .rsa(let bits): bits >= 2048
        case .p521, .ed25519, .other: false
        }
    }

    static func identifier(_ spki: [UInt8]) throws(DERError) -> AlgorithmIdentifier {
        var reader = try DERReader.single(spki[...], DERTag.sequence, "public key").reader
        let algorithm = try reader.nextAlgorithm("key algorithm")
        _ = try reader.next(DERTag.bitString, "public key")
        try reader.finish("public key")
        return algorithm
    }

    private static func curve(_ algorithm: AlgorithmIdentifier) -> KeyAlgorithm {
        switch algorithm.parameters {
        case DER.oid(.p256): .p256
        case DER.oid(.p384): .p384
        case DER.oid(.p521): .p521
        default: .other(algorithm.oid.dotted)
        }
    }

    private static func rsa(_ spki: [UInt8]) -> KeyAlgorithm {
        guard let key = try? PublicKey(spki: spki) else { return .other(OID.rsaEncryption.dotted) }
        return .rsa(bits: Int(EVP_PKEY_get_bits(key.handle)))
    }
}

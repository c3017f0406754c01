/// The algorithm identifiers of signatures.
///
/// Source: RFC 3279, RFC 4055, RFC 5758, RFC 8410.
extension PublicKeySignature.Algorithm {
    /// Reads the algorithm of a CMS signature.
    ///
    /// libcrypto ignores the field for elliptic curves; here it must agree with the digest.
    ///
    /// - Returns: nil for algorithms not known here and for ones that contradict the digest.
    init?(_ identifier: AlgorithmIdentifier, digest: HashAlgorithm) {
        switch identifier.oid {
        case OID.ecdsa(with: digest) where identifier.parameters == nil:
            self = .ecdsa(digest)
        case .rsaEncryption where identifier.hasNoParameters,
            OID.rsa(with: digest) where identifier.hasNoParameters:
            self = .rsaPKCS1(digest)
        case .rsaPSS:
            guard let salt = try? Self.saltByteCount(identifier.parameters, digest) else {
                return nil
            }
            self = .rsaPSS(digest, saltByteCount: salt)
        case .ed25519 where identifier.parameters == nil && digest == .sha512:
            self = .ed25519
        default:
            return nil
        }
    }

    /// Reads the algorithm of a signed list, which names its hash itself.
    ///
    /// - Returns: nil for algorithms not known here.
    init?(withItsHash identifier: AlgorithmIdentifier) {
        // The identifier of the key alone names no hash.
        guard identifier.oid != .rsaEncryption,
            let found = HashAlgorithm.allCases.lazy.compactMap({ Self(identifier, digest: $0) })
                .first
        else { return nil }
        self = found
    }

    /// Reads RSASSA-PSS-params that use the digest throughout.
    ///
    /// Source: RFC 4055 §3.1.
    private static func saltByteCount(
        _ parameters: [UInt8]?, _ digest: HashAlgorithm
    ) throws(DERError) -> Int {
        guard let parameters else { throw DERError("PSS parameters are missing") }
        var reader = try DERReader.single(
            parameters[...], DERTag.sequence, "PSS parameters"
        ).reader
        let hash = try nested(&reader, 0)
        let mask = try nested(&reader, 1)
        let salt = try reader.nextIf(DERTag.contextConstructed(2))
        try reader.finish("PSS parameters")
        guard let hash, hash.oid == digest.oid, hash.hasNoParameters, let mask,
            mask.oid == .mgf1, let inner = mask.parameters
        else { throw DERError("PSS parameters use another hash") }
        var maskReader = DERReader(inner)
        let maskHash = try maskReader.nextAlgorithm("mask hash")
        guard maskHash.oid == digest.oid else { throw DERError("PSS mask uses another hash") }
        guard let salt else { return 20 }
        var saltReader = salt.reader
        let count = try saltReader.nextSmallInteger("salt length")
        try saltReader.finish("salt length")
        return count
    }

    private static func nested(
        _ reader: inout DERReader, _ number: UInt8
    ) throws(DERError) -> AlgorithmIdentifier? {
        guard let wrapper = try reader.nextIf(DERTag.contextConstructed(number)) else { return nil }
        var inner = wrapper.reader
        let algorithm = try inner.nextAlgorithm("PSS parameter")
        try inner.finish("PSS parameter")
        return algorithm
    }
}

extension OID {
    /// The identifier of ECDSA with a hash; nil where there is none.
    static func ecdsa(with hash: HashAlgorithm) -> OID? {
        let prefix = "1.2.840.10045.4"
        return switch hash {
        case .md5: nil
        case .sha1: OID(dotted: "\(prefix).1")
        case .sha224: OID(dotted: "\(prefix).3.1")
        case .sha256: OID(dotted: "\(prefix).3.2")
        case .sha384: OID(dotted: "\(prefix).3.3")
        case .sha512: OID(dotted: "\(prefix).3.4")
        }
    }

    /// The identifier of RSA PKCS #1 v1.5 with a hash.
    static func rsa(with hash: HashAlgorithm) -> OID? {
        let last =
            switch hash {
            case .md5: 4
            case .sha1: 5
            case .sha224: 14
            case .sha256: 11
            case .sha384: 12
            case .sha512: 13
            }
        return OID(dotted: "1.2.840.113549.1.1.\(last)")
    }
}

import Cryptography
import Records

/// Which algorithms are acceptable until when; data of the verifier, never of a bundle.
///
/// Source: ETSI TS 119 312 as commonly coded; docs/rules.
enum AlgorithmTable {
    /// The version of the table, printed where it is used.
    static let version = "2026-11"

    /// How an algorithm stands at a time.
    enum Standing: Hashable {
        /// Without an end in sight.
        case allowed
        /// Acceptable, with an end that is known.
        case ageing(until: Timestamp)
        /// No longer acceptable.
        case ended(Timestamp)
        /// Not in the table.
        case unknown
    }

    /// One use of an algorithm or key size.
    struct Use: Hashable {
        /// Its name in words.
        var name: String
        /// When it ends; nil where no end is in sight.
        var end: Timestamp?
        /// Whether it is broken rather than merely retired.
        var isBroken = false
        /// Whether the table knows it.
        var isKnown = true

        func standing(at time: Timestamp) -> Standing {
            guard isKnown else { return .unknown }
            guard let end else { return .allowed }
            return time < end ? .ageing(until: end) : .ended(end)
        }
    }

    /// 2012-08-01: SHA-1.
    private static let sha1End = Timestamp(unixSeconds: 1_343_779_200)
    /// 2008-12-31: MD5.
    private static let md5End = Timestamp(unixSeconds: 1_230_681_600)
    /// 2029-01-01: RSA with PKCS #1 v1.5 padding, RSA below 3000 bits, SHA-224.
    private static let nextEnd = Timestamp(unixSeconds: 1_861_920_000)
    /// 2011-01-01: RSA below 2048 bits.
    private static let shortRSAEnd = Timestamp(unixSeconds: 1_293_840_000)

    /// What a certificate uses: its key, and unless it signed itself, its issuer's signature.
    static func verdicts(on certificate: Certificate) -> [Use] {
        let key = key(certificate.keyAlgorithm)
        // A root vouches for itself: its own signature proves nothing and weakens nothing.
        guard !certificate.isSelfIssued else { return [key] }
        return [key, signature(oid: certificate.signatureAlgorithm)]
    }

    /// A key by its kind and size.
    static func key(_ algorithm: KeyAlgorithm) -> Use {
        switch algorithm {
        case .p256: Use(name: "a P-256 key")
        case .p384: Use(name: "a P-384 key")
        case .p521: Use(name: "a P-521 key")
        case .ed25519: Use(name: "an Ed25519 key")
        case .rsa(let bits) where bits < 2048:
            Use(name: "an RSA key of \(bits) bits", end: shortRSAEnd, isBroken: true)
        case .rsa(let bits) where bits < 3000:
            Use(name: "an RSA key of \(bits) bits", end: nextEnd)
        case .rsa(let bits): Use(name: "an RSA key of \(bits) bits")
        case .other(let oid): Use(name: "a key of algorithm \(oid)", isKnown: false)
        }
    }

    /// A signature algorithm by its object identifier.
    static func signature(oid: String) -> Use {
        switch oid {
        case "1.2.840.10045.4.3.2": Use(name: "ECDSA with SHA-256")
        case "1.2.840.10045.4.3.3": Use(name: "ECDSA with SHA-384")
        case "1.2.840.10045.4.3.4": Use(name: "ECDSA with SHA-512")
        case "1.3.101.112": Use(name: "Ed25519")
        case "1.2.840.113549.1.1.10": Use(name: "RSA-PSS")
        case "1.2.840.113549.1.1.11": Use(name: "RSA with SHA-256", end: nextEnd)
        case "1.2.840.113549.1.1.12": Use(name: "RSA with SHA-384", end: nextEnd)
        case "1.2.840.113549.1.1.13": Use(name: "RSA with SHA-512", end: nextEnd)
        case "1.2.840.113549.1.1.14": Use(name: "RSA with SHA-224", end: nextEnd)
        case "1.2.840.10045.4.3.1": Use(name: "ECDSA with SHA-224", end: nextEnd)
        case "1.2.840.113549.1.1.5":
            Use(name: "RSA with SHA-1", end: sha1End, isBroken: true)
        case "1.2.840.10045.4.1": Use(name: "ECDSA with SHA-1", end: sha1End, isBroken: true)
        case "1.2.840.10040.4.3": Use(name: "DSA with SHA-1", end: sha1End, isBroken: true)
        case "1.2.840.113549.1.1.4": Use(name: "RSA with MD5", end: md5End, isBroken: true)
        default: Use(name: "algorithm \(oid)", isKnown: false)
        }
    }
}

extension Facts {
    /// The time of the newest shown record; nil where none is shown.
    var lastTime: Timestamp? { logs.flatMap(\.epochs).compactMap(\.lastTime).max() }
}

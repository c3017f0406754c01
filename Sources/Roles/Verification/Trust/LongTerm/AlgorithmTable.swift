package import Cryptography
package import Records

/// Which algorithms are acceptable until when; data of the verifier, never of a bundle.
///
/// Source: ETSI TS 119 312 as commonly coded; docs/formats/report.md §9.
package enum AlgorithmTable {
    /// The version of the table; another one has other rows.
    package static let version = "2026-11"

    /// The rows, their cells parted by tabs.
    ///
    /// The cells are kind, identifier, name, end (the first day on which it no longer counts) and what
    /// ended it; without an end no end is in sight.
    /// Keys are named by curve or by the range of their lengths in bits, signatures by their object
    /// identifier, hash functions by name.
    package static let text = """
        key\tp256\ta P-256 key\t-\t-
        key\tp384\ta P-384 key\t-\t-
        key\tp521\ta P-521 key\t-\t-
        key\ted25519\tan Ed25519 key\t-\t-
        key\trsa 0 2047\tan RSA key below 2048 bits\t2011-01-01\tbroken
        key\trsa 2048 2999\tan RSA key below 3000 bits\t2029-01-01\tretired
        key\trsa 3000 65536\tan RSA key of 3000 bits or more\t-\t-
        signature\t1.2.840.10045.4.3.2\tECDSA with SHA-256\t-\t-
        signature\t1.2.840.10045.4.3.3\tECDSA with SHA-384\t-\t-
        signature\t1.2.840.10045.4.3.4\tECDSA with SHA-512\t-\t-
        signature\t1.3.101.112\tEd25519\t-\t-
        signature\t1.2.840.113549.1.1.10\tRSA-PSS\t-\t-
        signature\t1.2.840.113549.1.1.1\tRSA with PKCS #1 v1.5 padding\t2029-01-01\tretired
        signature\t1.2.840.113549.1.1.11\tRSA with SHA-256\t2029-01-01\tretired
        signature\t1.2.840.113549.1.1.12\tRSA with SHA-384\t2029-01-01\tretired
        signature\t1.2.840.113549.1.1.13\tRSA with SHA-512\t2029-01-01\tretired
        signature\t1.2.840.113549.1.1.14\tRSA with SHA-224\t2029-01-01\tretired
        signature\t1.2.840.10045.4.3.1\tECDSA with SHA-224\t2029-01-01\tretired
        signature\t1.2.840.113549.1.1.5\tRSA with SHA-1\t2012-08-01\tbroken
        signature\t1.2.840.10045.4.1\tECDSA with SHA-1\t2012-08-01\tbroken
        signature\t1.2.840.10040.4.3\tDSA with SHA-1\t2012-08-01\tbroken
        signature\t1.2.840.113549.1.1.4\tRSA with MD5\t2008-12-31\tbroken
        hash\tsha256\tSHA-256\t-\t-
        hash\tsha384\tSHA-384\t-\t-
        hash\tsha512\tSHA-512\t-\t-
        hash\tsha224\tSHA-224\t2029-01-01\tretired
        hash\tsha1\tSHA-1\t2012-08-01\tbroken
        hash\tmd5\tMD5\t2008-12-31\tbroken

        """

    /// The SHA-256 of the rows, which a report prints.
    package static let sha256 = SHA256.hash(Array(text.utf8))

    /// How an algorithm stands at a time.
    package enum Standing: Hashable, Sendable {
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
    package struct Use: Hashable, Sendable {
        /// Its name in words.
        package var name: String
        /// When it ends; nil where no end is in sight.
        package var end: Timestamp?
        /// Whether it is broken rather than merely retired.
        package var isBroken = false
        /// Whether the table knows it.
        package var isKnown = true

        /// How it stands at a time.
        package func standing(at time: Timestamp) -> Standing {
            guard isKnown else { return .unknown }
            guard let end else { return .allowed }
            return time < end ? .ageing(until: end) : .ended(end)
        }
    }

    /// What a certificate uses: its key, and unless it signed itself, its issuer's signature.
    package static func uses(of certificate: Certificate) -> [Use] {
        let key = key(certificate.keyAlgorithm)
        // A root vouches for itself: its own signature proves nothing and weakens nothing.
        guard !certificate.isSelfIssued else { return [key] }
        return [key, signature(oid: certificate.signatureAlgorithm)]
    }

    /// A key by its kind and size.
    package static func key(_ algorithm: KeyAlgorithm) -> Use {
        switch algorithm {
        case .p256: row("key", "p256", else: "a P-256 key")
        case .p384: row("key", "p384", else: "a P-384 key")
        case .p521: row("key", "p521", else: "a P-521 key")
        case .ed25519: row("key", "ed25519", else: "an Ed25519 key")
        case .rsa(let bits): rsa(bits)
        case .other(let oid): Use(name: "a key of algorithm \(oid)", isKnown: false)
        }
    }

    /// A signature algorithm by its object identifier.
    package static func signature(oid: String) -> Use {
        row("signature", oid, else: "algorithm \(oid)")
    }

    /// A hash function.
    package static func hash(_ algorithm: HashAlgorithm) -> Use {
        row("hash", algorithm.rawValue, else: algorithm.rawValue)
    }

    // MARK: Rows

    private struct Row: Hashable {
        var kind: Substring
        var identifier: Substring
    }

    private static let rows: [Row: Use] = {
        var rows: [Row: Use] = [:]
        for line in text.split(separator: "\n") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count == 5 else { continue }
            rows[Row(kind: cells[0], identifier: cells[1])] = Use(
                name: String(cells[2]), end: Timestamp(rfc3339: "\(cells[3])T00:00:00Z"),
                isBroken: cells[4] == "broken")
        }
        return rows
    }()

    private static func row(_ kind: Substring, _ identifier: String, else name: String) -> Use {
        rows[Row(kind: kind, identifier: Substring(identifier))] ?? Use(name: name, isKnown: false)
    }

    private static func rsa(_ bits: Int) -> Use {
        let name = "an RSA key of \(bits) bits"
        for (row, use) in rows where row.kind == "key" {
            let words = row.identifier.split(separator: " ")
            guard words.count == 3, words[0] == "rsa", let least = Int(words[1]),
                let most = Int(words[2]), least <= bits, bits <= most
            else { continue }
            return Use(name: name, end: use.end, isBroken: use.isBroken)
        }
        return Use(name: name, isKnown: false)
    }
}

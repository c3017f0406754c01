import Findings
import Records
import Testing

@testable import Cryptography
@testable import Verification

/// One of the twenty checks of docs/formats/report.md §8 with a submission that breaks it alone.
struct StampCase: CustomTestStringConvertible, Sendable {
    /// The number of the check.
    let check: Int
    /// What is wrong.
    let what: String
    /// The codes that may come out; at least one must, and no other.
    let codes: Set<String>
    /// What `openssl ts -verify` says: nil where it isn't a matter for it, else whether it accepts.
    var opensslAccepts: Bool? = false
    /// What is submitted.
    let make: @Sendable (StampBench) throws -> StampBench.Submission

    var testDescription: String { "\(check): \(what)" }

    static let all: [StampCase] =
        statusAndForm + signature + certificate + statement + timeAndTrust
}

extension StampCase {
    // MARK: 1 to 3

    private static let statusAndForm: [StampCase] = [
        StampCase(check: 1, what: "a refusal", codes: ["TSA_STATUS"]) { bench in
            try bench.submission {
                $0.response = TimeStampAuthority.refusal(status: 2, text: "no")
            }
        },
        StampCase(check: 1, what: "a refusal with a token glued on", codes: ["TSA_STATUS"]) {
            bench in
            let token = try bench.token()
            return try bench.submission {
                $0.response = DER.sequence(DER.sequence(DER.integer(2)), token)
            }
        },
        StampCase(check: 1, what: "granted without a token", codes: ["TSA_STATUS"]) { bench in
            try bench.submission { $0.response = DER.sequence(DER.sequence(DER.integer(0))) }
        },
        StampCase(
            check: 2, what: "bytes behind the answer", codes: ["TSA_DER"], opensslAccepts: true
        ) { bench in
            try bench.submission { $0.response += [0] }
        },
        StampCase(
            check: 2, what: "bytes behind the statement", codes: ["TSA_DER"],
            opensslAccepts: true
        ) { bench in
            try bench.submission(bench.token(bench.statement { $0.after = [5, 0] }))
        },
        StampCase(check: 2, what: "a statement of version 2", codes: ["TSA_DER"]) { bench in
            try bench.submission(bench.token(bench.statement { $0.version = 2 }))
        },
        StampCase(check: 2, what: "plain data instead of a statement", codes: ["TSA_DER"]) {
            bench in
            try bench.submission(
                bench.token {
                    $0.contentType = .data
                    $0.attributes[0] = DER.attribute(.contentType, DER.oid(.data))
                })
        },
        StampCase(check: 3, what: "two signatures", codes: ["TSA_DER"]) { bench in
            try bench.submission(bench.token { $0.signerCount = 2 })
        },
        StampCase(
            check: 3, what: "a SHA-1 signature", codes: ["ALG_FORBIDDEN"], opensslAccepts: true
        ) { bench in
            try bench.submission(
                bench.token {
                    $0.digest = .sha1
                    $0.signatureHash = .sha1
                    $0.signatureAlgorithm = OID.ecdsa(with: .sha1) ?? .data
                    $0.attributes[2] = DER.attribute(
                        .messageDigest, DER.octets(HashAlgorithm.sha1.hash($0.content)))
                })
        },
    ]

    // MARK: 4 to 6

    private static let signature: [StampCase] = [
        StampCase(
            check: 4, what: "a changed signature value", codes: ["TSA_SIGNATURE_INVALID"]
        ) { bench in
            try bench.submission(
                bench.token { form in
                    form.spoil = { Array($0.dropLast()) + [($0.last ?? 0) ^ 1] }
                })
        },
        StampCase(
            check: 4, what: "the signed attributes of another statement",
            codes: ["TSA_MESSAGE_DIGEST", "TSA_SIGNATURE_INVALID"]
        ) { bench in
            try bench.submission(
                bench.token {
                    $0.attributes[2] = DER.attribute(
                        .messageDigest, DER.octets(HashAlgorithm.sha256.hash([1])))
                })
        },
        StampCase(
            check: 4, what: "another content type in the signed attributes",
            codes: ["TSA_MESSAGE_DIGEST", "TSA_SIGNATURE_INVALID"], opensslAccepts: true
        ) { bench in
            try bench.submission(
                bench.token { $0.attributes[0] = DER.attribute(.contentType, DER.oid(.data)) })
        },
        StampCase(check: 5, what: "the signer's certificate is nowhere", codes: ["TSA_SIGNER_CERT"])
        { bench in
            let other = try bench.authority.leaf(
                .timeStampAuthority, key: bench.key, name: "Other")
            return try bench.submission(
                bench.token {
                    $0.named = bench.stamper
                    $0.certificates = [other, bench.authority.issuing]
                })
        },
        StampCase(
            check: 5, what: "another's signature under the authority's name, his certificate first",
            codes: ["TSA_SIGNATURE_INVALID"]
        ) { bench in
            let thief = try PrivateKey.generate(.p256)
            let own = try bench.authority.leaf(.timeStampAuthority, key: thief, name: "Thief")
            return try bench.submission(
                bench.token(signer: bench.stamper, key: thief) {
                    $0.named = bench.stamper
                    $0.certificates.insert(own, at: 0)
                })
        },
        StampCase(
            check: 6, what: "the hash of another certificate", codes: ["TSA_ESS_MISMATCH"]
        ) { bench in
            try bench.submission(
                bench.token {
                    $0.attributes[3] = DER.attribute(
                        .signingCertificateV2,
                        SigningCertificateAttribute.encode(bench.authority.issuing, hash: .sha256))
                })
        },
        StampCase(
            check: 6, what: "version 1 of the attribute is wrong beside a good version 2",
            codes: ["TSA_ESS_MISMATCH"]
        ) { bench in
            try bench.submission(
                bench.token {
                    $0.attributes.append(
                        DER.attribute(
                            .signingCertificate,
                            DER.sequence(
                                DER.sequence(
                                    DER.sequence(
                                        DER.octets(
                                            HashAlgorithm.sha1.hash(bench.authority.root.der)))))))
                })
        },
    ]

    // MARK: 7 to 10

    private static func purposes(
        _ what: String, _ purposes: String?, constraints: String = "critical,CA:FALSE",
        usage: String = "critical,digitalSignature", opensslAccepts: Bool = false
    ) -> StampCase {
        StampCase(check: 7, what: what, codes: ["TSA_EKU"], opensslAccepts: opensslAccepts) {
            bench in
            let leaf = try bench.leaf(
                CertificateExtensions(
                    basicConstraints: constraints, keyUsage: usage, extendedKeyUsage: purposes))
            return try bench.submission(bench.token(signer: leaf))
        }
    }

    private static func revoked(
        _ what: String, _ codes: Set<String>, at seconds: Int64, _ reason: RevocationReason?
    ) -> StampCase {
        StampCase(check: 10, what: what, codes: codes, opensslAccepts: nil) { bench in
            let line = RevokedCertificate(
                serial: bench.stamper.serial, date: StampBench.genTime + seconds, reason: reason)
            return try bench.submission {
                $0.trust.revocation = [try bench.list([line]), try bench.list(byRoot: true)]
            }
        }
    }

    private static let certificate: [StampCase] = [
        purposes("no extended key usage", nil),
        purposes("extended key usage isn't critical", "timeStamping"),
        purposes("a second purpose", "critical,timeStamping,emailProtection"),
        purposes(
            "a second purpose that nobody knows", "critical,timeStamping,1.2.3.4",
            opensslAccepts: true),
        purposes(
            "an authority's certificate", "critical,timeStamping",
            constraints: "critical,CA:TRUE", usage: "critical,digitalSignature,keyCertSign"),
        StampCase(
            check: 8, what: "the authority's certificate began later",
            codes: ["TSA_CHAIN_AT_GENTIME"]
        ) { bench in
            var profile = try TestAuthority.profile("TSA", .timeStampAuthority)
            profile.notBefore = StampBench.genTime + 1
            let late = try CertificateIssuer.issue(
                profile, spki: bench.key.spki, issuer: bench.authority.issuing,
                key: bench.authority.issuingKey)
            return try bench.submission(bench.token(signer: late))
        },
        StampCase(
            check: 8, what: "an issuer that is no authority", codes: ["TSA_CHAIN_AT_GENTIME"]
        ) { bench in
            let person = try PrivateKey.generate(.p256)
            let issuer = try bench.authority.leaf(.person, key: person, name: "Person")
            let forged = try CertificateIssuer.issue(
                TestAuthority.profile("TSA", .timeStampAuthority), spki: bench.key.spki,
                issuer: issuer, key: person)
            return try bench.submission(
                bench.token(signer: forged) { $0.certificates.append(issuer) }
            ) {
                $0.trust.revocation.append(
                    try CertificateIssuer.issueCRL(
                        issuer: issuer, key: person, thisUpdate: StampBench.now,
                        nextUpdate: StampBench.now + 1, number: 1, revoked: []))
            }
        },
        StampCase(
            check: 9, what: "outside the period of its own anchor, inside another's",
            codes: ["ANCHOR_PERIOD"], opensslAccepts: nil
        ) { bench in
            let other = try TestAuthority()
            return try bench.submission { submission in
                submission.trust.tsa.append(other.root)
                for (root, last) in [(bench.authority.root, -1), (other.root, 1_000_000)] {
                    submission.trust.periods[root.sha256] = AnchorPeriod(
                        first: Timestamp(unixSeconds: 0),
                        last: Timestamp(unixSeconds: StampBench.genTime + Int64(last)))
                }
            }
        },
        StampCase(
            check: 10, what: "no word on revocation", codes: ["TSA_REVOCATION_ABSENT"],
            opensslAccepts: nil
        ) { bench in try bench.submission { $0.trust.revocation = [] } },
        revoked("superseded before the token", ["TSA_REVOKED"], at: 0, .superseded),
        revoked("keyCompromise, however late", ["TSA_REVOKED"], at: 500, .keyCompromise),
        revoked("no reason, however late", ["TSA_REVOKED"], at: 500, nil),
    ]

    // MARK: 11 to 17

    private static func stated(
        _ check: Int, _ what: String, _ codes: Set<String>, opensslAccepts: Bool? = false,
        _ change: @escaping @Sendable (inout StampBench.Statement) -> Void
    ) -> StampCase {
        StampCase(check: check, what: what, codes: codes, opensslAccepts: opensslAccepts) {
            bench in
            try bench.submission(bench.token(bench.statement(change)))
        }
    }

    private static let statement: [StampCase] = [
        stated(11, "given for other bytes", ["TSA_IMPRINT_MISMATCH"]) {
            $0.imprint = HashAlgorithm.sha256.hash([9])
        },
        stated(11, "an imprint that is one byte short", ["TSA_IMPRINT_MISMATCH"]) {
            $0.imprint.removeLast()
        },
        stated(12, "another nonce than asked", ["TSA_NONCE"]) {
            $0.nonce = DER.integer(magnitude: [5, 6, 8])
        },
        stated(12, "no nonce although asked", ["TSA_NONCE"]) { $0.nonce = [] },
        stated(13, "another policy than asked", ["TSA_POLICY"]) { $0.policy = "1.2.3" },
        stated(14, "a time with an offset", ["TSA_DER"], opensslAccepts: true) {
            $0.time = "20260910022640+0200"
        },
        stated(14, "a fraction that ends in zero", ["TSA_DER"], opensslAccepts: true) {
            $0.time = "20260910002640.50Z"
        },
        stated(14, "0 milliseconds", ["TSA_GENTIME"], opensslAccepts: true) {
            $0.accuracy = DER.sequence([0x80, 1, 0])
        },
        stated(14, "1000 microseconds", ["TSA_GENTIME"], opensslAccepts: true) {
            $0.accuracy = DER.sequence([0x81, 2, 3, 0xe8])
        },
        StampCase(
            check: 14, what: "a time behind that of the judgement", codes: ["TSA_GENTIME"],
            opensslAccepts: nil
        ) { bench in
            try bench.submission { $0.at = Timestamp(unixSeconds: StampBench.genTime - 122) }
        },
        StampCase(
            check: 14, what: "a time before a record that it covers", codes: ["TIME_ORDER"],
            opensslAccepts: nil
        ) { bench in try bench.submission { $0.newestRecord = StampBench.genTime + 122 } },
        stated(16, "another authority's name", ["TSA_NAME"]) {
            $0.name = DER.context(0, DER.context(4, SubjectName(commonName: "Other").der))
        },
        stated(17, "a critical extension", ["TSA_EXTENSION"], opensslAccepts: true) {
            $0.extensions = DER.context(
                1,
                DER.sequence(
                    DER.oid(.data), DER.value(DERTag.boolean, [0xff]), DER.octets([5, 0])))
        },
    ]

    // MARK: 18 to 20

    private static let timeAndTrust: [StampCase] = [
        StampCase(
            check: 18, what: "one serial number for two statements", codes: ["TSA_SERIAL_REUSED"],
            opensslAccepts: nil
        ) { bench in
            let second = try bench.token(bench.statement { $0.time = "20260910002641Z" })
            return try bench.submission {
                $0.second = TimeStampAuthority.response(holding: second)
            }
        },
        StampCase(check: 19, what: "no anchor for the authority", codes: ["TSA_ROOT_NOT_PINNED"]) {
            bench in
            try bench.submission { $0.trust.tsa = [] }
        },
        StampCase(
            check: 20, what: "an algorithm that has ended since, without renewal",
            codes: ["CRYPTO_CONSTRAINTS_FAILURE"], opensslAccepts: nil
        ) { bench in
            let key = try PrivateKey.generate(.rsa3072)
            let rsa = try bench.authority.leaf(.timeStampAuthority, key: key, name: "RSA")
            let token = try bench.token(signer: rsa, key: key) {
                $0.signatureAlgorithm = OID.rsa(with: .sha256) ?? .data
            }
            return try bench.submission(token) {
                // 2029-01-01, when PKCS #1 v1.5 padding ends.
                $0.at = Timestamp(unixSeconds: 1_861_920_000)
            }
        },
    ]
}

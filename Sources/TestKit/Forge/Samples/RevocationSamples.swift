internal import BundleFormat
internal import Cryptography

/// Certificates that were revoked, of people and of the authority that dates, and word on it that is
/// missing or somebody else's.
enum RevocationSamples {
    static let all: [Sample] = people + authority

    private static let day: Int64 = 86_400

    // MARK: People

    private static let people: [Sample] = [
        .attack(
            "odd-revocation-absent", ["PKI-003": "indeterminate", "PKI-002": "passed"],
            why: """
                The revocation list of the laboratory's authority was left out. Every path and \
                every signature holds; whether a certificate had been revoked, nothing says.
                """
        ) { attack in
            for path in attack.lists { attack.editor[path] = nil }
            try attack.mendAndSeal()
        },
        .attack(
            "good-revocation-brought", ["PKI-003": "passed", "PKI-002": "passed"],
            twin: "odd-revocation-absent",
            why: """
                The same bundle without its list, and an auditor who got one from the authority \
                himself, made the day after and good for ten years. It counts by its signature, \
                whoever brought it; so the bundle passes until the seal's certificate ends.
                """
        ) { attack in
            for path in attack.lists { attack.editor[path] = nil }
            try attack.mendAndSeal()
            let sealed = try attack.sealingTime()
            attack.trust.files["crls/laboratory.crl"] = try CertificateIssuer.issueCRL(
                issuer: attack.keys.root, key: attack.keys.rootKey, thisUpdate: sealed + day,
                nextUpdate: sealed + 3_650 * day, number: 99, revoked: []
            ).der
        },
        .attack(
            "good-anchor-period", ["PKI-001": "passed", "PKI-003": "passed"],
            why: """
                The auditor relies on the laboratory's root until the end of June 2027 and on \
                nothing of it after that. The seal has no time-stamp, so from then on nothing \
                shows that it was made before; until then the bundle passes, and says so.
                """
        ) { attack in
            attack.trust.files["periods"] = Array(
                "\(attack.keys.root.sha256.hex) 2026-01-01T00:00:00Z 2027-06-30T23:59:59Z\n".utf8)
        },
        .attack(
            "odd-revocation-foreign", ["PKI-003": "indeterminate", "PKI-002": "passed"],
            why: """
                The list in the bundle is under the authority's name and signed by another key. \
                That isn't the authority's word, so there is none; a list by somebody else doesn't \
                make the certificates bad either.
                """
        ) { attack in
            let key = try PrivateKey.generate(.p256)
            let begin = try attack.sealingTime() - day
            let impostor = try CertificateIssuer.selfSigned(
                CertificateProfile(
                    subject: SubjectName(der: attack.keys.root.subjectDER),
                    usage: .authority(pathLength: nil), notBefore: begin,
                    notAfter: begin + 1_000 * day, serial: [0x09]), key: key)
            let list = try CertificateIssuer.issueCRL(
                issuer: impostor, key: key, thisUpdate: begin, nextUpdate: begin + 100 * day,
                number: 9, revoked: [])
            for path in attack.lists { attack.editor[path] = nil }
            attack.editor[.revocationList(list.sha256)] = list.der
            try attack.mendAndSeal()
        },
        .attack(
            "bad-certificate-revoked", ["PKI-002": "failed", "PKI-003": "passed"],
            why: """
                The approver's certificate had been revoked the day before he signed, because he \
                had left. The bundle's own list was made before; the auditor's newer one tells.
                """
        ) { attack in
            let reviewer = try attack.laboratory.credentials(of: .reviewer).certificate
            let sealed = try attack.sealingTime()
            attack.trust.files["crls/newer.crl"] = try CertificateIssuer.issueCRL(
                issuer: attack.keys.root, key: attack.keys.rootKey, thisUpdate: sealed + day,
                nextUpdate: sealed + 30 * day, number: 99,
                revoked: [
                    RevokedCertificate(
                        serial: reviewer.serial, date: sealed - day,
                        reason: .affiliationChanged)
                ]
            ).der
        },
    ]

    // MARK: Authorities

    private static let authority: [Sample] = [
        .attack(
            "good-authority-compromised", ["NOT-001": "passed", "PKI-003": "passed"],
            at: "2026-11-20T15:00:00Z", twin: "good-time-stamped",
            why: """
                Two weeks after the bundle was sealed the time-stamp authority lost its key, and \
                says so. All its time-stamps count as if they weren't there; the witness \
                countersigned the same heads, so nothing depends on them.
                """, on: { try Scene.timeStamped() }
        ) { try $0.revokeAuthority(.keyCompromise, after: 14 * day) },
        .attack(
            "odd-authority-compromised", ["NOT-001": "indeterminate"],
            at: "2026-11-20T15:00:00Z", twin: "good-authority-compromised",
            why: """
                The same, and no witness beside the authority: nobody is left who confirms a head \
                of the log or a date. Nothing says that the log isn't genuine.
                """, on: { try Scene.stampedOnly() }
        ) { try $0.revokeAuthority(.keyCompromise, after: 14 * day) },
        .attack(
            "good-authority-superseded", ["NOT-001": "passed", "PKI-003": "passed"],
            at: "2026-11-20T15:00:00Z", twin: "good-time-stamped",
            why: """
                Two weeks after the bundle was sealed the authority's certificate was revoked, as \
                another one took its place. What it had dated before stays dated.
                """, on: { try Scene.stampedOnly() }
        ) { try $0.revokeAuthority(.superseded, after: 14 * day) },
        .attack(
            "bad-authority-revoked-before", ["NOT-001": "failed"], at: "2026-11-20T15:00:00Z",
            twin: "good-authority-superseded",
            why: """
                The authority's certificate had been revoked the day before it dated this log. An \
                authority that goes on stamping then has no business to.
                """, on: { try Scene.stampedOnly() }
        ) { try $0.revokeAuthority(.superseded, after: -day) },
    ]
}

extension Attack {
    /// The members that are revocation lists.
    fileprivate var lists: [MemberPath] {
        editor.paths.filter { path in
            if case .revocationList = path { true } else { false }
        }
    }

    /// Has the auditor bring a newer list of the authority's root, on which its certificate stands.
    fileprivate mutating func revokeAuthority(
        _ reason: RevocationReason, after seconds: Int64
    ) throws {
        guard let authority = laboratory.authority else {
            throw ForgeError.broken("no authority")
        }
        let sealed = try sealingTime()
        trust.files["crls/authority.crl"] = try authority.list(
            of: sealed + 15 * 86_400,
            revoked: [
                RevokedCertificate(
                    serial: authority.certificate.serial, date: sealed + seconds, reason: reason)
            ])
    }
}

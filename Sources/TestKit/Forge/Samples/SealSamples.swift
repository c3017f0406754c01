internal import BundleFormat
internal import Cryptography
internal import Sealing

/// Attacks on the seal and on trust.
enum SealSamples {
    static let all = seal + trust

    private static let day: Int64 = 86_400

    private static let seal: [Sample] = [
        .attack(
            "bad-seal-another-key", ["BND-004": "failed"],
            why: """
                The bundle was sealed again with a new key, which the laboratory's own root \
                certified with the very same name. The approved request in the log names the key \
                that was to seal, and it isn't this one.
                """
        ) { attack in
            let key = try PrivateKey.generate(.p256)
            let certificate = try attack.certificate(for: key.spki, from: -day)
            try attack.editor.reseal(with: key, certificate, at: attack.sealingTime())
        },
        .attack(
            "bad-seal-persons-key", ["BND-004": "failed", "PKI-001": "failed"],
            why: """
                A person sealed the bundle with the key that is hers for signing. A person's key \
                never does the sealing program's work, whoever certified it.
                """
        ) { attack in
            let (key, certificate) = try attack.laboratory.credentials(of: .reviewer)
            try attack.editor.reseal(with: key, certificate, at: attack.sealingTime())
        },
        .attack(
            "bad-seal-certificate-altered", ["BND-004": "failed", "NOT-001": "passed"],
            twin: "good-stamped-by-subordinate",
            why: """
                One bit was changed in the certificate of the subordinate authority that stands in \
                the seal's time-stamp. Nobody's signature in the bundle covers it, and the path to \
                the root can be built from the sound copy that the auditor has: only its own \
                issuer's signature tells.
                """,
            on: { try Scene.stampedBySubordinate() }
        ) { attack in
            guard let certificate = attack.laboratory.authority?.subordinate else {
                throw ForgeError.broken("no subordinate authority")
            }
            let last = certificate.der.count - 1
            try attack.change(.seal) { bytes in
                let place = bytes.indices.first { bytes[$0...].starts(with: certificate.der) }
                if let place { bytes[place + last] ^= 1 }
            }
        },
        .attack(
            "bad-seal-certificate-added", ["BND-004": "failed"],
            why: """
                The certificate of another person was put beside the seal's own. The signature \
                covers neither; a certificate that isn't above the signer's has no business there, \
                and bytes that nothing asks for could say anything.
                """
        ) { attack in
            guard case .closed(let seal) = ClosedCMS.read(try attack.bytes(.seal)) else {
                throw ForgeError.broken("the seal isn't in the closed form")
            }
            let (_, stray) = try attack.laboratory.credentials(of: .reviewer)
            guard let manifest = attack.editor[.manifest] else {
                throw ForgeError.broken("no manifest")
            }
            attack.editor[.seal] = try ClosedCMS.sign(
                content: manifest, certificate: attack.keys.seal.certificate,
                key: attack.keys.seal.key, intermediates: [stray],
                signingTime: seal.signingTime)
        },
        .attack(
            "bad-seal-missing", ["BND-004": "failed"],
            why: """
                The seal was taken out. Every digest still fits, and nobody answers for the list \
                of contents any more.
                """
        ) { $0.editor[.seal] = nil },
        .attack(
            "bad-seal-content-changed", ["BND-004": "failed"],
            why: """
                A file was changed, and the list of contents mended by somebody who has no key: \
                all digests fit, and the seal is over another list.
                """
        ) { attack in
            try attack.flip(attack.file(endingWith: "/fid"), at: 100)
            try attack.editor.mendManifest()
        },
        .attack(
            "bad-seal-not-yet-valid", ["PKI-002": "failed"],
            why: """
                The seal's certificate begins a day after the time that the seal itself states. \
                The right key did it, at a time at which it was nobody's yet.
                """
        ) { attack in
            let own = attack.keys.seal
            let certificate = try attack.certificate(for: own.key.spki, from: day)
            try attack.editor.reseal(with: own.key, certificate, at: attack.sealingTime())
        },
    ]

    private static let trust: [Sample] = [
        .attack(
            "odd-trust-empty",
            ["NOT-001": "indeterminate", "PKI-001": "indeterminate"],
            why: """
                The bundle is honest and the auditor brought no trust at all. A bundle can't vouch \
                for itself, so who signed and who confirmed the dates stays open; that is not the \
                same as wrong.
                """
        ) { $0.trust.files = ["README.md": Array("This auditor trusts nobody.\n".utf8)] },
        .attack(
            "odd-root-unknown", ["PKI-001": "indeterminate", "PKI-003": "indeterminate"],
            why: """
                The auditor brought the root of another laboratory. All signatures hold, and none \
                of their certificates leads to an anchor.
                """
        ) { attack in
            let other = try Scene.minimal(seed: "another laboratory").trust()
            attack.trust.files["roots/laboratory.pem"] = other.files["roots/laboratory.pem"]
        },
        .attack(
            "odd-witness-unknown", ["NOT-001": "indeterminate"],
            why: """
                The auditor doesn't know the witness whose countersignatures the bundle holds. \
                Nobody whom he knows confirms any date or any head of the log.
                """
        ) { $0.trust.files["witnesses"] = nil },
        .attack(
            "odd-witness-same-domain", ["NOT-002": "indeterminate"],
            why: """
                The auditor knows the witness, and knows that it is run at the very site whose log \
                it countersigns. It proves no more than the laboratory's own word.
                """
        ) { attack in
            let line = String(decoding: attack.trust.files["witnesses"] ?? [], as: UTF8.self)
            let key = line.split(separator: " ").first.map(String.init) ?? ""
            attack.trust.files["witnesses"] = Array("\(key) Basel\n".utf8)
        },
        .attack(
            "odd-seal-expired", ["PKI-002": "indeterminate"],
            at: "2031-01-01T00:00:00Z",
            why: """
                The bundle is judged years later, when the certificate of the seal has expired. No \
                time-stamp proves that the seal was made before, so it can't be told.
                """
        ) { _ in },
        Sample(
            "good-expired-since", .passed, ["PKI-002": "passed", "NOT-001": "passed"],
            at: "2031-01-01T00:00:00Z", twin: "odd-seal-expired",
            why: """
                Judged years later, as its twin, but the seal carries the time-stamp of an RFC \
                3161 authority: the certificates were valid when they were used, and that is \
                proved.
                """
        ) { try Scene.timeStamped().export(project: Scene.project) },
    ]
}

extension Attack {
    /// A certificate by the laboratory's own root with the seal's name.
    ///
    /// - Parameters:
    ///   - offset: Seconds between the sealing and the certificate's beginning.
    ///   - digest: The hash function of the root's signature; nil for the root's usual one.
    func certificate(
        for spki: [UInt8], from offset: Int64, digest: HashAlgorithm? = nil
    ) throws -> Certificate {
        let begin = try sealingTime() + offset
        return try CertificateIssuer.issue(
            CertificateProfile(
                subject: SubjectName(
                    commonName: "Seal of Basel", organisation: "Example Laboratory"),
                usage: .seal, notBefore: begin, notAfter: begin + 94_672_800,
                serial: [0x51, 0x02]), spki: spki, issuer: keys.root, key: keys.rootKey,
            digest: digest)
    }
}

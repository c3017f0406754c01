package import Cryptography
package import Findings
package import RecordLog

/// The anchors that the auditor brought; nothing of it ever comes from a bundle.
///
/// Source: docs/formats/command-line.md §4.
package struct Trust: Sendable {
    /// Good for people, seal and log.
    package var roots: [Certificate]
    /// Good for the certificates of people only.
    package var people: [Certificate]
    /// Good for the seal only.
    package var seal: [Certificate]
    /// Good for the certificates of logs only.
    package var log: [Certificate]
    /// Good for time-stamp authorities only, and the only ones that are.
    package var tsa: [Certificate]
    /// Witnesses, each with the domain that the auditor puts it in.
    package var witnesses: [WitnessAnchor]
    /// Revocation lists that the auditor brought.
    package var revocation: [CertificateRevocationList]
    /// OCSP responses that the auditor brought.
    package var responses: [RevocationResponse]

    /// Makes a trust of its parts; without any nothing is trusted.
    package init(
        roots: [Certificate] = [], people: [Certificate] = [], seal: [Certificate] = [],
        log: [Certificate] = [], tsa: [Certificate] = [], witnesses: [WitnessAnchor] = [],
        revocation: [CertificateRevocationList] = [], responses: [RevocationResponse] = []
    ) {
        self.roots = roots
        self.people = people
        self.seal = seal
        self.log = log
        self.tsa = tsa
        self.witnesses = witnesses
        self.revocation = revocation
        self.responses = responses
    }

    /// What counts as an anchor for a task.
    package func anchors(for task: KeyTask) -> [Certificate] {
        switch task {
        case .person: roots + people
        case .seal: roots + seal
        case .log: roots + log
        case .timeStamping: tsa
        }
    }

    /// Whether a certificate is an anchor for any task.
    package func holds(_ certificate: Certificate) -> Bool {
        [roots, people, seal, log, tsa].contains { $0.contains(certificate) }
    }

    /// The anchors as the report lists them, by role, then name.
    package var lines: [AnchorLine] {
        let roles = [
            ("roots", roots), ("people", people), ("seal", seal), ("log", log), ("tsa", tsa),
        ]
        let certificates = roles.flatMap { role, anchors in
            anchors.map { AnchorLine(role: role, name: $0.subject, sha256: $0.sha256.hex) }
                .sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
        }
        let keys = witnesses.map {
            AnchorLine(
                role: "witness", name: "\($0.key.name), domain \($0.domain)",
                sha256: SHA256.hash($0.key.publicKey).hex)
        }
        return certificates + keys.sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
    }
}

/// What a key is used for; a root says who belongs to the laboratory, not what he may do.
package enum KeyTask: String, Hashable, Sendable, CaseIterable {
    /// Signs for a person.
    case person
    /// Seals a bundle.
    case seal
    /// Signs the checkpoints of a log.
    case log
    /// Signs time-stamps.
    case timeStamping = "time-stamping"

    var purpose: PathPurpose {
        switch self {
        case .person, .seal: .signing
        case .log: .any
        case .timeStamping: .timeStamping
        }
    }
}

/// A witness that the auditor knows, and where it stands.
package struct WitnessAnchor: Hashable, Sendable {
    /// Its key.
    package let key: VerifierKey
    /// Who runs it, in the auditor's word.
    package let domain: String

    /// Pairs a key with its domain.
    package init(key: VerifierKey, domain: String) {
        self.key = key
        self.domain = domain
    }
}

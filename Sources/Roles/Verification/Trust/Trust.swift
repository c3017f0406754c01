package import Cryptography
package import Findings
package import RecordLog
package import Records

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
    /// Sign-in services, each with a key of theirs.
    package var signIn: [SignInAnchor]
    /// Revocation lists that the auditor brought.
    package var revocation: [CertificateRevocationList]
    /// OCSP responses that the auditor brought.
    package var responses: [RevocationResponse]
    /// When an anchor counts, by the SHA-256 of its certificate or of its raw key; always, where
    /// nothing stands here.
    package var periods: [Digest: AnchorPeriod]

    /// Makes a trust of its parts; without any nothing is trusted.
    package init(
        roots: [Certificate] = [], people: [Certificate] = [], seal: [Certificate] = [],
        log: [Certificate] = [], tsa: [Certificate] = [],
        witnesses: [WitnessAnchor] = [], signIn: [SignInAnchor] = [],
        revocation: [CertificateRevocationList] = [], responses: [RevocationResponse] = [],
        periods: [Digest: AnchorPeriod] = [:]
    ) {
        self.roots = roots
        self.people = people
        self.seal = seal
        self.log = log
        self.tsa = tsa
        self.witnesses = witnesses
        self.signIn = signIn
        self.revocation = revocation
        self.responses = responses
        self.periods = periods
    }

    /// What counts as an anchor for a task at a time.
    package func anchors(for task: KeyTask, at time: Timestamp) -> [Certificate] {
        anchors(for: task).filter { counts($0.sha256, at: time) }
    }

    /// Whether an anchor with that digest counts at a time.
    package func counts(_ anchor: Digest, at time: Timestamp) -> Bool {
        periods[anchor]?.contains(time) ?? true
    }

    /// What is an anchor for a task at some time.
    package func anchors(for task: KeyTask) -> [Certificate] {
        switch task {
        case .person: roots + people
        case .seal: roots + seal
        case .log: roots + log
        case .timeStamping: tsa
        }
    }

    /// Every certificate that the auditor brought, for whatever task.
    package var certificates: [Certificate] { roots + people + seal + log + tsa }

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
            anchors.map { line(role, $0.subject, $0.sha256) }
                .sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
        }
        let keys = witnesses.map {
            line("witness", "\($0.key.name), domain \($0.domain)", $0.digest)
        }
        let services = signIn.map {
            line("sign-in", "\($0.issuer) for \($0.audience)", $0.thumbprint)
        }
        return certificates + keys.sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
            + services.sorted { ($0.name, $0.sha256) < ($1.name, $1.sha256) }
    }
}

extension Trust {
    private func line(_ role: String, _ name: String, _ sha256: Digest) -> AnchorLine {
        let period = periods[sha256].map { ", counts \($0.text)" } ?? ""
        return AnchorLine(role: role, name: name + period, sha256: sha256.hex)
    }
}

/// From when to when an anchor counts, both ends included.
///
/// An authority's key that was given up, or a witness that moved house, is an anchor for the time
/// before and for nothing else. Source: docs/formats/command-line.md §4.
package struct AnchorPeriod: Hashable, Sendable {
    /// The first moment.
    package let first: Timestamp
    /// The last moment.
    package let last: Timestamp

    /// Pairs the ends; nil for a reversed pair.
    package init?(first: Timestamp, last: Timestamp) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// Whether a moment lies within.
    package func contains(_ time: Timestamp) -> Bool { first <= time && time <= last }

    /// The period in words.
    var text: String { "from \(first.secondsText) to \(last.secondsText)" }
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
    /// What a period names it by: the SHA-256 of the raw key.
    package let digest: Digest

    /// Pairs a key with its domain.
    package init(key: VerifierKey, domain: String) {
        self.key = key
        self.domain = domain
        digest = SHA256.hash(key.publicKey)
    }
}

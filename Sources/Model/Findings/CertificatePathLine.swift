/// A certificate that something in the bundle relies on, with the path that was found for it.
package struct CertificatePathLine: Hashable, Sendable {
    /// Where it is relied on first.
    package var place: Place
    /// What its key does there: `person`, `seal` or `log`.
    package var task: String
    /// The serial number, as hexadecimal digits.
    package var serial: String
    /// How many times it is relied on for that task with the same path.
    package var uses: UInt64
    /// The moment for which it was judged, in UTC.
    package var judgedAt: String
    /// Whether that moment is proved, or the time of the judgement for want of one.
    package var isTimeProved: Bool
    /// Whether its path ends at an anchor of the auditor's.
    package var reachesAnchor: Bool
    /// The worst that PKI-001 to PKI-003 say of it: `holds`, `open` or `fails`.
    package var standing: String
    /// The certificates from this one upwards.
    package var path: [CertificateStep]

    /// Makes the line of its parts.
    package init(
        place: Place, task: String, serial: String, uses: UInt64, judgedAt: String,
        isTimeProved: Bool, reachesAnchor: Bool, standing: String, path: [CertificateStep]
    ) {
        self.place = place
        self.task = task
        self.serial = serial
        self.uses = uses
        self.judgedAt = judgedAt
        self.isTimeProved = isTimeProved
        self.reachesAnchor = reachesAnchor
        self.standing = standing
        self.path = path
    }
}

/// One certificate of a path.
package struct CertificateStep: Hashable, Sendable {
    /// Whom it is for.
    package var subject: String
    /// SHA-256 of the certificate, 64 hex digits.
    package var sha256: String
    /// When it begins to be valid, in UTC.
    package var notBefore: String
    /// When it ends, in UTC.
    package var notAfter: String

    /// Makes the step of its parts.
    package init(subject: String, sha256: String, notBefore: String, notAfter: String) {
        self.subject = subject
        self.sha256 = sha256
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}

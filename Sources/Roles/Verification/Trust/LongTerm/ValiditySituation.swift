package import Cryptography
package import Findings
package import Records

/// From when to when something is valid, both ends included, seconds since 1970 in UTC.
package struct Validity: Hashable, Sendable {
    /// The first valid second.
    package var notBefore: Int64
    /// The last valid second.
    package var notAfter: Int64

    /// Pairs the ends.
    package init(notBefore: Int64, notAfter: Int64) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// What all certificates of a path share.
    package init(sharedBy path: [Certificate]) {
        notBefore = path.map(\.notBefore).max() ?? .min
        notAfter = path.map(\.notAfter).min() ?? .max
    }
}

/// Everything on which the answer about one certificate depends, and nothing else.
///
/// A value in, answers out: no bundle, no clock. Source: docs/formats/report.md §9.
package struct ValiditySituation: Hashable, Sendable {
    /// What it is about, for sentences.
    package var subject = "the certificate"
    /// By when the key had certainly been used; nil where nothing proves it.
    package var proved: Timestamp?
    /// Why receipts that would have proved it count as if they weren't there.
    package var lostProofs: [String] = []
    /// When the key was used, by the word of whoever used it.
    package var claimed: Timestamp?
    /// The time of the judgement, or of the newest proved receipt where that is later.
    package var today: Timestamp
    /// The certificate's own validity.
    package var own: Validity
    /// What its whole path shares.
    package var path: Validity
    /// Whether the path ends at an anchor of the auditor's for this task.
    package var reachesAnchor = true
    /// What is known of each certificate of the path that could be revoked, leaf first.
    package var links: [LinkRevocation] = []
    /// The algorithms of the path.
    package var algorithms: [AlgorithmTable.Use] = []

    /// Describes a certificate that is in order but for what is set afterwards.
    package init(today: Timestamp, own: Validity, path: Validity? = nil) {
        self.today = today
        self.own = own
        self.path = path ?? own
    }

    /// An answer: a row with what was expected and found.
    package struct Answer: Hashable, Sendable {
        /// The row of the table.
        package var row: ValidityRow
        /// What it is about.
        package var subject: String
        /// What a sound bundle would show.
        package var expected: String?
        /// What it shows.
        package var found: String?

        /// The answer as a finding at a place; nil where there is nothing to say.
        package func finding(at place: Place) -> Finding? {
            guard let effect = row.effect, let code = row.code else { return nil }
            return Finding(
                effect, code, at: place, expected: expected, found: found,
                row.sentence(subject))
        }
    }

    /// The moment at which the path is judged.
    package var moment: Timestamp { proved ?? today }

    /// Every row that applies, on anchor, validity, revocation and algorithms, in that order.
    package var answers: [Answer] {
        let anchor =
            reachesAnchor ? [] : [answer(.noAnchor, expected: "an anchor that you bring")]
        return anchor + validity + lostProofs.map { answer(.proofLost, found: $0) }
            + links.flatMap(revocation) + algorithms.compactMap(algorithm)
    }

    private func answer(
        _ row: ValidityRow, _ about: String? = nil, expected: String? = nil, found: String? = nil
    ) -> Answer {
        Answer(row: row, subject: about ?? subject, expected: expected, found: found)
    }

    // MARK: Validity

    private var validity: [Answer] {
        if let claimed, claimed.unixSeconds < own.notBefore {
            return [beforeBeginning(claimed, "by its own word")]
        }
        if let proved, proved.unixSeconds < own.notBefore {
            return [beforeBeginning(proved, "as receipts prove")]
        }
        return proved == nil ? withoutProof : withProof
    }

    private func beforeBeginning(_ time: Timestamp, _ source: String) -> Answer {
        answer(
            .usedBeforeBeginning, expected: "not before \(Self.text(own.notBefore))",
            found: "\(time.secondsText), \(source)")
    }

    private var withProof: [Answer] {
        let time = moment.unixSeconds
        if time > path.notAfter {
            return [
                answer(
                    .provedAfterEnd, expected: "used by \(Self.text(path.notAfter))",
                    found: "proved for \(moment.secondsText)")
            ]
        }
        if time < path.notBefore {
            return [
                answer(
                    .issuerBeganLater, expected: "not before \(Self.text(path.notBefore))",
                    found: "proved for \(moment.secondsText)")
            ]
        }
        if own.notAfter < today.unixSeconds {
            return [answer(.expiredSince, found: Self.text(own.notAfter))]
        }
        return [answer(.provedWithinValidity)]
    }

    private var withoutProof: [Answer] {
        let time = today.unixSeconds
        if time > path.notAfter {
            return [
                answer(
                    .expiredWithoutProof,
                    expected: "a proved time not after \(Self.text(path.notAfter))",
                    found: "no proved time")
            ]
        }
        if time < path.notBefore {
            return [
                answer(
                    .judgedBeforeBeginning, expected: Self.text(path.notBefore),
                    found: today.secondsText)
            ]
        }
        return [answer(.validToday)]
    }

    // MARK: Revocation

    private func revocation(_ link: LinkRevocation) -> [Answer] {
        let about =
            link.depth == 0
            ? subject : "the certificate of \(link.certificate.subject) above \(subject)"
        let ignored = link.ignored.map { answer(.revocationIgnored, about, found: $0) }
        switch link.state {
        case .unknown:
            return [
                answer(
                    .revocationUnknown, about,
                    expected: "word of \(link.certificate.issuer) for \(moment.secondsText)",
                    found: link.ignored.isEmpty ? "none" : "none that counts")
            ] + ignored
        case .good(let source):
            return [answer(.notRevoked, about, found: source.text)] + ignored
        case .revoked(let line, let source):
            return [
                answer(
                    row(of: line), about, expected: "not revoked",
                    found: "\(line.text), by \(source.text)")
            ] + ignored
        }
    }

    /// Where a revocation stands against the time that is proved.
    private func row(of line: RevokedCertificate) -> ValidityRow {
        guard let proved else { return .revokedWithoutProof }
        if line.date <= proved.unixSeconds { return .revokedBefore }
        let isCompromise: Bool =
            switch line.reason {
            case nil, .unspecified, .keyCompromise, .cACompromise, .aACompromise: true
            default: false
            }
        if isCompromise, let since = line.invalidityDate, since <= proved.unixSeconds {
            return .compromisedBefore
        }
        return .revokedLater
    }

    // MARK: Algorithms

    private func algorithm(_ use: AlgorithmTable.Use) -> Answer? {
        guard use.isKnown else {
            return answer(
                .algorithmUnknown, use.name, expected: "an algorithm of the table",
                found: use.name)
        }
        guard let end = use.end else { return nil }
        let used = proved ?? claimed
        if let used, used >= end {
            return answer(
                use.isBroken ? .algorithmBroken : .algorithmEnded, use.name,
                expected: "use before \(end.dateText)", found: "used \(used.dateText)")
        }
        if today < end {
            return answer(
                .algorithmAgeing, use.name, expected: "renewal before \(end.dateText)",
                found: use.name)
        }
        guard let proved else {
            return answer(
                .algorithmEnded, use.name, expected: "a receipt before \(end.dateText)",
                found: "no proved time")
        }
        return answer(
            .algorithmOutlived, use.name, expected: "use before \(end.dateText)",
            found: "proved for \(proved.dateText)")
    }

    // MARK: Words

    private static func text(_ seconds: Int64) -> String {
        Timestamp(unixSeconds: seconds).secondsText
    }
}

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
    /// A moment before which the key had certainly not been used yet; nil where nothing proves one.
    package var notUsedBefore: Timestamp?
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
            + links.flatMap(revocation) + algorithms.compactMap(answer(on:))
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
        // A proof within the validity outweighs what anybody claims.
        if proved.map({ $0.unixSeconds > path.notAfter }) ?? true,
            let use = use(from: path.notAfter.adding(1))
        {
            return [
                answer(
                    .usedAfterEnd, expected: "used by \(Self.text(path.notAfter))", found: use)
            ]
        }
        return proved == nil ? withoutProof : withProof
    }

    /// The use of the key at or after a moment, by its own word or by what lies before it; nil where
    /// it may as well have been used earlier.
    ///
    /// A receipt that covers a use is no such word: it says by when there was one.
    private func use(from seconds: Int64) -> String? {
        if let claimed, claimed.unixSeconds >= seconds {
            return "\(claimed.secondsText), by its own word"
        }
        if let notUsedBefore, notUsedBefore.unixSeconds >= seconds {
            return "not before \(notUsedBefore.secondsText), as receipts prove"
        }
        return nil
    }

    private func beforeBeginning(_ time: Timestamp, _ source: String) -> Answer {
        answer(
            .usedBeforeBeginning, expected: "not before \(Self.text(own.notBefore))",
            found: "\(time.secondsText), \(source)")
    }

    private var withProof: [Answer] {
        let time = moment.unixSeconds
        if time > path.notAfter {
            return [expiredWithoutProof("proved for \(moment.secondsText) and not before")]
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
        if time > path.notAfter { return [expiredWithoutProof("no proved time")] }
        if time < path.notBefore {
            return [
                answer(
                    .judgedBeforeBeginning, expected: Self.text(path.notBefore),
                    found: JudgementClock.name)
            ]
        }
        return [answer(.validToday)]
    }

    private func expiredWithoutProof(_ found: String) -> Answer {
        answer(
            .expiredWithoutProof, expected: "a proved time not after \(Self.text(path.notAfter))",
            found: found)
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
                    expected: "word of \(link.certificate.issuer) for "
                        + (proved?.secondsText ?? JudgementClock.name),
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
    ///
    /// A use that is proved only for a later moment may lie before the revocation all the same.
    private func row(of line: RevokedCertificate) -> ValidityRow {
        if let proved {
            if isCompromise(line), let since = line.invalidityDate, since <= proved.unixSeconds {
                return .compromisedBefore
            }
            if proved.unixSeconds < line.date { return .revokedLater }
        }
        return use(from: line.date) == nil ? .revokedWithoutProof : .revokedBefore
    }

    private func isCompromise(_ line: RevokedCertificate) -> Bool {
        switch line.reason {
        case nil, .unspecified, .keyCompromise, .cACompromise, .aACompromise: true
        default: false
        }
    }

    // MARK: Algorithms

    private func answer(on algorithm: AlgorithmTable.Use) -> Answer? {
        guard algorithm.isKnown else {
            return answer(
                .algorithmUnknown, algorithm.name, expected: "an algorithm of the table",
                found: algorithm.name)
        }
        guard let end = algorithm.end else { return nil }
        let isProvedBefore = proved.map { $0 < end } ?? false
        if !isProvedBefore, let use = use(from: end.unixSeconds) {
            return answer(
                algorithm.isBroken ? .algorithmBroken : .algorithmEnded, algorithm.name,
                expected: "use before \(end.dateText)", found: use)
        }
        if today < end {
            return answer(
                .algorithmAgeing, algorithm.name, expected: "renewal before \(end.dateText)",
                found: algorithm.name)
        }
        guard let proved, isProvedBefore else {
            return answer(
                .algorithmEnded, algorithm.name, expected: "a receipt before \(end.dateText)",
                found: proved.map { "proved for \($0.dateText) and not before" }
                    ?? "no proved time")
        }
        return answer(
            .algorithmOutlived, algorithm.name, expected: "use before \(end.dateText)",
            found: "proved for \(proved.dateText)")
    }

    // MARK: Words

    private static func text(_ seconds: Int64) -> String {
        Timestamp(unixSeconds: seconds).secondsText
    }
}

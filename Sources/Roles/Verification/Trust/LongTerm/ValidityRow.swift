package import Findings

/// A row of the decision table on certificates: a situation has one answer.
///
/// Source: docs/formats/report.md §9, after EN 319 102-1.
package enum ValidityRow: String, Hashable, Sendable, CaseIterable {
    // Validity
    /// A proved time lies within its period of validity.
    case provedWithinValidity
    /// The same, and the period has ended since.
    case expiredSince
    /// No proved time, and the judgement lies within the period.
    case validToday
    /// The period has ended, and no proved time lies before its end.
    case expiredWithoutProof
    /// It was used from a time on that lies after its end.
    case usedAfterEnd
    /// It was used before it began, by its own word or by proof.
    case usedBeforeBeginning
    /// A certificate above it began after the proved time.
    case issuerBeganLater
    /// No proved time, and the judgement lies before it began.
    case judgedBeforeBeginning
    /// A receipt for it has lost its force.
    case proofLost
    // Revocation
    /// A word that counts says that it was not revoked.
    case notRevoked
    /// It was revoked after the proved time.
    case revokedLater
    /// It was revoked, and its key is said to have been lost before the proved time.
    case compromisedBefore
    /// It was used from the time of its revocation on.
    case revokedBefore
    /// It was revoked, and no proved time lies before that.
    case revokedWithoutProof
    /// Nothing that counts says whether it was revoked.
    case revocationUnknown
    /// There is a word on it that doesn't count.
    case revocationIgnored
    // Anchors
    /// No path leads to an anchor of the auditor's.
    case noAnchor
    // Algorithms
    /// An algorithm of its path ends in the future.
    case algorithmAgeing
    /// An algorithm has ended, and the proved time lies before its end.
    case algorithmOutlived
    /// An algorithm has ended, and nothing proves use before.
    case algorithmEnded
    /// An algorithm is broken, and was used from its end on.
    case algorithmBroken
    /// An algorithm isn't in the table.
    case algorithmUnknown

    /// The rule that the row answers.
    package var rule: RuleID {
        switch self {
        case .noAnchor: "PKI-001"
        case .notRevoked, .revocationUnknown, .revocationIgnored: "PKI-003"
        case .algorithmAgeing, .algorithmOutlived, .algorithmEnded, .algorithmBroken,
            .algorithmUnknown:
            "BND-005"
        default: "PKI-002"
        }
    }

    /// What it does to its rule; nil where there is nothing to say.
    package var effect: Finding.Effect? {
        switch self {
        case .provedWithinValidity: nil
        case .expiredSince, .validToday, .proofLost, .notRevoked, .revokedLater,
            .revocationIgnored, .algorithmAgeing, .algorithmOutlived:
            .note
        case .expiredWithoutProof, .issuerBeganLater, .judgedBeforeBeginning,
            .revokedWithoutProof, .revocationUnknown, .noAnchor, .algorithmEnded:
            .openQuestion
        case .usedAfterEnd, .usedBeforeBeginning, .compromisedBefore, .revokedBefore,
            .algorithmBroken, .algorithmUnknown:
            .failure
        }
    }

    /// The reason code; nil where there is nothing to say.
    package var code: String? {
        switch self {
        case .provedWithinValidity: nil
        case .expiredSince: "EXPIRED_SINCE"
        case .validToday: "NO_PROVED_TIME"
        case .expiredWithoutProof: "OUT_OF_BOUNDS_NO_POE"
        case .usedAfterEnd: "EXPIRED"
        case .usedBeforeBeginning, .issuerBeganLater: "NOT_YET_VALID"
        case .judgedBeforeBeginning: "CLOCK"
        case .proofLost: "PROOF_LOST"
        case .notRevoked: "REVOCATION_DATA"
        case .revokedLater: "REVOKED_LATER"
        case .compromisedBefore, .revokedBefore: "REVOKED"
        case .revokedWithoutProof: "REVOKED_NO_POE"
        case .revocationUnknown: "REVOCATION_ABSENT"
        case .revocationIgnored: "REVOCATION_IGNORED"
        case .noAnchor: "NO_CERTIFICATE_CHAIN_FOUND"
        case .algorithmAgeing: "ALG_AGEING"
        case .algorithmOutlived: "ALG_OUTLIVED"
        case .algorithmEnded: "CRYPTO_CONSTRAINTS_FAILURE"
        case .algorithmBroken, .algorithmUnknown: "ALG_FORBIDDEN"
        }
    }

    /// The row in words.
    ///
    /// - Parameter subject: What it is about, such as `the seal certificate of Seal of Basel`.
    package func sentence(_ subject: String) -> String {
        let start = subject.capitalisedFirst
        return switch self {
        case .provedWithinValidity: "\(start) was valid when it was used."
        case .expiredSince: "\(start) has expired since, and was valid when it was used."
        case .validToday:
            "\(start) is valid as of the time of this judgement; no receipt proves when it was "
                + "used."
        case .expiredWithoutProof:
            "\(start) has expired, and nothing proves that it was used before."
        case .usedAfterEnd: "\(start) had expired when it was used."
        case .usedBeforeBeginning: "\(start) was used before it began."
        case .issuerBeganLater:
            "A certificate above \(subject) begins after the time of its use."
        case .judgedBeforeBeginning:
            "The time of this judgement lies before \(subject) begins, and no "
                + "receipt proves another one."
        case .proofLost:
            "A receipt for the use of \(subject) has lost its force, so it counts "
                + "as if it weren't there."
        default: laterSentence(subject, start)
        }
    }

    private func laterSentence(_ subject: String, _ start: String) -> String {
        switch self {
        case .notRevoked: "\(start) was not revoked, by the newest word that counts."
        case .revokedLater:
            "\(start) was revoked after the time that is proved for its use, which stays good."
        case .compromisedBefore:
            "\(start) was revoked, and its key may have been abused since before the time that is "
                + "proved for its use."
        case .revokedBefore:
            "\(start) had been revoked when it was used."
        case .revokedWithoutProof:
            "\(start) was revoked, and nothing proves that it was used before."
        case .revocationUnknown:
            "Nothing here shows whether \(subject) was revoked. Bring a newer "
                + "revocation list with --crl."
        case .revocationIgnored: "Some word on revocation counts as if it weren't there."
        case .noAnchor:
            "\(start) leads to no anchor that you brought. A root inside the bundle does not "
                + "count."
        case .algorithmAgeing:
            "\(start) is acceptable for a limited time; renew the evidence before it ends."
        case .algorithmOutlived:
            "\(start) is no longer acceptable, and a receipt proves that it was used while it was."
        case .algorithmEnded:
            "\(start) is no longer acceptable, and no sound receipt proves that it was used while "
                + "it was."
        case .algorithmBroken: "\(start) is broken, and was so when it was used."
        case .algorithmUnknown: "\(start) isn't one that this program knows as sound."
        default: subject
        }
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

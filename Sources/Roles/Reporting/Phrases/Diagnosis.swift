package import Findings

/// Who can mend what a finding tells of.
package enum Mender: String, Hashable, Sendable, CaseIterable {
    /// Whoever sent the file: a whole copy may be all that is missing.
    case sender = "whoever sent the bundle"
    /// The producer of the records.
    case laboratory = "the laboratory"
    /// Whoever keeps the log's master secret.
    case custodian = "the custodian of the keys"
    /// Whoever gave a receipt.
    case notary = "the witness or time-stamp authority"
    /// Whoever issued a certificate.
    case authority = "the certificate authority"
    /// Whoever judges, with what he brings.
    case auditor = "you who judge"
    /// Whoever maintains the verifier.
    case maintainer = "whoever maintains this program"
}

/// What could be behind a finding, harmless causes first, and who can mend it.
package struct Diagnosis: Hashable, Sendable {
    /// What could have led to it, in one or two sentences.
    package let couldMean: String
    /// Who can mend it; none where nothing has to be mended.
    package let menders: [Mender]
    /// What they can do, in one or two sentences.
    package let remedy: String

    /// Makes a diagnosis of its parts.
    package init(couldMean: String, menders: [Mender], remedy: String) {
        self.couldMean = couldMean
        self.menders = menders
        self.remedy = remedy
    }

    /// Who can mend it and how, as one text.
    package var mending: String {
        menders.isEmpty ? remedy : "\(Wording.list(menders.map(\.rawValue))): \(remedy)"
    }
}

/// A reason of a result, explained once however often it was found.
package struct ResultReason: Hashable, Sendable {
    /// The reason code.
    package let code: String
    /// What it does to the rule.
    package let effect: Finding.Effect
    /// What the code means.
    package let meaning: String
    /// What could be behind it.
    package let diagnosis: Diagnosis
}

extension ResultReason {
    /// The reasons among some findings, each once and in their order; mere notes are none.
    static func all(of findings: [Finding], in rule: RuleID? = nil) -> [ResultReason] {
        var seen: Set<ReasonKey> = []
        return findings.compactMap { finding in
            guard finding.effect != .note,
                seen.insert(ReasonKey(finding.code, finding.effect)).inserted,
                let meaning = ReasonCodes.meaning(of: finding.code),
                let diagnosis = ReasonCodes.diagnosis(of: finding.code, finding.effect, in: rule)
            else { return nil }
            return ResultReason(
                code: finding.code, effect: finding.effect, meaning: meaning,
                diagnosis: diagnosis)
        }
    }

    /// As labels and values; the code is named where there are several reasons.
    static func facts(_ reasons: [ResultReason]) -> [Fact] {
        reasons.flatMap { reason -> [Fact] in
            let code = reasons.count > 1 ? "\(reason.code): " : ""
            return [
                Fact("Could mean", code + reason.diagnosis.couldMean),
                Fact("Mended by", code + reason.diagnosis.mending),
            ]
        }
    }
}

extension RuleResult {
    /// What is behind the answer, but for mere notes.
    package var reasons: [ResultReason] { ResultReason.all(of: findings, in: rule.id) }

    /// What the answer means; nil where there is nothing to explain.
    package var meaning: String? {
        let phrase = RulePhrases.phrase(for: rule.id)
        return switch outcome {
        case .failed: phrase?.whenFailed
        case .indeterminate: phrase?.whenOpen
        case .notRun(let blocker):
            "This question needs an answer to \(blocker) first, so it was not asked. What is said "
                + "there says who can mend it."
        case .passed, .notApplicable, .observation: nil
        }
    }

    /// How to see a failure without this program; nil for every other answer.
    package var reproduction: String? {
        outcome == .failed ? RulePhrases.phrase(for: rule.id)?.reproduce : nil
    }
}

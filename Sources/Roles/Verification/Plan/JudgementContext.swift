package import Findings
package import Records

/// What a check may judge by besides the facts: the auditor's trust, the profile and the time.
package struct JudgementContext: Sendable {
    /// The anchors that the auditor brought.
    package var trust: Trust
    /// The rules, weights and limits.
    package var profile: Profile
    /// The time that the judgement is made for.
    package var at: Timestamp
    /// The results so far, by rule, in the order of the plan.
    package var prior: [RuleID: RuleResult]
    /// Every receipt, judged once under the auditor's trust, by log label and in order of size.
    package var receipts: [String: [JudgedReceipt]]

    /// Makes the context of a judgement that begins.
    package init(
        trust: Trust, profile: Profile, at: Timestamp, receipts: [String: [JudgedReceipt]] = [:]
    ) {
        self.trust = trust
        self.profile = profile
        self.at = at
        self.receipts = receipts
        prior = [:]
    }

    /// The receipts of a log that are proved under the auditor's anchors, in order of size.
    package func provedReceipts(of label: String) -> [JudgedReceipt] {
        (receipts[label] ?? []).filter { $0.standing == .proved }
    }

    /// The greatest size of a log that a proved receipt covers; 0 where there is none.
    package func provedSize(of label: String) -> UInt64 {
        provedReceipts(of: label).map(\.size).max() ?? 0
    }
}

import Findings

/// PKI-003: word on revocation is there for every certificate, by the right issuer and of the
/// right date.
///
/// An authority without it leaves the question open only while no receipt of which nothing is open
/// covers as many records.
///
/// Source: docs/formats/report.md §9.
struct RevocationCheck: Check {
    let rule: RuleID = "PKI-003"
    let needs: [RuleID] = ["BND-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let receipts = facts.logs.map { context.receipts[$0.label] ?? [] }
        let judged = context.certificates
        guard !judged.isEmpty || receipts.contains(where: { !$0.isEmpty }) else {
            return .blocked(by: "PKI-001")
        }
        var findings = CertificateFindings.each(judged) { $0.findings(of: rule) }
        for log in receipts {
            let firm = log.filter(\.isFirm).map(\.size).max() ?? 0
            findings += log.flatMap { receipt in
                // What isn't proved anyway doesn't wait for word on revocation.
                let isAnswered = receipt.size <= firm || receipt.standing != .proved
                return receipt.revocationFindings.map { $0.softened(if: isAnswered) }
            }
        }
        // The log doesn't rest on the date of the seal.
        findings += (context.sealReceipt?.revocationFindings ?? []).map { $0.softened(if: true) }
        return .findings(
            CertificateFindings.once(findings),
            examined: Wording.count(judged.count, "certificate"))
    }
}

import BundleFormat
import Cryptography
import Findings
import Records

/// BND-005: every algorithm and key size that something relies on was acceptable when it was used.
///
/// What nothing relies on (a certificate that only lies there) is not asked about.
///
/// Source: docs/formats/report.md §9.
struct AlgorithmCheck: Check {
    let rule: RuleID = "BND-005"
    let needs: [RuleID] = ["BND-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings = CertificateFindings.each(context.certificates) { $0.findings(of: rule) }
        for log in facts.logs {
            let receipts = context.receipts[log.label] ?? []
            let proved = receipts.proved.map(\.size).max() ?? 0
            findings += receipts.flatMap { receipt in
                stamp(receipt, log.label, context).map {
                    $0.softened(if: receipt.size <= proved)
                }
            }
        }
        // The log doesn't rest on the date of the seal; what rests on a renewal is asked of that.
        findings += ([context.sealReceipt].compactMap { $0 } + context.renewals).flatMap {
            stamp($0, nil, context).map { $0.softened(if: true) }
        }
        findings += facts.revocation.compactMap { ageing($0, context) }
        return .findings(
            CertificateFindings.once(findings),
            examined: """
                \(Wording.count(context.certificates.count, "certificate")), algorithm table \
                \(AlgorithmTable.version), digest \(AlgorithmTable.sha256.hex)
                """)
    }

    /// What a time-stamp rests on, judged at its own time.
    private func stamp(
        _ receipt: JudgedReceipt, _ label: String?, _ context: JudgementContext
    ) -> [Finding] {
        guard let time = receipt.time else { return [] }
        let place = Place(member: receipt.member, log: label)
        var situation = ValiditySituation(
            today: max(context.at, time), own: Validity(notBefore: .min, notAfter: .max))
        situation.claimed = time
        situation.proved = receipt.covered
        situation.algorithms = receipt.algorithms
        return situation.answers.filter { $0.row.rule == rule }.compactMap {
            $0.finding(at: place)
        }
    }

    /// A list whose algorithm had ended when it was made counts for nothing, which PKI-003 says.
    private func ageing(
        _ list: CertificateRevocationList, _ context: JudgementContext
    ) -> Finding? {
        let use = AlgorithmTable.signature(oid: list.signatureAlgorithm)
        guard
            case .ageing = use.standing(
                at: max(context.at, Timestamp(unixSeconds: list.thisUpdate)))
        else { return nil }
        var situation = ValiditySituation(
            today: context.at, own: Validity(notBefore: .min, notAfter: .max))
        situation.algorithms = [use]
        return situation.answers.first { $0.row == .algorithmAgeing }?.finding(
            at: Place(member: MemberPath.revocationList(list.sha256).text))
    }
}

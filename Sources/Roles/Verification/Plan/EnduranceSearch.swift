import Cryptography
package import Findings
import Records

/// Finds out until when a bundle that passes goes on passing, and what ends then.
///
/// Nothing is predicted by a rule of its own: the judgement is made again for each moment at which
/// something that it rests on ends, until it comes out otherwise. Between two such moments nothing
/// changes, so the answer is exact for the evidence, anchors and tables at hand.
///
/// Source: docs/formats/report.md §13.
package struct EnduranceSearch {
    let facts: Facts
    let input: VerificationInput
    /// The results of the judgement that passed.
    let results: [RuleResult]

    /// The rules whose answer can change with the time of the judgement; no other check looks at
    /// receipts, certificates or that time.
    package static let timeBound: Set<RuleID> = [
        "BND-005", "CHAIN-002", "CHAIN-004", "CHAIN-005", "CKPT-002", "NOT-001", "NOT-002",
        "NOT-003", "NOT-004", "PKI-001", "PKI-002", "PKI-003", "TIME-002", "TIME-005",
    ]

    /// How many moments are looked at: each costs a judgement of receipts and certificates.
    static let limit = 256

    /// The answer, from a judgement that passed.
    func endurance(from context: JudgementContext) async -> Endurance {
        var endurance = await search(from: context)
        endurance.authorityEnds =
            context.uncoveredStamps.compactMap { stamp in
                stamp.validUntil.map { Timestamp(unixSeconds: $0) }
            }.filter { $0 > context.effectiveTime }.min()?.secondsText
        return endurance
    }

    private func search(from context: JudgementContext) async -> Endurance {
        var context = context
        var time = context.effectiveTime
        for _ in 0..<Self.limit {
            guard let next = context.ends.filter({ $0 > time }).min() else {
                return Endurance(until: nil, ends: [])
            }
            context = JudgementContext(
                facts: facts, trust: input.trust, profile: input.profile, at: next,
                timeless: context.timeless)
            let ends = await ends(in: context)
            if !ends.isEmpty { return Endurance(until: next.secondsText, ends: ends) }
            time = next
        }
        return Endurance(until: time.secondsText, ends: [])
    }

    /// What keeps the bundle from passing at another time; nothing where it passes.
    private func ends(in context: JudgementContext) async -> [EnduranceEnd] {
        var context = context
        context.profile.rules.formIntersection(Self.timeBound)
        context.prior = Dictionary(
            results.map { ($0.rule.id, $0) }, uniquingKeysWith: { first, _ in first })
        let later = await PlanRunner(checks: Checks.all).results(on: facts, in: context)
        let changed = Dictionary(
            later.map { ($0.rule.id, $0) }, uniquingKeysWith: { first, _ in first })
        let all = results.map { changed[$0.rule.id] ?? $0 }
        guard Verdict(of: all) != .passed else { return [] }
        return later.filter { $0.rule.severity.decides }.flatMap { result in
            result.findings.filter { $0.effect == .failure || $0.effect == .openQuestion }
                .map { EnduranceEnd(rule: result.rule.id, finding: $0) }
        }
    }
}

extension JudgementContext {
    /// The time-stamps that count, in the bundle and behind it, without a renewal over them.
    fileprivate var uncoveredStamps: [JudgedReceipt] {
        (receipts.values.joined() + [sealReceipt].compactMap { $0 } + renewals).filter {
            $0.kind == .timeStamp && $0.standing == .proved && $0.covered == nil
        }
    }

    /// The moments from which on something no longer counts that the judgement rests on: each the
    /// first whole second behind its end.
    ///
    /// A use whose time is proved is judged at that time for good. So are receipts; only their
    /// algorithms are asked about again, unless a renewal covers them.
    fileprivate var ends: [Timestamp] {
        let unproved = certificates.filter { $0.used.provedTime == nil }
        let seconds =
            unproved.flatMap { judged in
                judged.path.chain.map(\.notAfter)
                    + judged.situation.links.compactMap { $0.state.source?.nextUpdate }
                    + judged.path.chain.compactMap { trust.periods[$0.sha256]?.last.unixSeconds }
            }.map { Timestamp(unixSeconds: $0.adding(1)) }
        let algorithms =
            unproved.flatMap(\.situation.algorithms).compactMap(\.end)
            + uncoveredStamps.flatMap(\.algorithms).compactMap(\.end)
        return seconds + algorithms
    }
}

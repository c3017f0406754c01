import Cryptography
import Findings
import Records

/// NOT-004: what ages was renewed before it ended, by time-stamps over everything before them.
///
/// Without renewals there is nothing to ask: that something has lost its force is said where it
/// was relied on. An open question about a renewal stays open only where something was due and no
/// other renewal answers it.
///
/// Source: docs/formats/bundle.md §13.
struct RenewalCheck: Check {
    let rule: RuleID = "NOT-004"
    let needs: [RuleID] = ["BND-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let renewals = context.renewals
        let tokens = ageing(in: context)
        let due = tokens.compactMap { Self.lateness(of: $0, context) }
        let others = facts.later.unusable.map(Self.unusable)
        guard !renewals.isEmpty else {
            return due.isEmpty
                ? .notApplicable(.nothingOfTheKind, notes: others)
                : .findings(due + others, examined: "no renewal")
        }
        let isDue = !due.isEmpty || tokens.contains { $0.lostForce != nil } || context.hasOutlived
        var findings: [Finding] = []
        for renewal in renewals {
            let isAnswered =
                !isDue || renewals.contains { $0.isFirm && $0.member != renewal.member }
            findings += (renewal.findings + renewal.revocationFindings).map {
                $0.softened(if: isAnswered)
            }
        }
        findings += order(facts, context) + due + others + standing(context)
        let isSilent = !findings.contains { $0.effect == .failure || $0.effect == .openQuestion }
        if context.coveredSince == nil && isSilent && due.isEmpty {
            // Nothing had ended, and nothing that can be relied on renews it.
            return .notApplicable(.nothingOfTheKind, notes: findings)
        }
        return .findings(findings, examined: Wording.count(renewals.count, "renewal"))
    }

    /// Every time-stamp that something rests on: those of the bundle, then the renewals.
    private func ageing(in context: JudgementContext) -> [JudgedReceipt] {
        let receipts = context.receipts.keys.sorted().flatMap { context.receipts[$0] ?? [] }
        return (receipts + [context.sealReceipt].compactMap { $0 } + context.renewals).filter {
            $0.kind == .timeStamp && ($0.standing == .proved || $0.lostForce != nil)
        }
    }

    // MARK: Too late

    /// What outlived its authority's certificate before anybody renewed it.
    ///
    /// A time-stamp doesn't lose its force by that alone (docs/formats/report.md §8), so it is an
    /// observation: from then on nobody says whether the authority's key was kept.
    private static func lateness(
        of token: JudgedReceipt, _ context: JudgementContext
    ) -> Finding? {
        guard let end = token.validUntil else { return nil }
        let last = Timestamp(unixSeconds: end)
        let isLate = token.covered.map { $0 > last } ?? false
        guard isLate || (token.covered == nil && last < context.at) else { return nil }
        return Finding(
            .observation, isLate ? "RENEWAL_LATE" : "RENEWAL_DUE", at: Place(member: token.member),
            expected: "a renewal by \(last.secondsText)",
            found: token.covered.map { "one of \($0.secondsText)" } ?? "none",
            "A certificate above the time-stamp ended before anybody renewed it. It keeps its "
                + "force; whether the authority kept its key since then, nobody says.")
    }

    // MARK: Order

    /// A renewal covers the whole tar, so it isn't dated before anything in it.
    private func order(_ facts: Facts, _ context: JudgementContext) -> [Finding] {
        let skew = context.profile.limits.skewMilliseconds
        guard let first = context.renewals.first(where: { $0.standing == .proved }),
            let latest = first.latest
        else { return [] }
        var findings: [Finding] = []
        let receipts = context.receipts.values.joined() + [context.sealReceipt].compactMap { $0 }
        let newest = receipts.filter { $0.standing == .proved }.compactMap(\.earliest).max()
        let sealed = facts.seal.closed.map { Timestamp(unixSeconds: $0.signingTime) }
        for (time, what) in [(newest, "a receipt"), (sealed, "the seal")] {
            guard let time, latest.milliseconds(to: time) > skew else { continue }
            findings.append(
                Finding(
                    .failure, "TIME_ORDER", at: Place(member: first.member),
                    expected: "not before \(time.secondsText)", found: latest.secondsText,
                    "The renewal is dated earlier than \(what) in the bundle that it covers."))
        }
        return findings
    }

    // MARK: What it comes to

    private func standing(_ context: JudgementContext) -> [Finding] {
        guard let covered = context.coveredSince else { return [] }
        let firm = context.renewals.count { $0.isFirm }
        return [
            Finding(
                .note, "RENEWED", at: Place(member: context.renewals.last?.member),
                found: "\(Wording.count(firm, "renewal")), the first of \(covered.secondsText)",
                "Renewals that you can rely on show that the whole bundle was there by then.")
        ]
    }

    private static func unusable(_ entry: UnreadableEvidence) -> Finding {
        Finding(
            .note, "LATER_ENTRY_IGNORED", at: Place(member: entry.path), found: entry.reason,
            "An entry of the folder that came after sealing counts for nothing.")
    }
}

extension JudgementContext {
    /// Whether a certificate has ended of which nothing proves that it was used before.
    fileprivate var hasOutlived: Bool {
        certificates.contains {
            $0.used.provedTime == nil && $0.situation.path.notAfter < effectiveTime.unixSeconds
        }
    }
}

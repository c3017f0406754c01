import BundleFormat
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
    /// The proved receipts as bounds of the time of any record, by log label.
    package var bounds: [String: ReceiptBounds]
    /// The receipts that the openings of each log name, by log label.
    package var openings: [String: OpeningReceipts]
    /// The time of the judgement, or the newest time that a receipt proves where that is later:
    /// a clock that is behind what somebody outside has signed is wrong.
    package var effectiveTime: Timestamp
    /// What comes out the same whatever time the judgement is made for.
    let timeless: TimelessJudgement
    /// Every renewal, judged once, in order of number.
    package var renewals: [JudgedReceipt]
    /// By when the whole bundle certainly existed, by the earliest renewal that can be relied on; nil
    /// without one.
    package var coveredSince: Timestamp?
    /// The seal's own time-stamp; nil where it has none.
    package var sealReceipt: JudgedReceipt?
    /// Every certificate that something relies on, judged once.
    package var certificates: [JudgedCertificate]

    /// Judges what every rule rests on: the renewals, the receipts as of when they were renewed, then
    /// at the times they prove the certificates.
    ///
    /// - Parameter known: What a judgement of the same bundle under the same trust found out for another
    ///   time and holds for this one too.
    package init(
        facts: Facts, trust: Trust, profile: Profile, at: Timestamp,
        timeless known: TimelessJudgement? = nil
    ) {
        self.trust = trust
        self.profile = profile
        self.at = at
        prior = [:]
        let timeless = known ?? TimelessJudgement(facts, trust)
        let archive = timeless.archive
        self.timeless = timeless
        certificates = []
        let clock = JudgementClock(at, skewMilliseconds: profile.limits.skewMilliseconds)
        renewals = RenewalJudgement(facts: facts, trust: trust, archive: archive, clock: clock)
            .judged()
        let covered = renewals.filter(\.isFirm).compactMap(\.latest).min()
        coveredSince = covered
        receipts = ReceiptJudgement.judge(
            facts, trust: trust, timeless: timeless, clock: clock, limits: profile.limits,
            covered: covered)
        bounds = receipts.mapValues { ReceiptBounds($0) }
        openings = [:]
        for log in facts.logs {
            openings[log.label] = OpeningReceipts(log, receipts[log.label] ?? [])
        }
        effectiveTime = (receipts.values.joined() + renewals)
            .filter { $0.standing == .proved }.compactMap(\.time).reduce(at, max)
        sealReceipt = SealTime.judged(
            facts,
            by: TokenJudge(
                facts: facts, trust: trust, archive: archive, today: at, covered: covered,
                place: Place(member: MemberPath.seal.text)), clock: clock)
        var judgement = CertificateJudgement(facts, self)
        certificates = facts.usedCertificates(in: self).map { judgement.judge($0) }
    }

    /// Every revocation list and response at hand.
    package var archive: RevocationArchive { timeless.archive }

    /// Every signature of a person that can be read, by log and sequence.
    var signatures: [SignatureView] { timeless.signatures }

    /// The receipts of a log that are proved under the auditor's anchors, in order of size.
    package func provedReceipts(of label: String) -> [JudgedReceipt] {
        (receipts[label] ?? []).proved
    }

    /// The greatest size of a log that a proved receipt covers; 0 where there is none.
    package func provedSize(of label: String) -> UInt64 {
        provedReceipts(of: label).last?.size ?? 0
    }
}

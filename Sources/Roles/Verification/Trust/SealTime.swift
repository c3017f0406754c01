import BundleFormat
import Cryptography
import Findings
import Records

/// The time that a seal's own time-stamp proves.
///
/// Source: docs/formats/bundle.md §5 (CAdES-T).
enum SealTime {
    /// The token of the seal, judged like any other receipt; nil where the seal has none.
    ///
    /// The list that is sealed names the heads of the logs, so its time-stamp isn't dated before
    /// what the logs hold, as far as clocks agree.
    static func judged(_ facts: Facts, by judge: TokenJudge, clock: JudgementClock)
        -> JudgedReceipt?
    {
        guard let seal = facts.seal.closed, let der = seal.timeStampToken else { return nil }
        var receipt = JudgedReceipt(
            size: 0, member: judge.place.member ?? "", sha256: SHA256.hash(der),
            notary: "the seal's time-stamp", kind: .timeStamp)
        let reading = TimeStampToken.read(
            der, certificates: seal.intermediates + facts.certificates)
        switch reading {
        case .malformed(let reason):
            receipt.fail(
                "TSA_DER", at: judge.place, expected: "a time-stamp token", found: reason,
                "The seal's time-stamp can't be read.")
        case .token(let token):
            receipt.take(token)
            judge.judge(token, over: seal.signatureValue, &receipt)
            hold(&receipt, facts, judge.place, clock)
            if receipt.standing == .proved {
                clock.hold(&receipt, newest: facts.newestTime, judge.place)
            }
        }
        return receipt
    }

    private static func hold(
        _ receipt: inout JudgedReceipt, _ facts: Facts, _ place: Place, _ clock: JudgementClock
    ) {
        guard receipt.standing == .proved, let latest = receipt.latest,
            let late = facts.record(datedAfter: latest, skew: clock.skewMilliseconds),
            late.standing == .contradicts
        else { return }
        receipt.fail(
            "TSA_GENTIME", at: place, expected: "not before \(late.time.secondsText)",
            found: latest.secondsText,
            "The seal's time-stamp is dated earlier than records that the sealed list covers.")
    }
}

extension Facts {
    /// The newest time of a shown record in any log; nil where none is shown.
    var newestTime: Timestamp? {
        logs.compactMap { NewestDates($0).newest(before: $0.table.count) }.max()
    }
}

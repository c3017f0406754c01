import BundleFormat
import Cryptography
import Findings
import Records

/// The time of sealing against the times of what was sealed.
///
/// Without a time-stamp the seal's own time is the word of whoever holds its key; with one, that
/// key's holder can't seal the same log again later and date it back.
/// Source: docs/threat-model.md §4; docs/formats/bundle.md §12.
struct SealMoment {
    let seal: ClosedCMSSignature
    let facts: Facts
    let context: JudgementContext

    private static let place = Place(member: MemberPath.seal.text)

    var findings: [Finding] {
        [afterRecords, afterReceipts, beforeStamp, soon, notAhead].compactMap { $0 }
    }

    /// When the seal says that it was made, to the second.
    private var stated: Timestamp { Timestamp(unixSeconds: seal.signingTime) }

    /// The seal's time-stamp, where the auditor's anchors prove it.
    private var stamp: JudgedReceipt? {
        context.sealReceipt?.standing == .proved ? context.sealReceipt : nil
    }

    private var skew: Int64 { context.profile.limits.skewMilliseconds }

    // MARK: Not before

    private var afterRecords: Finding? {
        guard let late = facts.record(datedAfter: stated, skew: skew),
            late.standing != .withinSkew
        else { return nil }
        let isTold = late.standing == .told
        return Finding(
            isTold ? .observation : .failure, isTold ? "CLOCK" : "TIME_ORDER", at: Self.place,
            expected: "not before \(late.time.secondsText)", found: stated.secondsText,
            isTold
                ? "The seal is dated earlier than a record that the sealed bundle holds, by no "
                    + "more than steps of the clock that the log tells of."
                : "The seal is dated earlier than a record that the sealed bundle holds.")
    }

    private var afterReceipts: Finding? {
        let newest = context.receipts.values.joined().lazy.filter {
            $0.standing == .proved || $0.standing == .sameDomain
        }.compactMap { receipt in
            receipt.earliest.map { (earliest: $0, member: receipt.member) }
        }.max { ($0.earliest, $0.member) < ($1.earliest, $1.member) }
        guard let newest, stated.milliseconds(to: newest.earliest) > skew else { return nil }
        return Finding(
            .failure, "TIME_ORDER", at: Place(member: newest.member),
            expected: "not after the seal, \(stated.secondsText)",
            found: newest.earliest.secondsText,
            "The bundle holds a receipt that was given after the time that its seal states.")
    }

    private var beforeStamp: Finding? {
        guard let latest = stamp?.latest, latest.milliseconds(to: stated) > skew else {
            return nil
        }
        return Finding(
            .failure, "TIME_ORDER", at: Self.place, expected: "not after \(latest.secondsText)",
            found: stated.secondsText,
            "The seal states a later time than the time-stamp that was given for it.")
    }

    // MARK: Soon

    /// When the bundle was exported, by the records of its logs.
    private var exported: Timestamp? {
        facts.exports().compactMap { export in
            facts.log(export.log)?.entry(at: export.exportSequence)?.time.utc
        }.max()
    }

    private var soon: Finding? {
        let sealed = stamp?.time ?? stated
        let limit = context.profile.limits.sealDelaySeconds
        guard let exported else { return nil }
        let delay = sealed.unixSeconds &- exported.unixSeconds
        guard delay > limit else { return nil }
        return Finding(
            .openQuestion, "SEALED_LATE", at: Self.place,
            expected: "a seal within \(Wording.span(seconds: limit)) of the export",
            found: "\(sealed.secondsText), \(Wording.span(seconds: delay)) after it",
            "The bundle was sealed long after its export was recorded; whoever holds the seal's "
                + "key can seal the same log again.")
    }

    private var notAhead: Finding? {
        let now = context.effectiveTime
        guard now.milliseconds(to: stated) > skew else { return nil }
        let name = now == context.at ? JudgementClock.name : now.secondsText
        return Finding(
            .observation, "CLOCK", at: Self.place, expected: "not after \(name)",
            found: stated.secondsText,
            "The seal states a time that lies after the time of this judgement: one of the two "
                + "clocks is wrong.")
    }
}

import Cryptography
import Findings
import RecordLog
package import Records

/// Judges every receipt once, so that all rules mean the same by *proved*.
///
/// Source: docs/formats/log.md §8; docs/formats/report.md §8.
package enum ReceiptJudgement {
    /// Judges the receipts of all logs.
    ///
    /// - Parameters:
    ///   - facts: The bundle.
    ///   - trust: The auditor's anchors.
    ///   - timeless: What holds whatever time the judgement is made for.
    ///   - clock: The time the judgement is made for.
    ///   - limits: What the profile asks of stores and clocks.
    ///   - covered: By when renewals show that the whole bundle existed; nil without one.
    /// - Returns: Receipts by log label, in order of size, then of member.
    package static func judge(
        _ facts: Facts, trust: Trust, timeless: TimelessJudgement, clock: JudgementClock,
        limits: ProfileLimits = ProfileLimits(), covered: Timestamp? = nil
    ) -> [String: [JudgedReceipt]] {
        var judged: [String: [JudgedReceipt]] = [:]
        for log in facts.logs {
            let desk = ReceiptDesk(
                facts: facts, log: log, trust: trust, archive: timeless.archive, clock: clock,
                limits: limits, dates: NewestDates(log), covered: covered)
            let cosignatures = timeless.cosignatures[log.label] ?? []
            judged[log.label] = zip(log.checkpoints, cosignatures).flatMap(desk.receipts)
                .sorted { ($0.size, $0.member) < ($1.size, $1.member) }
        }
        return judged
    }
}

/// What the receipts of one log are judged by.
struct ReceiptDesk {
    let facts: Facts
    let log: LogFacts
    let trust: Trust
    let archive: RevocationArchive
    let clock: JudgementClock
    let limits: ProfileLimits
    /// The newest dates of the log's records.
    let dates: NewestDates
    /// By when renewals show that the whole bundle existed; nil without one.
    var covered: Timestamp?

    /// The receipts of one checkpoint.
    ///
    /// - Parameter cosignatures: Those of witnesses, whose signatures were judged already.
    func receipts(
        of checkpoint: CheckpointFacts, cosignatures: [JudgedReceipt]
    ) -> [JudgedReceipt] {
        let receipts =
            cosignatures + checkpoint.timeStamps.compactMap { timeStamp($0, of: checkpoint) }
        let signed = receipts.map { limited($0, to: checkpoint) }
        return signed
            + checkpoint.objectLocks.map { objectLock($0, of: checkpoint, beside: signed) }
    }

    /// The place of a receipt.
    func place(_ receipt: JudgedReceipt) -> Place {
        Place(member: receipt.member, log: log.label)
    }

    // MARK: What a sound signature still doesn't show

    /// A receipt proves something about this log only over a note that fits the records, and
    /// not from the future.
    private func limited(
        _ receipt: JudgedReceipt, to checkpoint: CheckpointFacts
    ) -> JudgedReceipt {
        guard receipt.standing == .proved || receipt.standing == .sameDomain else {
            return receipt
        }
        var receipt = receipt
        if !checkpoint.fitsTheRecords {
            receipt.standing = .untrusted
            receipt.findings.append(
                Finding(
                    .openQuestion, "RECEIPT_OF_ANOTHER_HEAD", at: place(receipt),
                    expected: checkpoint.recomputedRoot?.hex ?? "a head of these records",
                    found: checkpoint.checkpoint?.root.hex ?? "no checkpoint that can be read",
                    "The receipt is sound, but what it was given for is not the head that these "
                        + "records have."))
        } else {
            clock.hold(&receipt, newest: dates.newest(before: receipt.size), place(receipt))
        }
        return receipt
    }
}

extension CheckpointFacts {
    /// Whether the note is the log's own and states the head that the records give.
    var fitsTheRecords: Bool {
        guard let checkpoint, isSignedByLog, let recomputedRoot else { return false }
        return checkpoint.root == recomputedRoot && checkpoint.size == folderSize
    }
}

extension JudgedReceipt {
    /// A receipt in a file of which nothing is known yet.
    init(_ file: EvidenceFile, kind: Kind, of checkpoint: CheckpointFacts) {
        self.init(
            size: checkpoint.folderSize, member: file.path, sha256: SHA256.hash(file.bytes),
            notary: file.notary, kind: kind)
    }

    /// Marks the receipt as contradicting.
    mutating func fail(
        _ code: String, at place: Place, expected: String? = nil, found: String? = nil,
        _ sentence: String
    ) {
        standing = .wrong(code)
        findings.append(
            Finding(
                .failure, code, at: place, expected: expected, found: found, sentence))
    }

    /// Leaves the receipt untrusted, unless it contradicts already.
    mutating func doubt(
        _ code: String, at place: Place, expected: String? = nil, found: String? = nil,
        _ sentence: String
    ) {
        if case .wrong = standing {} else { standing = .untrusted }
        findings.append(
            Finding(.openQuestion, code, at: place, expected: expected, found: found, sentence))
    }
}

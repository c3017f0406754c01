import Cryptography
import Findings
import RecordLog
import Records

/// CKPT-001: each checkpoint is the log's own, true, and an extension of the one before.
struct CheckpointTrueCheck: Check {
    let rule: RuleID = "CKPT-001"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        for log in facts.logs {
            if log.checkpoints.isEmpty {
                findings.append(
                    Finding(
                        .openQuestion, "PROOF_ABSENT", at: Place(log: log.label),
                        expected: "a checkpoint", found: "none",
                        "The bundle holds no checkpoint of this log."))
            }
            let closes = Set(log.epochs.lazy.flatMap(\.closes))
            for checkpoint in log.checkpoints {
                findings += judge(checkpoint, of: log, closes: closes)
            }
        }
        let checkpoints = facts.logs.reduce(0) { $0 + $1.checkpoints.count }
        return .findings(findings, examined: Wording.count(checkpoints, "checkpoint"))
    }

    /// - Parameter closes: Where the log's closes stand.
    private func judge(
        _ checkpoint: CheckpointFacts, of log: LogFacts, closes: Set<UInt64>
    ) -> [Finding] {
        let place = Place(member: checkpoint.folder + "/note", log: log.label)
        guard let note = checkpoint.checkpoint else {
            let isThere = checkpoint.noteBytes != nil
            return [
                Finding(
                    isThere ? .failure : .openQuestion, isThere ? "NOTE_FORMAT" : "PROOF_ABSENT",
                    at: place, expected: "a checkpoint in its one valid form",
                    found: checkpoint.problem ?? "none",
                    isThere
                        ? "The checkpoint isn't in its one valid form."
                        : "Receipts stand here for a checkpoint that isn't in the bundle.")
            ]
        }
        var findings: [Finding] = []
        if note.size != checkpoint.folderSize {
            findings.append(
                Finding(
                    .failure, "NOTE_SIZE", at: place,
                    expected: Wording.number(checkpoint.folderSize),
                    found: Wording.number(note.size),
                    "The checkpoint lies in a folder named for another number of records."))
        }
        findings += origin(note.origin, of: log, at: place)
        if !checkpoint.isSignedByLog, log.genesis != nil {
            findings.append(
                Finding(
                    .failure, "LOG_SIGNATURE_INVALID", at: place,
                    expected: "a signature by the key that the founding record names",
                    found: "none that holds",
                    "The checkpoint isn't signed by the log's own key."))
        }
        findings += boundary(note.size, of: log, closes: closes, at: place)
        if let root = checkpoint.recomputedRoot, root != note.root {
            findings.append(
                Finding(
                    .failure, "ROOT_MISMATCH", at: place, expected: note.root.hex, found: root.hex,
                    "The checkpoint states a head that the records don't give."))
        } else if checkpoint.recomputedRoot == nil {
            findings.append(
                Finding(
                    .failure, "SHORTER_THAN_CHECKPOINT", at: place,
                    expected: Wording.count(note.size, "record"),
                    found: Wording.count(log.table.count, "record"),
                    "The checkpoint covers more records than the bundle holds."))
        }
        return findings
    }

    private func origin(_ origin: String, of log: LogFacts, at place: Place) -> [Finding] {
        guard let id = log.logID, origin != "trailseal/1/\(id.hex)" else { return [] }
        return [
            Finding(
                .failure, "ORIGIN_MISMATCH", at: place, expected: "trailseal/1/\(id.hex)",
                found: origin, "The checkpoint is that of another log.")
        ]
    }

    /// A checkpoint is made after a close and nowhere else.
    private func boundary(
        _ size: UInt64, of log: LogFacts, closes: Set<UInt64>, at place: Place
    ) -> [Finding] {
        guard size <= log.table.count, !closes.contains(size &- 1) else { return [] }
        return [
            Finding(
                .failure, "EPOCH_STRUCTURE", at: place,
                expected: "a close as the last record covered",
                found: size == 0 ? "no record" : "record \(size - 1), which is none",
                "The checkpoint doesn't stand behind the close of an epoch.")
        ]
    }
}

/// CKPT-002: how much has no outside receipt yet, and how far receipts lie apart.
struct CadenceCheck: Check {
    let rule: RuleID = "CKPT-002"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = facts.logs.flatMap { log in
            tail(of: log, in: context) + gaps(of: log, in: context) + wait(of: log, in: context)
        }
        return .findings(findings, examined: Wording.count(facts.logs.count, "log"))
    }

    private func tail(of log: LogFacts, in context: JudgementContext) -> [Finding] {
        let covered = min(context.provedSize(of: log.label), log.table.count)
        let count = log.table.count - covered
        guard count > 0 else {
            return [
                Finding(
                    .note, "TAIL_WITNESSED", at: Place(log: log.label, sequence: covered &- 1),
                    "Every record of the log is covered by a receipt that you trust.")
            ]
        }
        let seconds = span(of: log, from: covered)
        let limits = context.profile.limits
        let isFar =
            covered == 0 || count > UInt64(clamping: limits.unwitnessedRecords)
            || seconds > limits.unwitnessedSeconds
        return [
            Finding(
                isFar ? .openQuestion : .observation, "UNWITNESSED_TAIL",
                at: Place(member: log.member, log: log.label, sequence: covered),
                expected: """
                    at most \(Wording.count(limits.unwitnessedRecords, "record")) and \
                    \(Wording.span(seconds: limits.unwitnessedSeconds))
                    """,
                found: "\(Wording.count(count, "record")), \(Wording.span(seconds: seconds))",
                """
                From record \(covered) on, \(Wording.count(count, "record")) over \
                \(Wording.span(seconds: seconds)) have no receipt that you trust: their place in \
                the log rests on whoever made it.
                """)
        ]
    }

    /// The time from the first record after a place to the last, by what epochs show.
    private func span(of log: LogFacts, from sequence: UInt64) -> Int64 {
        let epochs = log.epochs.filter { $0.last >= sequence }
        guard let first = epochs.compactMap(\.firstTime).min(),
            let last = epochs.compactMap(\.lastTime).max()
        else { return 0 }
        return max(0, last.unixSeconds &- first.unixSeconds)
    }

    /// The longest wait of an epoch for its first receipt.
    ///
    /// Receipts that follow each other closely show nothing if the records under them claim to be
    /// years older: a log that is made in one day can be dated back as far as one likes.
    private func wait(of log: LogFacts, in context: JudgementContext) -> [Finding] {
        let waits = ReceiptWaits(context.provedReceipts(of: log.label))
        let limit = context.profile.limits.receiptGapSeconds
        var longest: (epoch: EpochFacts, seconds: Int64)?
        for epoch in log.epochs {
            guard let seconds = waits.seconds(of: epoch) else { continue }
            if seconds > max(limit, longest?.seconds ?? 0) { longest = (epoch, seconds) }
        }
        guard let longest else { return [] }
        return [
            Finding(
                .openQuestion, "CADENCE",
                at: Place(
                    member: log.member, log: log.label, sequence: longest.epoch.first,
                    epoch: longest.epoch.number),
                expected: "a receipt within \(Wording.span(seconds: limit))",
                found: "the first one after \(Wording.span(seconds: longest.seconds))",
                """
                Records say that they were made \(Wording.span(seconds: longest.seconds)) before \
                anybody outside saw them: for that long their dates rest on whoever made the log.
                """)
        ]
    }

    private func gaps(of log: LogFacts, in context: JudgementContext) -> [Finding] {
        let receipts = context.provedReceipts(of: log.label).kept { $0.time != nil }
        let limit = context.profile.limits.receiptGapSeconds
        return zip(receipts, receipts.dropFirst()).compactMap { earlier, later in
            guard let from = earlier.time, let to = later.time, later.size > earlier.size,
                to.unixSeconds &- from.unixSeconds > limit
            else { return nil }
            return Finding(
                .openQuestion, "CADENCE",
                at: Place(log: log.label, sequence: earlier.size),
                expected: "at most \(Wording.span(seconds: limit))",
                found: Wording.span(seconds: to.unixSeconds &- from.unixSeconds),
                """
                Between the receipts over \(Wording.number(earlier.size)) and \
                \(Wording.count(later.size, "record")) lie \
                \(Wording.span(seconds: to.unixSeconds &- from.unixSeconds)).
                """)
        }
    }
}

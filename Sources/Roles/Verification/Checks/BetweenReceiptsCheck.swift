import Findings
import Records

/// TIME-005: every epoch's records are dated between the receipts before and after it.
///
/// Behind it stands the earliest proved receipt that covers the epoch. In front of it stands the
/// receipt that its opening, or an earlier one, names by digest: the records can't be older than
/// that. Where none is named, the last receipt that doesn't cover them only says what was dated.
struct BetweenReceiptsCheck: Check {
    let rule: RuleID = "TIME-005"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        var widest: Int64 = 0
        var epochs = 0
        for log in facts.logs {
            var intervals = EpochIntervals(log: log, context: context)
            intervals.judge()
            findings += intervals.findings
            widest = max(widest, intervals.widestSeconds)
            epochs += log.epochs.count
        }
        return .findings(
            findings,
            examined: Wording.count(epochs, "epoch") + ", at most "
                + Wording.span(seconds: widest) + " between two receipts")
    }
}

/// Judges the epochs of one log, in order.
private struct EpochIntervals {
    let log: LogFacts
    let context: JudgementContext
    private(set) var findings: [Finding] = []
    /// The longest interval that receipts leave for an epoch, in seconds.
    private(set) var widestSeconds: Int64 = 0

    private let bounds: ReceiptBounds
    private let openings: OpeningReceipts
    private let steps: ToldSteps
    private var uncovered: (first: EpochFacts, records: UInt64)?

    private var skew: Int64 { context.profile.limits.skewMilliseconds }

    init(log: LogFacts, context: JudgementContext) {
        self.log = log
        self.context = context
        bounds = context.bounds[log.label] ?? ReceiptBounds([])
        openings = context.openings[log.label] ?? OpeningReceipts(log, [])
        steps = ToldSteps(log.clock)
    }

    mutating func judge() {
        for (place, epoch) in log.epochs.enumerated() {
            let lower =
                openings.newest(atEpoch: place).map { ($0, true) }
                ?? bounds.before(epoch.first).map { ($0, false) }
            guard let upper = bounds.after(epoch.last) else {
                leave(epoch)
                continue
            }
            judge(epoch, between: lower, and: upper)
        }
        if let uncovered { findings.append(tail(uncovered.first, uncovered.records)) }
    }

    // MARK: One epoch

    private mutating func judge(
        _ epoch: EpochFacts, between lower: (receipt: JudgedReceipt, isFirm: Bool)?,
        and upper: JudgedReceipt
    ) {
        if let end = upper.latest, let newest = epoch.latestTime,
            end.milliseconds(to: newest) > skew
        {
            findings.append(
                outside(
                    epoch,
                    isTold: steps.tell(
                        ofBeing: end.milliseconds(to: newest), aheadIn: epoch.records, skew),
                    upper,
                    expected: "not after \(end.secondsText)", found: newest))
        }
        guard let lower else {
            if epoch.number > 0 { findings.append(open(epoch)) }
            return
        }
        if lower.isFirm, let begin = lower.receipt.earliest, let oldest = epoch.earliestTime,
            oldest.milliseconds(to: begin) > skew
        {
            findings.append(
                outside(
                    epoch,
                    isTold: steps.tell(
                        ofBeing: oldest.milliseconds(to: begin), behindIn: epoch.records, skew),
                    lower.receipt,
                    expected: "not before \(begin.secondsText)", found: oldest))
        }
        if let begin = lower.receipt.time, let end = upper.time {
            widestSeconds = max(widestSeconds, end.unixSeconds - begin.unixSeconds)
        }
    }

    /// A record outside its interval contradicts, unless the log tells of steps of the clock that
    /// large.
    private func outside(
        _ epoch: EpochFacts, isTold: Bool, _ receipt: JudgedReceipt, expected: String,
        found: Timestamp
    ) -> Finding {
        Finding(
            isTold ? .observation : .failure, isTold ? "CLOCK" : "TIME_ORDER",
            at: log.place(of: epoch.first), expected: "\(expected), \(receipt.notary)",
            found: found.secondsText,
            isTold
                ? "Epoch \(epoch.number) holds a record dated outside the receipts around it, as "
                    + "steps of the clock that the log tells of explain."
                : "Epoch \(epoch.number) holds a record dated outside the receipts around it.")
    }

    /// Nothing bounds an epoch from below: somebody may have made it long before it says.
    private func open(_ epoch: EpochFacts) -> Finding {
        let limit = UInt64(clamping: context.profile.limits.unwitnessedStartRecords)
        return Finding(
            epoch.last < limit ? .observation : .openQuestion, "UNWITNESSED_START",
            at: log.place(of: epoch.first), expected: "a proved receipt before it", found: "none",
            "No receipt that you trust lies before epoch \(epoch.number).")
    }

    // MARK: Behind the last receipt

    private mutating func leave(_ epoch: EpochFacts) {
        uncovered = (uncovered?.first ?? epoch, (uncovered?.records ?? 0) &+ epoch.count)
    }

    /// The limits are those of CKPT-002, which judges how long the tail is.
    private func tail(_ first: EpochFacts, _ records: UInt64) -> Finding {
        let limits = context.profile.limits
        let end = log.epochs.compactMap(\.latestTime).max()?.unixSeconds ?? 0
        let begin = first.earliestTime?.unixSeconds ?? end
        let isShort =
            records <= UInt64(clamping: limits.unwitnessedRecords)
            && end - begin <= limits.unwitnessedSeconds && first.number > 0
        return Finding(
            isShort ? .observation : .openQuestion, "UNWITNESSED_TAIL",
            at: log.place(of: first.first), expected: "a proved receipt behind it", found: "none",
            "From epoch \(first.number) on, \(Wording.count(records, "record")) have no receipt "
                + "that you trust behind them.")
    }
}

import Cryptography
import Findings
import Records

/// What the report says of the coverage of one log.
extension ReportAssembly {
    /// The coverage of a log: how much of it is here, recomputed, witnessed and withheld.
    func coverage(_ log: LogFacts) -> LogCoverage {
        let isKeyed = log.keys.state == .calendarHolds
        let held = log.epochs.reduce(UInt64(0)) { sum, epoch in
            guard isKeyed, let codes = epoch.codes else { return sum }
            return sum &+ (codes.checked - min(codes.checked, codes.mismatches))
        }
        let covered = min(context.provedSize(of: log.label), log.table.count)
        let receipts = (context.receipts[log.label] ?? []).map(\.line)
        let gaps = log.bodies(GapBody.self)
        var coverage = LogCoverage(
            logID: log.logID?.hex ?? log.label, recordCount: log.table.count,
            withheldCount: log.withheldCount, recomputedCodes: held,
            epochCount: UInt64(log.epochs.count), unclosedEpochs: unclosed(log),
            gaps: gaps.prefix(LogCoverage.listLimit).map { gap($0.seq, $0.body) },
            custody: log.genesis?.custody.rawValue ?? "unknown",
            receipts: Array(receipts.prefix(LogCoverage.listLimit)),
            unwitnessedTail: log.table.count - covered)
        coverage.unlisted = [gaps.count, receipts.count, log.epochs.count].reduce(0) {
            $0 &+ UInt64(max(0, $1 - LogCoverage.listLimit))
        }
        coverage.unwitnessedSeconds = log.seconds(from: covered)
        coverage.firstTime = log.epochs.lazy.compactMap(\.firstTime).first?.secondsText
        coverage.lastTime = log.epochs.reversed().lazy.compactMap(\.lastTime).first?.secondsText
        coverage.host = log.genesis?.host
        coverage.epochs = log.epochs.prefix(LogCoverage.listLimit).map { line($0, isKeyed) }
        coverage.families = counts(log.shownByFamily)
        coverage.withheldReasons = counts(log.withheldByReason)
        coverage.hidden = hidden(log)
        return coverage
    }

    private func unclosed(_ log: LogFacts) -> [String] {
        log.epochs.indices.filter { !log.epochs[$0].isClosed }.prefix(LogCoverage.listLimit).map {
            index in
            let epoch = log.epochs[index]
            let next = index + 1 < log.epochs.count ? log.epochs[index + 1] : nil
            guard let recovery = next?.open?.recovery else {
                return "epoch \(epoch.number), ends with record \(epoch.last)"
            }
            return "epoch \(epoch.number), nothing known from \(recovery.time.secondsText) "
                + "(record \(recovery.seq)) to \(recovery.startedAt.secondsText)"
        }
    }

    private func gap(_ seq: UInt64, _ gap: GapBody) -> GapLine {
        GapLine(
            sequence: seq, cause: gap.cause, scope: gap.scope, from: gap.from.secondsText,
            to: gap.to.secondsText,
            result: gap.result.map {
                "\($0.created) new, \($0.modified) changed, \($0.deleted) gone"
            })
    }

    private func line(_ epoch: EpochFacts, _ isKeyed: Bool) -> EpochLine {
        let codes =
            switch epoch.codes {
            case let codes? where isKeyed: codes.hold ? "hold" : "do not hold"
            default: "not recomputed"
            }
        return EpochLine(
            number: epoch.number, first: epoch.first, last: epoch.last, withheld: epoch.withheld,
            firstTime: epoch.firstTime?.secondsText, lastTime: epoch.lastTime?.secondsText,
            closedBy: epoch.isClosed ? epoch.close?.cause.rawValue ?? "unreadable" : nil,
            codes: codes)
    }

    /// Names with their numbers, at most as many as a list holds.
    private func counts(_ counts: [String: UInt64]) -> [CountLine] {
        counts.sorted { $0.key < $1.key }.prefix(LogCoverage.listLimit).map {
            CountLine(name: $0.key, count: $0.value)
        }
    }

    /// What the closes count and the bundle doesn't show, over all epochs that are counted.
    private func hidden(_ log: LogFacts) -> [CountLine] {
        var sums: [FamilyCountKey: Int64] = [:]
        for epoch in log.epochs {
            for (key, count) in epoch.hidden ?? [:] {
                sums[key] = (sums[key] ?? 0).adding(count)
            }
        }
        let positive = sums.filter { $0.value > 0 }.map { ($0.key.description, UInt64($0.value)) }
        return counts(Dictionary(positive, uniquingKeysWith: { first, _ in first }))
    }
}

extension LogFacts {
    /// How many seconds lie between the first shown time at or behind a place and the last one; nil
    /// where no time is shown there.
    ///
    /// A place inside an epoch counts from the epoch's first record where its own time isn't kept.
    func seconds(from place: UInt64) -> UInt64? {
        guard place < table.count, let epoch = epoch(of: place) else { return nil }
        let behind = epochs.reversed().prefix { $0.last >= place }
        guard
            let first = entry(at: place)?.time.utc ?? epoch.firstTime
                ?? behind.last(where: { $0.firstTime != nil })?.firstTime,
            let last = behind.lazy.compactMap(\.lastTime).first
        else { return nil }
        return UInt64(max(0, last.unixSeconds &- first.unixSeconds))
    }
}

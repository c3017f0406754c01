import Records

/// A record that is dated later than something that was made after it.
struct LateRecord: Hashable {
    /// How that reads.
    enum Standing: Hashable {
        /// Nothing explains it.
        case contradicts
        /// Clocks may differ by as much.
        case withinSkew
        /// Steps of the clock that the log tells of are that large.
        case told
    }

    /// The record.
    var seq: UInt64
    /// Its time.
    var time: Timestamp
    /// How it reads.
    var standing: Standing
}

extension LogFacts {
    /// The record in front of a place that is dated furthest behind a moment, of those that
    /// contradict, or else of all; nil where none is dated behind it.
    ///
    /// - Parameters:
    ///   - latest: When what covers the records was made.
    ///   - size: The place; whole epochs in front of it are looked at, each at its last record.
    ///   - skew: By how many milliseconds clocks may differ.
    func record(
        datedAfter latest: Timestamp, before size: UInt64, skew: Int64, _ steps: ToldSteps
    ) -> LateRecord? {
        var found: LateRecord?
        for epoch in epochs where epoch.last < size {
            guard let time = epoch.lastTime, time > latest else { continue }
            let ahead = latest.milliseconds(to: time)
            let isTold = steps.tell(ofBeing: ahead, aheadIn: epoch.last...epoch.last, skew)
            let late = LateRecord(
                seq: epoch.last, time: time,
                standing: ahead <= skew ? .withinSkew : isTold ? .told : .contradicts)
            if late.isWorse(than: found) { found = late }
        }
        return found
    }
}

extension LateRecord {
    fileprivate func isWorse(than other: LateRecord?) -> Bool {
        guard let other else { return true }
        let isWorseKind = standing == .contradicts && other.standing != .contradicts
        let isSameKind = (standing == .contradicts) == (other.standing == .contradicts)
        return isWorseKind || (isSameKind && time > other.time)
    }
}

extension Facts {
    /// The same over all logs, whole.
    func record(datedAfter latest: Timestamp, skew: Int64) -> LateRecord? {
        var found: LateRecord?
        for log in logs {
            let late = log.record(
                datedAfter: latest, before: log.table.count, skew: skew, ToldSteps(log.clock))
            if let late, late.isWorse(than: found) { found = late }
        }
        return found
    }
}

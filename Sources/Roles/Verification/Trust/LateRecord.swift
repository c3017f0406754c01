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
        // By place, here and below: an epoch isn't copied to be asked.
        for place in epochs.indices {
            let last = epochs[place].last
            guard last < size, let time = epochs[place].lastTime, time > latest else { continue }
            let ahead = latest.milliseconds(to: time)
            let isTold = steps.tell(ofBeing: ahead, aheadIn: last...last, skew)
            let late = LateRecord(
                seq: last, time: time,
                standing: ahead <= skew ? .withinSkew : isTold ? .told : .contradicts)
            if late.isWorse(than: found) { found = late }
        }
        return found
    }
}

/// The newest date among the epochs in front of a place, by which most receipts are done with at once.
struct NewestDates {
    /// The last record of each epoch that shows a date.
    private let places: [UInt64]
    /// At each of them: the newest date up to there.
    private let dates: [Timestamp]

    /// Takes the epochs of a log.
    init(_ log: LogFacts) {
        var places: [UInt64] = []
        var dates: [Timestamp] = []
        for place in log.epochs.indices {
            guard let date = log.epochs[place].lastTime else { continue }
            places.append(log.epochs[place].last)
            dates.append(dates.last.map { max($0, date) } ?? date)
        }
        (self.places, self.dates) = (places, dates)
    }

    /// The newest date of an epoch that ends in front of a place; nil where none shows one.
    func newest(before size: UInt64) -> Timestamp? {
        let place = places.firstPlace { $0 >= size }
        return place > 0 ? dates[place - 1] : nil
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

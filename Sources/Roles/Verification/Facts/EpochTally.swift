import BundleFormat
import Records

/// Counts the records of one epoch while its lines go by.
///
/// Families and labels are places in the log's list of names, so that no text is compared.
struct EpochTally {
    private struct Key: Hashable {
        let family: Int32
        let project: Int32
    }

    private var shown: [Key: UInt64] = [:]
    /// Records of one kind in a row, which aren't in `shown` yet.
    private var run: (key: Key, count: UInt64)?
    private(set) var withheld: UInt64 = 0
    private(set) var outOfScope: UInt64 = 0
    private(set) var unreadable: UInt64 = 0
    private var times: (first: Timestamp, last: Timestamp, earliest: Timestamp, latest: Timestamp)?

    /// Counts a withheld record.
    mutating func countWithheld(isOutOfScope: Bool) {
        withheld += 1
        if isOutOfScope { outOfScope += 1 }
    }

    /// Counts a line that couldn't be read.
    mutating func countUnreadable() { unreadable += 1 }

    /// Counts a shown record.
    mutating func countShown(family: Int32, project: Int32, at time: Timestamp) {
        count(family, project)
        guard let times else {
            self.times = (time, time, time, time)
            return
        }
        self.times = (times.first, time, min(times.earliest, time), max(times.latest, time))
    }

    private mutating func count(_ family: Int32, _ project: Int32) {
        let key = Key(family: family, project: project)
        if let run, run.key == key {
            self.run = (key, run.count + 1)
        } else {
            endRun()
            run = (key, 1)
        }
    }

    private mutating func endRun() {
        if let run { shown[run.key, default: 0] += run.count }
        run = nil
    }

    /// Writes the counts into the facts of the epoch, and adds the shown ones to those of the log.
    mutating func write(
        to epoch: inout EpochFacts, _ byFamily: inout [String: UInt64], names: NameList
    ) {
        endRun()
        epoch.withheld = withheld
        epoch.outOfScope = outOfScope
        epoch.unreadable = unreadable
        (epoch.firstTime, epoch.lastTime) = (times?.first, times?.last)
        (epoch.earliestTime, epoch.latestTime) = (times?.earliest, times?.latest)
        for (key, count) in shown {
            let family = names[key.family]
            let project = key.project < 0 ? nil : names[key.project]
            epoch.shown[FamilyCountKey(family: family, project: project), default: 0] += count
            byFamily[family, default: 0] += count
        }
    }
}

import BundleFormat
import Records

/// Follows the times of a log's shown records in order of sequence.
///
/// A log has few clocks and many readings of them, so what readings share is looked at once.
struct ClockWalk {
    private var gathered = ClockFacts()
    private var settings = ValueList<ClockSetting>()
    /// Readings without a measured offset, by setting.
    private var unmeasured: [UInt64] = []
    private var last: Moment?
    private var spans: [String: Int] = [:]
    /// The span that the last reading lies in; nil where it isn't kept.
    private var lastSpan: Int?

    /// What is kept of each kind for one log; what is beyond is counted.
    static let limit = BundleLimits().problems

    /// Clocks that went different ways by less than this are not kept, in milliseconds.
    private static let smallestJump: Int64 = 1_000

    /// A civil zone doesn't change its offset and back within this time, in seconds.
    static let week: Int64 = 604_800

    private struct Moment {
        let seq: UInt64
        let reading: ClockReading
        let setting: Int32
        let isOpen: Bool
    }

    /// What the readings so far say.
    var facts: ClockFacts {
        var facts = gathered
        for (setting, count) in zip(settings.values, unmeasured) where count > 0 {
            facts.sync.unmeasured[setting.sync.status, default: 0] += count
        }
        return facts
    }

    /// The place of a setting, by which readings name it.
    mutating func place(of setting: ClockSetting) -> Int32 {
        let place = settings.place(of: setting)
        while unmeasured.count < settings.values.count { unmeasured.append(0) }
        return place
    }

    /// Takes the next shown record.
    ///
    /// - Parameters:
    ///   - body: What it holds, where its entry is kept.
    mutating func take(_ seq: UInt64, _ time: RecordTime, _ body: (any RecordBody)?) {
        take(seq, ClockReading(time), place(of: ClockSetting(time)), body)
    }

    /// Takes the next shown record.
    ///
    /// - Parameters:
    ///   - setting: A place that `place(of:)` gave.
    ///   - body: What it holds, where its entry is kept.
    mutating func take(
        _ seq: UInt64, _ reading: ClockReading, _ setting: Int32, _ body: (any RecordBody)?
    ) {
        let isOpen = body.map { $0 is EpochOpenBody } ?? false
        let moment = Moment(seq: seq, reading: reading, setting: setting, isOpen: isOpen)
        let step = body.flatMap { ($0 as? ClockBody)?.stepMs }
        if let last { compare(last, moment, step) }
        measure(moment)
        place(moment)
        last = moment
    }

    // MARK: Steps

    private mutating func compare(_ last: Moment, _ next: Moment, _ step: Int64?) {
        if next.reading.utc < last.reading.utc {
            Self.add(
                StepBack(
                    seq: next.seq, before: last.reading.utc, time: next.reading.utc,
                    isAccounted: step != nil), to: &gathered.stepsBack, &gathered.unlisted)
        }
        guard
            next.setting == last.setting
                || settings[next.setting].boot == settings[last.setting].boot
        else { return }
        let forward = next.reading.monotonicMicros - last.reading.monotonicMicros
        if forward < 0 { Self.add(next.seq, to: &gathered.countersBack, &gathered.unlisted) }
        let jump = last.reading.utc.milliseconds(to: next.reading.utc) - forward / 1000
        if jump.magnitude >= UInt64(Self.smallestJump) {
            Self.add(
                ClockJump(
                    seq: next.seq, milliseconds: jump,
                    told: step.map { .init(seq: next.seq, milliseconds: $0) }),
                to: &gathered.jumps, &gathered.unlisted)
        }
        if let step, last.isOpen { tell(of: last.seq, by: next.seq, step) }
    }

    /// A step that is noticed while no epoch is open has the opening in front of its record.
    private mutating func tell(of open: UInt64, by clock: UInt64, _ step: Int64) {
        // The opening is one of the last two places at which anything can have been noted.
        for place in gathered.stepsBack.indices.suffix(2)
        where gathered.stepsBack[place].seq == open {
            gathered.stepsBack[place].isAccounted = true
        }
        for place in gathered.jumps.indices.suffix(2) where gathered.jumps[place].seq == open {
            gathered.jumps[place].told = .init(seq: clock, milliseconds: step)
        }
    }

    private static func add<Fact>(
        _ fact: Fact, to list: inout [Fact], _ unlisted: inout UInt64
    ) {
        if list.count < limit { list.append(fact) } else { unlisted += 1 }
    }

    // MARK: Synchronisation

    private mutating func measure(_ moment: Moment) {
        let sync = settings[moment.setting].sync
        guard let offset = sync.offsetMs, let checked = sync.checkedUtc else {
            unmeasured[Int(moment.setting)] += 1
            gathered.sync.firstUnmeasured = gathered.sync.firstUnmeasured ?? moment.seq
            return
        }
        gathered.sync.measured += 1
        let size = Int64(clamping: offset.magnitude)
        if size > gathered.sync.largestOffset?.value ?? -1 {
            gathered.sync.largestOffset = .init(seq: moment.seq, value: size)
        }
        let age = moment.reading.utc.unixSeconds - checked.unixSeconds
        if age > gathered.sync.oldestCheck?.value ?? -1 {
            gathered.sync.oldestCheck = .init(seq: moment.seq, value: age)
        }
    }

    // MARK: Zones

    private mutating func place(_ moment: Moment) {
        let utc = moment.reading.utc
        if let last, last.setting == moment.setting, let lastSpan, widen(lastSpan, to: utc) {
            return
        }
        let setting = settings[moment.setting]
        lastSpan = spans[setting.zone]
        if let lastSpan, gathered.zones[lastSpan].offset == setting.offset, widen(lastSpan, to: utc)
        {
            return
        }
        spans[setting.zone] = nil
        lastSpan = nil
        guard gathered.zones.count < Self.limit else {
            gathered.unlisted += 1
            return
        }
        lastSpan = gathered.zones.count
        spans[setting.zone] = lastSpan
        gathered.zones.append(
            ZoneSpan(zone: setting.zone, offset: setting.offset, first: moment.seq, at: utc))
    }

    /// Has a span reach a time; false where a week or more lies between.
    private mutating func widen(_ span: Int, to utc: Timestamp) -> Bool {
        let gap = utc.unixSeconds - gathered.zones[span].latest.unixSeconds
        guard gap > -Self.week, gap < Self.week else { return false }
        if utc < gathered.zones[span].earliest { gathered.zones[span].earliest = utc }
        if utc > gathered.zones[span].latest { gathered.zones[span].latest = utc }
        return true
    }
}

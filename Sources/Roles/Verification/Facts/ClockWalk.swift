import BundleFormat
import Records

/// Follows the times of a log's shown records in order of sequence.
struct ClockWalk {
    private(set) var facts = ClockFacts()
    private var last: Moment?
    private var spans: [String: Int] = [:]

    /// What is kept of each kind for one log; what is beyond is counted.
    static let limit = BundleLimits().problems

    /// Clocks that went different ways by less than this are not kept, in milliseconds.
    private static let smallestJump: Int64 = 1_000

    /// A civil zone doesn't change its offset and back within this time, in seconds.
    static let week: Int64 = 604_800

    private struct Moment {
        let seq: UInt64
        let time: RecordTime
        let isOpen: Bool
    }

    /// Takes the next shown record.
    ///
    /// - Parameters:
    ///   - body: What it holds, where its entry is kept.
    mutating func take(_ seq: UInt64, _ time: RecordTime, _ body: (any RecordBody)?) {
        let moment = Moment(seq: seq, time: time, isOpen: body is EpochOpenBody)
        let step = (body as? ClockBody)?.stepMs
        if let last { compare(last, moment, step) }
        measure(moment)
        place(moment)
        last = moment
    }

    // MARK: Steps

    private mutating func compare(_ last: Moment, _ next: Moment, _ step: Int64?) {
        if next.time.utc < last.time.utc {
            Self.add(
                StepBack(
                    seq: next.seq, before: last.time.utc, time: next.time.utc,
                    isAccounted: step != nil), to: &facts.stepsBack, &facts.unlisted)
        }
        guard next.time.boot == last.time.boot else { return }
        let forward = next.time.monotonicMicros - last.time.monotonicMicros
        if forward < 0 { Self.add(next.seq, to: &facts.countersBack, &facts.unlisted) }
        let jump = last.time.utc.milliseconds(to: next.time.utc) - forward / 1000
        if jump.magnitude >= UInt64(Self.smallestJump) {
            Self.add(
                ClockJump(
                    seq: next.seq, milliseconds: jump,
                    told: step.map { .init(seq: next.seq, milliseconds: $0) }),
                to: &facts.jumps, &facts.unlisted)
        }
        if let step, last.isOpen { tell(of: last.seq, by: next.seq, step) }
    }

    /// A step that is noticed while no epoch is open has the opening in front of its record.
    private mutating func tell(of open: UInt64, by clock: UInt64, _ step: Int64) {
        // The opening is one of the last two places at which anything can have been noted.
        for place in facts.stepsBack.indices.suffix(2) where facts.stepsBack[place].seq == open {
            facts.stepsBack[place].isAccounted = true
        }
        for place in facts.jumps.indices.suffix(2) where facts.jumps[place].seq == open {
            facts.jumps[place].told = .init(seq: clock, milliseconds: step)
        }
    }

    private static func add<Fact>(
        _ fact: Fact, to list: inout [Fact], _ unlisted: inout UInt64
    ) {
        if list.count < limit { list.append(fact) } else { unlisted += 1 }
    }

    // MARK: Synchronisation

    private mutating func measure(_ moment: Moment) {
        let sync = moment.time.sync
        guard let offset = sync.offsetMs, let checked = sync.checkedUtc else {
            facts.sync.unmeasured[sync.status, default: 0] += 1
            facts.sync.firstUnmeasured = facts.sync.firstUnmeasured ?? moment.seq
            return
        }
        facts.sync.measured += 1
        let size = Int64(clamping: offset.magnitude)
        if size > facts.sync.largestOffset?.value ?? -1 {
            facts.sync.largestOffset = .init(seq: moment.seq, value: size)
        }
        let age = moment.time.utc.unixSeconds - checked.unixSeconds
        if age > facts.sync.oldestCheck?.value ?? -1 {
            facts.sync.oldestCheck = .init(seq: moment.seq, value: age)
        }
    }

    // MARK: Zones

    private mutating func place(_ moment: Moment) {
        let time = moment.time
        if let index = spans[time.zone], continues(facts.zones[index], time) {
            facts.zones[index].earliest = min(facts.zones[index].earliest, time.utc)
            facts.zones[index].latest = max(facts.zones[index].latest, time.utc)
            return
        }
        spans[time.zone] = nil
        guard facts.zones.count < Self.limit else {
            facts.unlisted += 1
            return
        }
        spans[time.zone] = facts.zones.count
        facts.zones.append(
            ZoneSpan(zone: time.zone, offset: time.offset, first: moment.seq, at: time.utc))
    }

    private func continues(_ span: ZoneSpan, _ time: RecordTime) -> Bool {
        let gap = time.utc.unixSeconds - span.latest.unixSeconds
        return span.offset == time.offset && gap > -Self.week && gap < Self.week
    }
}

package import Records

/// What the times of a log's shown records say of the clock that gave them.
///
/// Source: docs/formats/records.md §2.
package struct ClockFacts: Hashable, Sendable {
    /// Records dated before the one in front of them.
    package var stepsBack: [StepBack] = []
    /// Places where wall clock and forward counter went different ways.
    package var jumps: [ClockJump] = []
    /// Places where the counter that only runs forward stands behind the one in front, in one boot.
    package var countersBack: [UInt64] = []
    /// Stretches in which one zone had one offset, in order of sequence.
    package var zones: [ZoneSpan] = []
    /// What records state of the clock's synchronisation.
    package var sync = SyncFacts()
    /// Things that were seen beyond the number that is kept of each kind.
    package var unlisted: UInt64 = 0

    /// Makes the facts of a log of which nothing was read yet.
    package init() {}
}

/// A record that is dated before the one in front of it.
package struct StepBack: Hashable, Sendable {
    /// The record.
    package var seq: UInt64
    /// The time of the record in front of it.
    package var before: Timestamp
    /// Its own time.
    package var time: Timestamp
    /// Whether a `clock` record at the step tells of it.
    package var isAccounted: Bool

    /// Makes the fact of its parts.
    package init(seq: UInt64, before: Timestamp, time: Timestamp, isAccounted: Bool) {
        self.seq = seq
        self.before = before
        self.time = time
        self.isAccounted = isAccounted
    }

    /// How far the clock stepped back, in milliseconds.
    var milliseconds: Int64 { time.milliseconds(to: before) }
}

/// A place where the wall clock went another way than the counter that only runs forward.
package struct ClockJump: Hashable, Sendable {
    /// The first record behind the jump.
    package var seq: UInt64
    /// By how much the wall clock went ahead of the counter, in milliseconds; negative when set back.
    package var milliseconds: Int64
    /// The `clock` record at the jump, with the step that it states; nil where there is none.
    package var told: Told?

    /// What a `clock` record says of a jump.
    package struct Told: Hashable, Sendable {
        /// The record.
        package var seq: UInt64
        /// The step that it states, in milliseconds.
        package var milliseconds: Int64

        /// Makes the fact of its parts.
        package init(seq: UInt64, milliseconds: Int64) {
            self.seq = seq
            self.milliseconds = milliseconds
        }
    }

    /// Makes the fact of its parts.
    package init(seq: UInt64, milliseconds: Int64, told: Told? = nil) {
        self.seq = seq
        self.milliseconds = milliseconds
        self.told = told
    }
}

/// Records that state one zone with one offset, without a step back or a week between two of them.
package struct ZoneSpan: Hashable, Sendable {
    /// The zone's name.
    package var zone: String
    /// The difference of the wall clock, `±hh:mm`.
    package var offset: String
    /// The first record.
    package var first: UInt64
    /// The earliest time.
    package var earliest: Timestamp
    /// The latest time.
    package var latest: Timestamp

    /// Makes a span that begins with one record.
    package init(zone: String, offset: String, first: UInt64, at time: Timestamp) {
        self.zone = zone
        self.offset = offset
        self.first = first
        earliest = time
        latest = time
    }
}

/// What records state of the synchronisation of the clock that dated them.
package struct SyncFacts: Hashable, Sendable {
    /// A record with a number.
    package struct Extreme: Hashable, Sendable {
        /// The record.
        package var seq: UInt64
        /// The number.
        package var value: Int64

        /// Makes the fact of its parts.
        package init(seq: UInt64, value: Int64) {
            self.seq = seq
            self.value = value
        }
    }

    /// Records with a measured offset and the time of the measurement.
    package var measured: UInt64 = 0
    /// Records without one, by what they state of synchronisation.
    package var unmeasured: [ClockSync.Status: UInt64] = [:]
    /// The first record without a measured offset.
    package var firstUnmeasured: UInt64?
    /// The largest measured offset, in milliseconds to either side.
    package var largestOffset: Extreme?
    /// The longest time between a measurement and a record that states it, in seconds.
    package var oldestCheck: Extreme?

    /// Makes the facts of no records.
    package init() {}
}

import Records

/// What the times of many records share: the running of the machine, its zone, and what was known of
/// the clock.
struct ClockSetting: Hashable, Sendable {
    let boot: String
    let zone: String
    let offset: String
    let sync: ClockSync

    /// Takes what the time of a record states.
    init(_ time: RecordTime) {
        boot = time.boot
        zone = time.zone
        offset = time.offset
        sync = time.sync
    }
}

/// When a record was made: by the wall clock, and by the counter that only runs forward.
struct ClockReading: Sendable {
    var utc: Timestamp
    var monotonicMicros: Int64

    /// A reading of both.
    init(utc: Timestamp, monotonicMicros: Int64) {
        self.utc = utc
        self.monotonicMicros = monotonicMicros
    }

    /// Takes what the time of a record states.
    init(_ time: RecordTime) {
        self.init(utc: time.utc, monotonicMicros: time.monotonicMicros)
    }
}

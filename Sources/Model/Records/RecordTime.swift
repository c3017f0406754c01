package import CanonicalJSON

/// When a record was made, by which clock, and how far that clock was trusted.
///
/// Source: docs/formats/records.md §2.
package struct RecordTime: Hashable, Sendable {
    /// The point in time.
    package let utc: Timestamp
    /// The difference of the place's wall clock, `±hh:mm`.
    package let offset: String
    /// The name of the place's zone, such as `Europe/Zurich`.
    package let zone: String
    /// Microseconds of the clock that only runs forward, since `boot`.
    package let monotonicMicros: Int64
    /// The identifier of the running of the machine.
    package let boot: String
    /// Where the time came from, such as `system-clock`.
    package let source: String
    /// What is known of the clock's synchronisation.
    package let sync: ClockSync

    /// Makes a time; `offset` has to be of the form `±hh:mm`, else a reader refuses the record.
    package init(
        utc: Timestamp, offset: String, zone: String, monotonicMicros: Int64, boot: String,
        source: String, sync: ClockSync
    ) {
        self.utc = utc
        self.offset = offset
        self.zone = zone
        self.monotonicMicros = monotonicMicros
        self.boot = boot
        self.source = source
        self.sync = sync
    }

    /// The wall clock at the place, `YYYY-MM-DD hh:mm:ss ±hh:mm`.
    package var localText: String { utc.localText(offset: UTCOffset(text: offset) ?? .zero) }
}

/// What a host knew of its clock's synchronisation when it made a record.
package struct ClockSync: FieldReadable {
    /// The states that are told apart.
    package enum Status: String, Hashable, Sendable {
        /// What the system says of its clock, and that it couldn't be asked.
        case synchronised, unsynchronised, unknown
    }

    /// The state.
    package let status: Status
    /// The measured offset in milliseconds, positive when the clock is ahead.
    package let offsetMs: Int64?
    /// The reference that was compared with.
    package let reference: String?
    /// When that was.
    package let checkedUtc: Timestamp?

    /// Makes a statement about a clock.
    package init(
        status: Status, offsetMs: Int64? = nil, reference: String? = nil,
        checkedUtc: Timestamp? = nil
    ) {
        self.status = status
        self.offsetMs = offsetMs
        self.reference = reference
        self.checkedUtc = checkedUtc
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        status = try reader.choice("status")
        let range = -JSONValue.largestInteger...JSONValue.largestInteger
        offsetMs = try reader.optionalInteger("offsetMs", in: range)
        reference = try reader.optionalString("reference")
        checkedUtc = try reader.optionalTime("checkedUtc")
    }

    package var json: JSONObject {
        JSONObject([
            ("status", .choice(status)), ("offsetMs", offsetMs.map { .integer($0) }),
            ("reference", .text(reference)), ("checkedUtc", .time(checkedUtc)),
        ])
    }
}

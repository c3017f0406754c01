package import CanonicalJSON

/// When a record was made, and what its entry states of the clock; the rest is the opening's.
///
/// Source: docs/formats/records.md §2.
package struct StatedTime: FieldReadable {
    /// The point in time.
    package let utc: Timestamp
    /// Microseconds of the clock that only runs forward, since the machine began to run.
    package let monotonicMicros: Int64
    /// The difference of the place's wall clock, `±hh:mm`.
    package let offset: String?
    /// The name of the place's zone.
    package let zone: String?
    /// The identifier of the running of the machine.
    package let boot: String?
    /// Where the time came from.
    package let source: String?
    /// What is known of the clock's synchronisation.
    package let sync: ClockSync?

    /// Whether nothing is stated but the readings of the two clocks.
    var isReadingAlone: Bool {
        offset == nil && zone == nil && boot == nil && source == nil && sync == nil
    }

    /// What has to be stated of a time.
    ///
    /// - Parameter opening: The time of the opening in force; nil to state everything.
    package init(_ time: RecordTime, under opening: RecordTime?) {
        utc = time.utc
        monotonicMicros = time.monotonicMicros
        offset = time.offset == opening?.offset ? nil : time.offset
        zone = time.zone == opening?.zone ? nil : time.zone
        boot = time.boot == opening?.boot ? nil : time.boot
        source = time.source == opening?.source ? nil : time.source
        sync = time.sync == opening?.sync ? nil : time.sync
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        utc = try reader.time("utc")
        monotonicMicros = try reader.integer("monotonicMicros", in: 0...JSONValue.largestInteger)
        offset = try reader.optionalOffset("offset")
        zone = try reader.optionalString("zone")
        boot = try reader.optionalString("boot")
        source = try reader.optionalString("source")
        sync = try reader.optional("sync")
    }

    package var json: JSONObject {
        JSONObject([
            ("utc", .time(utc)), ("offset", .text(offset)), ("zone", .text(zone)),
            ("monotonicMicros", .integer(monotonicMicros)), ("boot", .text(boot)),
            ("source", .text(source)), ("sync", .fields(sync)),
        ])
    }

    /// The whole time.
    ///
    /// - Parameter opening: The time of the opening in force; nil where there is none.
    /// - Throws: For the first field that neither states; kind `missing`.
    func completed(by opening: RecordTime?) throws(SchemaError) -> RecordTime {
        RecordTime(
            utc: utc, offset: try Self.first(offset, opening?.offset, "offset"),
            zone: try Self.first(zone, opening?.zone, "zone"), monotonicMicros: monotonicMicros,
            boot: try Self.first(boot, opening?.boot, "boot"),
            source: try Self.first(source, opening?.source, "source"),
            sync: try Self.first(sync, opening?.sync, "sync"))
    }

    private static func first<Value>(
        _ stated: Value?, _ opening: Value?, _ name: String
    ) throws(SchemaError) -> Value {
        guard let value = stated ?? opening else { throw .notStated(path: "/time/\(name)") }
        return value
    }
}

extension SchemaError {
    /// A field of an envelope that neither the entry nor an opening states.
    static func notStated(path: String) -> SchemaError {
        SchemaError(
            path: path, kind: .missing,
            text: "a required field is absent, and no opening of an epoch gives it")
    }
}

extension FieldReader {
    /// A difference from UTC of the form `±hh:mm`; nil when absent.
    mutating func optionalOffset(_ key: String) throws(SchemaError) -> String? {
        guard let text = try optionalString(key) else { return nil }
        guard UTCOffset(text: text) != nil else {
            throw error(key, .badFormat, "±hh:mm is expected")
        }
        return text
    }

    /// A difference from UTC of the form `±hh:mm`.
    mutating func offset(_ key: String) throws(SchemaError) -> String {
        try required(key, try optionalOffset(key))
    }
}

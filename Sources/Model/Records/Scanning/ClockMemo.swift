import CanonicalJSON

/// Reads the time of an entry, of which all but two numbers repeats from record to record.
struct ClockMemo: Sendable {
    /// What stands in front of the counter, between it and the time, and behind the time.
    private struct Form: Sendable {
        let head: [UInt8]
        let middle: [UInt8]
        let tail: [UInt8]
        let clock: Int32
    }

    /// The time of one record.
    struct Reading {
        let clock: Int32
        let utc: Timestamp
        let utcText: Range<Int>
        let monotonicMicros: Int64
    }

    private let opening: EpochOpening?
    private var form: Form?

    /// Knows nothing yet; for the records under one opening.
    init(under opening: EpochOpening?) {
        self.opening = opening
    }

    /// Steps over a time.
    ///
    /// - Parameter clocks: Takes what wasn't read before.
    /// - Returns: Nil where it isn't a time with known fields alone.
    mutating func time(
        _ cursor: inout ByteCursor, _ entry: Span<UInt8>, _ clocks: inout [RecordTime]
    ) -> Reading? {
        let start = cursor.place
        if let form, let reading = Self.read(form, &cursor, entry) { return reading }
        cursor.place = start
        guard let (stated, _) = FileEventScanner.object(StatedTime.self, &cursor, entry) else {
            return nil
        }
        // What nobody states is for whoever reads the entry whole to say.
        do throws(SchemaError) { clocks.append(try stated.completed(by: opening?.time)) } catch {
            return nil
        }
        let form = Self.form(of: stated, clock: Int32(clamping: clocks.count - 1))
        self.form = form
        cursor.place = start
        return Self.read(form, &cursor, entry)
    }

    private static func read(
        _ form: Form, _ cursor: inout ByteCursor, _ entry: Span<UInt8>
    ) -> Reading? {
        guard cursor.take(form.head, in: entry), let micros = cursor.number(in: entry),
            cursor.take(form.middle, in: entry)
        else { return nil }
        let text = cursor.place
        guard let utc = cursor.timestamp(in: entry) else { return nil }
        let range = text..<cursor.place
        guard cursor.take(form.tail, in: entry) else { return nil }
        return Reading(
            clock: form.clock, utc: utc, utcText: range, monotonicMicros: Int64(clamping: micros))
    }

    private static func form(of time: StatedTime, clock: Int32) -> Form {
        func member(_ name: String, _ value: JSONValue?) -> String {
            guard let value else { return "" }
            return #","\#(name)":"# + String(decoding: CanonicalJSON.encode(value), as: UTF8.self)
        }
        let head = "{" + (member("boot", .text(time.boot)) + #","monotonicMicros":"#).dropFirst()
        let middle =
            member("offset", .text(time.offset)) + member("source", .text(time.source))
            + member("sync", .fields(time.sync)) + #","utc":""#
        let tail = "\"" + member("zone", .text(time.zone)) + "}"
        return Form(
            head: Array(head.utf8), middle: Array(middle.utf8), tail: Array(tail.utf8),
            clock: clock)
    }
}

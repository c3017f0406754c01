package import CanonicalJSON
package import Cryptography

/// A step of the machine's clock.
package struct ClockBody: RecordBody {
    package static let family = "clock"

    /// The step in milliseconds, positive when the clock was put forward.
    package let stepMs: Int64
    /// The clock before it.
    package let from: Timestamp
    /// The clock after it.
    package let to: Timestamp

    /// Makes a step.
    package init(stepMs: Int64, from: Timestamp, to: Timestamp) {
        self.stepMs = stepMs
        self.from = from
        self.to = to
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        let range = -JSONValue.largestInteger...JSONValue.largestInteger
        stepMs = try reader.integer("stepMs", in: range)
        from = try reader.time("from")
        to = try reader.time("to")
    }

    package var json: JSONObject {
        JSONObject([("stepMs", .integer(stepMs)), ("from", .time(from)), ("to", .time(to))])
    }
}

/// The capture program came or went.
package struct ServiceBody: RecordBody {
    /// Which of the two.
    package enum Event: String, Hashable, Sendable {
        /// It came, it went in order.
        case start, stop
    }

    package static let family = "service"

    /// Which of the two.
    package let event: Event

    /// Makes an event.
    package init(event: Event) {
        self.event = event
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        event = try reader.choice("event")
    }

    package var json: JSONObject { JSONObject([("event", .choice(event))]) }
}

/// A configuration came into force.
package struct ConfigBody: RecordBody {
    package static let family = "config"

    /// The digest of the configuration.
    package let sha256: Digest
    /// The digest of the one before.
    package let previous: Digest?
    /// Why it was changed.
    package let reason: String
    /// The folders that are watched from here on, all of them; empty where the record doesn't say.
    package let watched: [String]

    /// Makes a change.
    package init(
        sha256: Digest, previous: Digest? = nil, reason: String, watched: [String] = []
    ) {
        self.sha256 = sha256
        self.previous = previous
        self.reason = reason
        self.watched = watched
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        sha256 = try reader.digest("sha256")
        previous = try reader.optionalDigest("previous")
        reason = try reader.string("reason")
        watched = try reader.strings("watched")
    }

    package var json: JSONObject {
        JSONObject([
            ("sha256", .digest(sha256)), ("previous", .digest(previous)),
            ("reason", .string(reason)), ("watched", .texts(watched)),
        ])
    }
}

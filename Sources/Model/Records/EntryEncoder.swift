import CanonicalJSON

/// Writes the canonical bytes of one entry after the other, of what repeats from entry to entry once.
///
/// The bytes are those of `Entry.encoded`: actor and origin of a batch are the same in all its
/// entries, and so is most of their time. A test holds the two ways against each other.
package struct EntryEncoder: Sendable {
    private var actor = RepeatedPart<Actor>()
    private var origin = RepeatedPart<Origin>()
    private var sync = RepeatedPart<ClockSync>()

    /// An encoder that hasn't seen an entry.
    package init() {}

    /// Appends the canonical bytes E of an entry.
    package mutating func append(_ entry: Entry, to output: inout [UInt8]) {
        // What an entry has that this version doesn't know stands in its object alone.
        guard entry.unknownFields.isEmpty else {
            return CanonicalJSON.append(.object(entry.json), to: &output)
        }
        ByteRuns.append(#"{"actor":"#, to: &output)
        actor.append(entry.actor, to: &output)
        Self.append(",\"body\":", .object(entry.body), to: &output)
        Self.append(",\"cause\":", .text(entry.cause), to: &output)
        Self.append(",\"epoch\":", .count(entry.epoch), to: &output)
        Self.append(",\"family\":", .string(entry.family), to: &output)
        Self.append(",\"idempotencyKey\":", .text(entry.idempotencyKey), to: &output)
        ByteRuns.append(#","origin":"#, to: &output)
        origin.append(entry.origin, to: &output)
        Self.append(",\"project\":", .text(entry.project), to: &output)
        Self.append(",\"salt\":", .hex(entry.salt), to: &output)
        Self.append(",\"seq\":", .count(entry.seq), to: &output)
        ByteRuns.append(#","time":"#, to: &output)
        append(entry.time, to: &output)
        Self.append(",\"v\":", .integer(Entry.version), to: &output)
        output.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ time: RecordTime, to output: inout [UInt8]) {
        Self.append("{\"boot\":", .string(time.boot), to: &output)
        Self.append(",\"monotonicMicros\":", .integer(time.monotonicMicros), to: &output)
        Self.append(",\"offset\":", .string(time.offset), to: &output)
        Self.append(",\"source\":", .string(time.source), to: &output)
        ByteRuns.append(#","sync":"#, to: &output)
        sync.append(time.sync, to: &output)
        Self.append(",\"utc\":", .time(time.utc), to: &output)
        Self.append(",\"zone\":", .string(time.zone), to: &output)
        output.append(UInt8(ascii: "}"))
    }

    /// A member with what stands in front of its value; nothing where there is no value.
    private static func append(
        _ head: StaticString, _ value: JSONValue?, to output: inout [UInt8]
    ) {
        guard let value else { return }
        ByteRuns.append(head, to: &output)
        CanonicalJSON.append(value, to: &output)
    }
}

/// The canonical bytes of the value that was written last.
private struct RepeatedPart<Value: SpelledInTexts>: Sendable {
    private var last: (value: Value, bytes: [UInt8])?

    mutating func append(_ value: Value, to output: inout [UInt8]) {
        if let last, last.value.isSpelledLike(value) {
            output += last.bytes
            return
        }
        let bytes = CanonicalJSON.encode(.object(value.json))
        last = (value, bytes)
        output += bytes
    }
}

/// A value whose texts are known, so that two spellings of one letter are told apart.
private protocol SpelledInTexts: FieldReadable {
    var texts: [String?] { get }
}

extension SpelledInTexts {
    /// Whether both encode to the same bytes: `==` of texts also calls equivalent spellings equal.
    fileprivate func isSpelledLike(_ other: Self) -> Bool {
        self == other
            && zip(texts, other.texts).allSatisfy { mine, theirs in
                guard let mine, let theirs else { return mine == nil && theirs == nil }
                return mine.utf8.elementsEqual(theirs.utf8)
            }
    }
}

extension Actor: SpelledInTexts {
    fileprivate var texts: [String?] { [personId, userId, name, role, source, sessionId] }
}

extension Origin: SpelledInTexts {
    fileprivate var texts: [String?] { [system, systemRole, site, organisation, version, host] }
}

extension ClockSync: SpelledInTexts {
    fileprivate var texts: [String?] { [reference] }
}

import CanonicalJSON

/// Writes the canonical bytes of one entry after the other, of what repeats from entry to entry once.
///
/// The bytes are those of `Entry.encoded`: the actor of a batch is the same in all its entries. A test
/// holds the two ways against each other.
package struct EntryEncoder: Sendable {
    private var actor = RepeatedActor()

    /// An encoder that hasn't seen an entry.
    package init() {}

    /// Appends the canonical bytes E of an entry.
    package mutating func append(_ entry: StatedEntry, to output: inout [UInt8]) {
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
        Self.append(",\"origin\":", .fields(entry.origin), to: &output)
        Self.append(",\"project\":", .text(entry.project), to: &output)
        Self.append(",\"salt\":", .hex(entry.salt), to: &output)
        Self.append(",\"seq\":", .count(entry.seq), to: &output)
        Self.append(entry.time, to: &output)
        Self.append(",\"v\":", .integer(Entry.version), to: &output)
        output.append(UInt8(ascii: "}"))
    }

    /// The time; where it leaves all else to its opening, which most do, without an object of it.
    private static func append(_ time: StatedTime, to output: inout [UInt8]) {
        guard time.isReadingAlone else {
            return append(",\"time\":", .fields(time), to: &output)
        }
        append(",\"time\":{\"monotonicMicros\":", .integer(time.monotonicMicros), to: &output)
        append(",\"utc\":", .time(time.utc), to: &output)
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

/// The canonical bytes of the actor that was written last.
private struct RepeatedActor: Sendable {
    private var last: (value: Actor, bytes: [UInt8])?

    mutating func append(_ value: Actor, to output: inout [UInt8]) {
        if let last, last.value.isSpelledLike(value) {
            output += last.bytes
            return
        }
        let bytes = CanonicalJSON.encode(.object(value.json))
        last = (value, bytes)
        output += bytes
    }
}

extension Actor {
    private var texts: [String?] { [personId, userId, name, role, source, sessionId] }

    /// Whether both encode to the same bytes: `==` of texts also calls equivalent spellings equal.
    fileprivate func isSpelledLike(_ other: Actor) -> Bool {
        kind == other.kind && attribution == other.attribution
            && zip(texts, other.texts).allSatisfy { mine, theirs in
                guard let mine, let theirs else { return mine == nil && theirs == nil }
                return mine.utf8.count == theirs.utf8.count
                    && ByteRuns.holds(mine.utf8.span, in: theirs.utf8.span, at: 0)
            }
    }
}

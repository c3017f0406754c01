package import CanonicalJSON

/// The content of one record: what its bytes state, and what they leave to the opening of its epoch.
///
/// Source: docs/formats/records.md §2.
package struct Entry: Hashable, Sendable {
    /// The format version that this program writes.
    package static let version: Int64 = 1
    /// The number of random bytes in every entry.
    package static let saltByteCount = 16

    /// What its bytes state.
    package let stated: StatedEntry
    /// When it was made, by which clock.
    package let time: RecordTime
    /// Which program wrote it.
    package let origin: Origin

    /// Makes an entry to be written.
    ///
    /// - Parameters:
    ///   - salt: 16 random bytes.
    ///   - project: A label of 16 hex digits.
    ///   - family: Lower case, digits and dots.
    ///   - opening: The opening in force, to which the entry leaves what is equal there; nil for one
    ///     that states everything, as an opening does.
    package init(
        seq: UInt64, epoch: UInt64, salt: [UInt8], time: RecordTime, actor: Actor, origin: Origin,
        project: String? = nil, family: String, body: JSONObject, cause: String? = nil,
        idempotencyKey: String? = nil, under opening: EpochOpening? = nil
    ) {
        stated = StatedEntry(
            seq: seq, epoch: epoch, salt: salt, time: StatedTime(time, under: opening?.time),
            actor: actor, origin: origin == opening?.origin ? nil : origin, project: project,
            family: family, body: body, cause: cause, idempotencyKey: idempotencyKey)
        self.time = time
        self.origin = origin
    }

    /// Completes an entry that was read.
    ///
    /// - Parameter opening: The opening in force; nil where there is none. An opening itself takes
    ///   nothing from another.
    /// - Throws: For the first field that neither states; kind `missing`.
    package init(_ stated: StatedEntry, under opening: EpochOpening?) throws(SchemaError) {
        let opening = EpochOpening.families.contains(stated.family) ? nil : opening
        guard let origin = stated.origin ?? opening?.origin else {
            throw .notStated(path: "/origin")
        }
        self.stated = stated
        self.origin = origin
        time = try stated.time.completed(by: opening?.time)
    }

    private init(_ stated: StatedEntry, time: RecordTime, origin: Origin) {
        self.stated = stated
        self.time = time
        self.origin = origin
    }

    /// The envelope alone, without body and unknown fields: what to keep of an entry whose body was
    /// read, as it costs a fraction of the whole.
    package var envelope: Entry { Entry(stated.envelope, time: time, origin: origin) }
}

extension Entry {
    /// Reads an entry from its canonical bytes.
    ///
    /// - Parameter opening: The opening in force; nil where there is none.
    package init(encoded bytes: [UInt8], under opening: EpochOpening?) throws(EntryError) {
        let stated = try StatedEntry(encoded: bytes)
        do throws(SchemaError) { try self.init(stated, under: opening) } catch {
            throw .schema(error)
        }
    }

    /// The canonical bytes E of the entry.
    package var encoded: [UInt8] { stated.encoded }

    /// The entry as an object that speaks for itself: what it leaves to its epoch's opening is in it.
    package var completeJSON: JSONObject {
        var object = stated.json
        var time = object["time"]?.objectValue ?? JSONObject()
        for (key, value) in StatedTime(self.time, under: nil).json where time[key] == nil {
            time[key] = value
        }
        object["time"] = .object(time)
        object["origin"] = object["origin"] ?? .fields(origin)
        return object
    }
}

// MARK: - What the bytes state

extension Entry {
    /// The place in the log, from 0; at most 2^53−1.
    package var seq: UInt64 { stated.seq }
    /// The epoch, from 0.
    package var epoch: UInt64 { stated.epoch }
    /// 16 random bytes, so that a withheld entry can't be guessed from its digest.
    package var salt: [UInt8] { stated.salt }
    /// Who acted.
    package var actor: Actor { stated.actor }
    /// The project label, 16 hex digits, where one applies.
    package var project: String? { stated.project }
    /// The family, such as `capture`.
    package var family: String { stated.family }
    /// The fields of the family.
    package var body: JSONObject { stated.body }
    /// What brought the record about.
    package var cause: String? { stated.cause }
    /// The key under which a repeated request is recognised.
    package var idempotencyKey: String? { stated.idempotencyKey }
    /// JSON pointers of envelope fields that this version doesn't know; the body's aren't among them.
    package var unknownFields: [String] { stated.unknownFields }
}

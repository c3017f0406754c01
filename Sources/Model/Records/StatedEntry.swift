package import CanonicalJSON

/// The content of one record as its bytes state it: the envelope and its body.
///
/// What it leaves to the opening of its epoch isn't there; `Entry` has it. Values never change once
/// made. An entry that was read keeps fields it doesn't know, so `encoded` gives the bytes it came from.
///
/// Source: docs/formats/records.md §2.
package struct StatedEntry: Hashable, Sendable {
    /// The place in the log, from 0; at most 2^53−1.
    package let seq: UInt64
    /// The epoch, from 0.
    package let epoch: UInt64
    /// 16 random bytes, so that a withheld entry can't be guessed from its digest.
    package let salt: [UInt8]
    /// When it was made, and what it states of the clock.
    package let time: StatedTime
    /// Who acted.
    package let actor: Actor
    /// Which program wrote it; nil where the opening says so.
    package let origin: Origin?
    /// The project label, 16 hex digits, where one applies.
    package let project: String?
    /// The family, such as `capture`.
    package let family: String
    /// The fields of the family.
    package let body: JSONObject
    /// What brought the record about.
    package let cause: String?
    /// The key under which a repeated request is recognised.
    package let idempotencyKey: String?
    /// JSON pointers of envelope fields that this version doesn't know; the body's aren't among them.
    package let unknownFields: [String]
    /// The object as read, kept only if there are unknown fields.
    private let original: JSONObject?

    init(
        seq: UInt64, epoch: UInt64, salt: [UInt8], time: StatedTime, actor: Actor, origin: Origin?,
        project: String?, family: String, body: JSONObject, cause: String?, idempotencyKey: String?
    ) {
        self.seq = seq
        self.epoch = epoch
        self.salt = salt
        self.time = time
        self.actor = actor
        self.origin = origin
        self.project = project
        self.family = family
        self.body = body
        self.cause = cause
        self.idempotencyKey = idempotencyKey
        unknownFields = []
        original = nil
    }

    /// The same without body and unknown fields.
    var envelope: StatedEntry {
        StatedEntry(
            seq: seq, epoch: epoch, salt: salt, time: time, actor: actor, origin: origin,
            project: project, family: family, body: JSONObject(), cause: cause,
            idempotencyKey: idempotencyKey)
    }

    /// Reads an entry; what its body holds is left to the family.
    ///
    /// - Throws: The first field that is wrong; kind `unknownVersion` for another format version.
    package init(json object: JSONObject) throws(SchemaError) {
        var reader = FieldReader(object)
        let version = try reader.integer("v", in: 0...JSONValue.largestInteger)
        guard version == Entry.version else {
            throw reader.error("v", .unknownVersion, "format version \(version) isn't known here")
        }
        seq = try reader.count("seq")
        epoch = try reader.count("epoch")
        salt = try reader.hexBytes("salt", count: Entry.saltByteCount)
        time = try reader.value("time")
        actor = try reader.value("actor")
        origin = try reader.optional("origin")
        project = try reader.optionalLabel("project")
        family = try reader.family("family")
        body = try reader.object("body")
        cause = try reader.optionalString("cause")
        idempotencyKey = try reader.optionalString("idempotencyKey")
        unknownFields = reader.unknownFields
        original = unknownFields.isEmpty ? nil : object
    }

    /// The entry as an object, unknown fields included.
    package var json: JSONObject {
        original
            ?? JSONObject([
                ("v", .integer(Entry.version)), ("seq", .count(seq)), ("epoch", .count(epoch)),
                ("salt", .hex(salt)), ("time", .fields(time)), ("actor", .fields(actor)),
                ("origin", .fields(origin)), ("project", .text(project)),
                ("family", .string(family)), ("body", .object(body)), ("cause", .text(cause)),
                ("idempotencyKey", .text(idempotencyKey)),
            ])
    }

    /// The canonical bytes E of the entry.
    package var encoded: [UInt8] { CanonicalJSON.encode(.object(json)) }
}

/// Why bytes aren't an entry.
package enum EntryError: Error, Hashable, Sendable {
    /// They aren't canonical JSON.
    case notCanonical(JSONError)
    /// They are, but not an object with the fields of an envelope.
    case schema(SchemaError)
}

extension StatedEntry {
    /// Reads an entry from its canonical bytes.
    package init(encoded bytes: [UInt8]) throws(EntryError) {
        let value: JSONValue
        // The line around the entry counts as the outermost container.
        let depth = CanonicalJSON.maximumDepth - 1
        do throws(JSONError) { value = try CanonicalJSON.parse(bytes, maximumDepth: depth) } catch {
            throw .notCanonical(error)
        }
        guard let object = value.objectValue else {
            throw .schema(SchemaError(path: "", kind: .wrongType, text: "an object is expected"))
        }
        do throws(SchemaError) { try self.init(json: object) } catch { throw .schema(error) }
    }
}

extension FieldReader {
    /// A family name: lower-case letters, digits and single dots between them.
    mutating func family(_ key: String) throws(SchemaError) -> String {
        let text = try string(key)
        guard Families.isWellFormed(text) else {
            throw error(key, .badFormat, "a family is lower case with dots")
        }
        return text
    }
}

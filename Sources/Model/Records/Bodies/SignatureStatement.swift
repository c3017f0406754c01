package import CanonicalJSON
package import Cryptography

/// What a person signs: the canonical bytes of this statement go under the CMS signature.
///
/// A statement that was read keeps fields it doesn't know, so `encoded` gives the signed bytes.
///
/// Source: docs/formats/records.md §6; 21 CFR 11.50(a).
package struct SignatureStatement: FieldReadable {
    /// The word in `type`.
    package static let type = "trailseal/signature/1"

    /// The log that holds the signature.
    package let log: Digest
    /// The signer.
    package let personId: String
    /// The signer's account.
    package let userId: String
    /// The signer's printed name.
    package let printedName: String
    /// The role in which the signer signs.
    package let role: String
    /// What the signature means.
    package let meaning: Meaning
    /// The digest of the policy that defines the meaning.
    package let policySha256: Digest
    /// Why, where the policy asks for it.
    package let reason: String?
    /// When, by the host's clock.
    package let signedAt: WallClock
    /// The records signed, at least one.
    package let targets: [SignatureTarget]
    /// The digest of what the signer saw.
    package let renditionSha256: Digest?
    /// How the signer proved to be present.
    package let auth: Authentication
    /// The grant relied on.
    package let authority: String?
    private let original: JSONObject?

    /// Makes a statement.
    package init(
        log: Digest, personId: String, userId: String, printedName: String, role: String,
        meaning: Meaning, policySha256: Digest, reason: String? = nil, signedAt: WallClock,
        targets: [SignatureTarget], renditionSha256: Digest? = nil, auth: Authentication,
        authority: String? = nil
    ) {
        self.log = log
        self.personId = personId
        self.userId = userId
        self.printedName = printedName
        self.role = role
        self.meaning = meaning
        self.policySha256 = policySha256
        self.reason = reason
        self.signedAt = signedAt
        self.targets = targets
        self.renditionSha256 = renditionSha256
        self.auth = auth
        self.authority = authority
        original = nil
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        try reader.constant("type", Self.type)
        log = try reader.digest("log")
        personId = try reader.string("personId")
        userId = try reader.string("userId")
        printedName = try reader.string("printedName")
        role = try reader.string("role")
        meaning = try reader.value("meaning")
        policySha256 = try reader.digest("policySha256")
        reason = try reader.optionalString("reason")
        signedAt = try reader.value("signedAt")
        targets = try reader.filled("targets", try reader.list("targets"))
        renditionSha256 = try reader.optionalDigest("renditionSha256")
        auth = try reader.value("auth")
        authority = try reader.optionalString("authority")
        original = reader.unknownFields.isEmpty ? nil : reader.object
    }

    package var json: JSONObject {
        original
            ?? JSONObject([
                ("type", .string(Self.type)), ("log", .digest(log)),
                ("personId", .string(personId)), ("userId", .string(userId)),
                ("printedName", .string(printedName)), ("role", .string(role)),
                ("meaning", .fields(meaning)), ("policySha256", .digest(policySha256)),
                ("reason", .text(reason)), ("signedAt", .fields(signedAt)),
                ("targets", .list(targets)), ("renditionSha256", .digest(renditionSha256)),
                ("auth", .fields(auth)), ("authority", .text(authority)),
            ])
    }

    /// The bytes that are signed.
    package var encoded: [UInt8] { CanonicalJSON.encode(.object(json)) }
}

/// A meaning of signatures, as a site policy lists it.
package struct Meaning: FieldReadable {
    /// The code, such as `REVIEWED`.
    package let code: String
    /// What a reader is shown.
    package let label: String

    /// Makes a meaning.
    package init(code: String, label: String) {
        self.code = code
        self.label = label
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        code = try reader.string("code")
        label = try reader.string("label")
    }

    package var json: JSONObject {
        JSONObject([("code", .string(code)), ("label", .string(label))])
    }
}

/// A point in time with the wall clock of its place.
package struct WallClock: FieldReadable {
    /// The point in time.
    package let utc: Timestamp
    /// The wall clock's difference, `±hh:mm`.
    package let offset: String
    /// The zone's name.
    package let zone: String

    /// Makes a time; `offset` has to be of the form `±hh:mm`, else a reader refuses it.
    package init(utc: Timestamp, offset: String, zone: String) {
        self.utc = utc
        self.offset = offset
        self.zone = zone
    }

    /// The same moment and place as a record's time.
    package init(_ time: RecordTime) {
        self.init(utc: time.utc, offset: time.offset, zone: time.zone)
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        utc = try reader.time("utc")
        offset = try reader.offset("offset")
        zone = try reader.string("zone")
    }

    package var json: JSONObject {
        JSONObject([("utc", .time(utc)), ("offset", .string(offset)), ("zone", .string(zone))])
    }
}

/// How a signer proved to be present at that moment.
///
/// Source: 21 CFR 11.200(a)(1).
package struct Authentication: FieldReadable {
    /// The components asked for, such as `user-id` and `password`.
    package let components: [String]
    /// When they were given.
    package let at: Timestamp
    /// Whether all were given for this very signature.
    package let full: Bool

    /// Makes a statement.
    package init(components: [String], at: Timestamp, full: Bool) {
        self.components = components
        self.at = at
        self.full = full
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        components = try reader.filled("components", try reader.strings("components"))
        at = try reader.time("at")
        full = try reader.required("full", try reader.optionalFlag("full"))
    }

    package var json: JSONObject {
        JSONObject([
            ("components", .texts(components)), ("at", .time(at)), ("full", .boolean(full)),
        ])
    }
}

package import CanonicalJSON

/// An event of a person's means to sign.
///
/// Source: docs/formats/records.md §4; 21 CFR 11.300(d) for failed attempts.
package struct CredentialBody: RecordBody {
    /// What happened.
    package enum Kind: String, Hashable, Sendable {
        /// Given out, tried in vain, shut after too many failures, opened again, replaced.
        case enrol, failed, locked, unlocked, changed
    }

    package static let family = "credential"

    /// Whose it is.
    package let personId: String
    /// The account.
    package let userId: String
    /// What happened.
    package let kind: Kind
    /// Who brought it about, where it wasn't the person.
    package let by: String?
    /// How many attempts have failed in a row.
    package let attempts: UInt64?

    /// Makes an event.
    package init(
        personId: String, userId: String, kind: Kind, by: String? = nil, attempts: UInt64? = nil
    ) {
        self.personId = personId
        self.userId = userId
        self.kind = kind
        self.by = by
        self.attempts = attempts
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        personId = try reader.string("personId")
        userId = try reader.string("userId")
        kind = try reader.choice("kind")
        by = try reader.optionalString("by")
        attempts = try reader.optionalCount("attempts")
    }

    package var json: JSONObject {
        JSONObject([
            ("personId", .string(personId)), ("userId", .string(userId)), ("kind", .choice(kind)),
            ("by", .text(by)), ("attempts", .count(attempts)),
        ])
    }
}

package import CanonicalJSON
package import Cryptography

/// What someone asks to be exported, and under which declarations.
///
/// Source: docs/formats/records.md §7.
package struct ExportRequestBody: RecordBody {
    package static let family = "export.request"

    /// The export's id.
    package let exportId: String
    /// What the copy is for.
    package let purpose: String
    /// The person who asks.
    package let requester: String
    /// Who is to get it.
    package let recipient: String
    /// What is to be shown.
    package let query: ExportQuery
    /// Families that are kept elsewhere.
    package let notKeptHere: [KeptElsewhere]
    /// Why something is withheld.
    package let withholding: [WithholdingDeclaration]
    /// The digest of the public key that is to seal the bundle.
    package let sealSpkiSha256: Digest
    /// The version of the human-readable copy, such as `readme/1`.
    package let template: String

    /// Makes a request.
    package init(
        exportId: String, purpose: String, requester: String, recipient: String,
        query: ExportQuery, notKeptHere: [KeptElsewhere] = [],
        withholding: [WithholdingDeclaration] = [], sealSpkiSha256: Digest, template: String
    ) {
        self.exportId = exportId
        self.purpose = purpose
        self.requester = requester
        self.recipient = recipient
        self.query = query
        self.notKeptHere = notKeptHere
        self.withholding = withholding
        self.sealSpkiSha256 = sealSpkiSha256
        self.template = template
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        exportId = try reader.string("exportId")
        purpose = try reader.string("purpose")
        requester = try reader.string("requester")
        recipient = try reader.string("recipient")
        query = try reader.value("query")
        notKeptHere = try reader.list("notKeptHere")
        withholding = try reader.list("withholding")
        sealSpkiSha256 = try reader.digest("sealSpkiSha256")
        template = try reader.string("template")
    }

    package var json: JSONObject {
        JSONObject([
            ("exportId", .string(exportId)), ("purpose", .string(purpose)),
            ("requester", .string(requester)), ("recipient", .string(recipient)),
            ("query", .fields(query)), ("notKeptHere", .list(notKeptHere)),
            ("withholding", .list(withholding)), ("sealSpkiSha256", .digest(sealSpkiSha256)),
            ("template", .string(template)),
        ])
    }
}

/// A family that this log doesn't hold, and where it is kept.
package struct KeptElsewhere: FieldReadable {
    /// The family.
    package let family: String
    /// Where it is kept.
    package let location: String
    /// Why it isn't here.
    package let why: String

    /// Makes a declaration.
    package init(family: String, where location: String, why: String) {
        self.family = family
        self.location = location
        self.why = why
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        family = try reader.family("family")
        location = try reader.string("where")
        why = try reader.string("why")
    }

    package var json: JSONObject {
        JSONObject([
            ("family", .string(family)), ("where", .string(location)), ("why", .string(why)),
        ])
    }
}

/// A reason for withholding, and what it covers.
package struct WithholdingDeclaration: FieldReadable {
    /// One of the reasons of withheld lines.
    package let reason: WithholdingReason
    /// What is withheld for it.
    package let what: String

    /// Makes a declaration.
    package init(reason: WithholdingReason, what: String) {
        self.reason = reason
        self.what = what
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        reason = try reader.choice("reason")
        what = try reader.string("what")
    }

    package var json: JSONObject {
        JSONObject([("reason", .choice(reason)), ("what", .string(what))])
    }
}

/// Why a record doesn't stand in clear in a bundle.
package enum WithholdingReason: String, Hashable, Sendable, CaseIterable {
    /// The question leaves it out.
    case outOfScope = "out-of-scope"
    /// It says something of a person whom the question isn't about.
    case personalData = "personal-data"
    /// It belongs to somebody other than the organisation.
    case thirdParty = "third-party"
    /// It may be kept back by law, such as counsel's advice.
    case privileged
}

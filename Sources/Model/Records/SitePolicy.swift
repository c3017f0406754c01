package import CanonicalJSON
package import Cryptography

/// The site's own rules: which signatures mean what, who may, and the limits.
///
/// A policy that was read keeps fields it doesn't know, so `encoded` gives the bytes it came from.
///
/// Source: docs/formats/records.md §9.
package struct SitePolicy: FieldReadable {
    /// The meaning of an approver's signature over an export request.
    package static let exportApproved = Meaning(
        code: "EXPORT-APPROVED", label: "export approved, true copy")

    /// The policy's id.
    package let policyId: String
    /// Its version.
    package let version: String
    /// The meanings that signatures may have, with `exportApproved` among them.
    package let meanings: [Meaning]
    /// The codes of meanings that need a reason.
    package let requireReason: [String]
    /// The roles that people may have.
    package let roles: [String]
    /// The limits.
    package let limits: Limits
    /// The signatures that datasets need.
    package let requiredSignatures: [RequiredSignature]
    private let original: JSONObject?

    /// Makes a policy.
    package init(
        policyId: String, version: String, meanings: [Meaning], requireReason: [String] = [],
        roles: [String], limits: Limits, requiredSignatures: [RequiredSignature] = []
    ) {
        self.policyId = policyId
        self.version = version
        self.meanings = meanings
        self.requireReason = requireReason
        self.roles = roles
        self.limits = limits
        self.requiredSignatures = requiredSignatures
        original = nil
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        let form = try reader.integer("v", in: 0...JSONValue.largestInteger)
        guard form == 1 else {
            throw reader.error("v", .unknownVersion, "policy format \(form) isn't known here")
        }
        policyId = try reader.string("policyId")
        version = try reader.string("version")
        meanings = try reader.filled("meanings", try reader.list("meanings"))
        requireReason = try reader.strings("requireReason")
        roles = try reader.filled("roles", try reader.strings("roles"))
        limits = try reader.value("limits")
        requiredSignatures = try reader.list("requiredSignatures")
        original = reader.unknownFields.isEmpty ? nil : reader.object
        try checkMeanings(reader)
    }

    /// Reads a policy from the canonical bytes of its file.
    package init(encoded bytes: [UInt8]) throws(EntryError) {
        let value: JSONValue
        do throws(JSONError) { value = try CanonicalJSON.parse(bytes) } catch {
            throw .notCanonical(error)
        }
        guard let object = value.objectValue else {
            throw .schema(SchemaError(path: "", kind: .wrongType, text: "an object is expected"))
        }
        do throws(SchemaError) { try self.init(json: object) } catch { throw .schema(error) }
    }

    private func checkMeanings(_ reader: FieldReader) throws(SchemaError) {
        let codes = Set(meanings.map(\.code))
        if codes.count != meanings.count {
            throw reader.error("meanings", .notAllowed, "a code stands there twice")
        }
        if !meanings.contains(Self.exportApproved) {
            let code = Self.exportApproved.code
            throw reader.error("meanings", .missing, "\(code) with its label is required")
        }
        if !codes.isSuperset(of: requireReason) {
            throw reader.error("requireReason", .unknownValue, "a code is none of the meanings")
        }
    }

    package var json: JSONObject {
        original
            ?? JSONObject([
                ("v", 1), ("policyId", .string(policyId)), ("version", .string(version)),
                ("meanings", .list(meanings)), ("requireReason", .texts(requireReason)),
                ("roles", .texts(roles)), ("limits", .fields(limits)),
                ("requiredSignatures", .list(requiredSignatures)),
            ])
    }

    /// The canonical bytes of the file.
    package var encoded: [UInt8] { CanonicalJSON.encode(.object(json)) }

    /// The digest under which the file is known.
    package var sha256: Digest { SHA256.hash(encoded) }

    /// The meaning under a code.
    package func meaning(code: String) -> Meaning? { meanings.first { $0.code == code } }
}

extension SitePolicy {
    /// The policy that `init` writes when the site gives none.
    package static func standard(policyId: String, version: String) -> SitePolicy {
        SitePolicy(
            policyId: policyId, version: version,
            meanings: [
                Meaning(code: "AUTHORED", label: "authored"),
                Meaning(code: "REVIEWED", label: "reviewed"),
                Meaning(code: "APPROVED", label: "approved"),
                exportApproved,
            ],
            requireReason: ["APPROVED", exportApproved.code],
            roles: ["analyst", "reviewer", "qa", "administrator"],
            limits: Limits(
                skewMilliseconds: 60_000, lockAfterFailures: 5, epochMaxRecords: 10_000,
                epochMaxSeconds: 3600))
    }

    /// Numbers that a site sets.
    package struct Limits: FieldReadable {
        /// How far clocks may differ.
        package let skewMilliseconds: Int64
        /// After how many wrong passwords in a row an account is locked.
        package let lockAfterFailures: Int64
        /// How many records an epoch may hold, open and close included.
        package let epochMaxRecords: Int64
        /// How long an epoch may last.
        package let epochMaxSeconds: Int64

        /// Makes limits.
        package init(
            skewMilliseconds: Int64, lockAfterFailures: Int64, epochMaxRecords: Int64,
            epochMaxSeconds: Int64
        ) {
            self.skewMilliseconds = skewMilliseconds
            self.lockAfterFailures = lockAfterFailures
            self.epochMaxRecords = epochMaxRecords
            self.epochMaxSeconds = epochMaxSeconds
        }

        package init(from reader: inout FieldReader) throws(SchemaError) {
            skewMilliseconds = try reader.integer("skewMilliseconds", in: 0...86_400_000)
            lockAfterFailures = try reader.integer("lockAfterFailures", in: 1...1000)
            epochMaxRecords = try reader.integer("epochMaxRecords", in: 3...1_000_000_000)
            epochMaxSeconds = try reader.integer("epochMaxSeconds", in: 1...31_622_400)
        }

        package var json: JSONObject {
            JSONObject([
                ("skewMilliseconds", .integer(skewMilliseconds)),
                ("lockAfterFailures", .integer(lockAfterFailures)),
                ("epochMaxRecords", .integer(epochMaxRecords)),
                ("epochMaxSeconds", .integer(epochMaxSeconds)),
            ])
        }
    }

    /// A signature that every record of a kind needs.
    package struct RequiredSignature: FieldReadable {
        /// What needs it, such as `dataset`.
        package let target: String
        /// The code of its meaning.
        package let meaning: String

        /// Makes a requirement.
        package init(target: String, meaning: String) {
            self.target = target
            self.meaning = meaning
        }

        package init(from reader: inout FieldReader) throws(SchemaError) {
            target = try reader.string("target")
            meaning = try reader.string("meaning")
        }

        package var json: JSONObject {
            JSONObject([("target", .string(target)), ("meaning", .string(meaning))])
        }
    }
}

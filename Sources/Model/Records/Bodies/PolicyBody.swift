package import CanonicalJSON
package import Cryptography

/// Puts a site policy in force from here on.
package struct PolicyBody: RecordBody {
    package static let family = "policy"

    /// The policy's id.
    package let policyId: String
    /// Its version.
    package let version: String
    /// The digest of its file.
    package let sha256: Digest

    /// Makes a record of a policy.
    package init(policyId: String, version: String, sha256: Digest) {
        self.policyId = policyId
        self.version = version
        self.sha256 = sha256
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        policyId = try reader.string("policyId")
        version = try reader.string("version")
        sha256 = try reader.digest("sha256")
    }

    package var json: JSONObject {
        JSONObject([
            ("policyId", .string(policyId)), ("version", .string(version)),
            ("sha256", .digest(sha256)),
        ])
    }
}

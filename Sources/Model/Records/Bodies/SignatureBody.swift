package import CanonicalJSON
package import Cryptography

/// A person's electronic signature over records that exist.
package struct SignatureBody: RecordBody {
    package static let family = "signature"
    /// The most bytes of the CMS value: one with a time-stamp and both chains has some 20,000.
    package static let maximumSignatureByteCount = 128 << 10

    /// What is signed.
    package let statement: SignatureStatement
    /// The CMS SignedData over the statement's canonical bytes, DER.
    package let cms: [UInt8]
    /// The digest of the signer's certificate.
    package let certificateSha256: Digest
    /// What a sign-in service stated for this signature.
    package let assertion: SignInAssertion?

    /// Makes a signature.
    package init(
        statement: SignatureStatement, cms: [UInt8], certificateSha256: Digest,
        assertion: SignInAssertion? = nil
    ) {
        self.statement = statement
        self.cms = cms
        self.certificateSha256 = certificateSha256
        self.assertion = assertion
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        statement = try reader.value("statement")
        cms = try reader.base64("cms")
        guard cms.count <= Self.maximumSignatureByteCount else {
            throw reader.error(
                "cms", .outOfRange, "at most \(Self.maximumSignatureByteCount) bytes")
        }
        certificateSha256 = try reader.digest("certificateSha256")
        assertion = try reader.optional("assertion")
    }

    package var json: JSONObject {
        JSONObject([
            ("statement", .fields(statement)), ("cms", .base64(cms)),
            ("certificateSha256", .digest(certificateSha256)), ("assertion", .fields(assertion)),
        ])
    }
}

/// What became of a signature later.
package struct SignatureStatusBody: RecordBody {
    /// The fates.
    package enum Status: String, Hashable, Sendable {
        /// The signer took it back; it never should have counted.
        case withdrawn, invalid
    }

    package static let family = "signature.status"

    /// The record of the signature.
    package let signature: LeafReference
    /// What became of it.
    package let status: Status
    /// Why.
    package let reason: String

    /// Makes a statement.
    package init(signature: LeafReference, status: Status, reason: String) {
        self.signature = signature
        self.status = status
        self.reason = reason
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        signature = try reader.value("signature")
        status = try reader.choice("status")
        reason = try reader.string("reason")
    }

    package var json: JSONObject {
        JSONObject([
            ("signature", .fields(signature)), ("status", .choice(status)),
            ("reason", .string(reason)),
        ])
    }
}

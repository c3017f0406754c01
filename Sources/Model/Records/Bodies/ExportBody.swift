package import CanonicalJSON
package import Cryptography

/// The approved export takes place: its bundle reaches to the close after this record.
package struct ExportBody: RecordBody {
    package static let family = "export"

    /// The export's id.
    package let exportId: String
    /// The record of the request.
    package let request: LeafReference
    /// The record of the approver's signature.
    package let approval: LeafReference
    /// The epochs whose keys are asked for.
    package let epochs: EpochRange

    /// Makes an export.
    package init(
        exportId: String, request: LeafReference, approval: LeafReference, epochs: EpochRange
    ) {
        self.exportId = exportId
        self.request = request
        self.approval = approval
        self.epochs = epochs
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        exportId = try reader.string("exportId")
        request = try reader.value("request")
        approval = try reader.value("approval")
        epochs = try reader.value("epochs")
    }

    package var json: JSONObject {
        JSONObject([
            ("exportId", .string(exportId)), ("request", .fields(request)),
            ("approval", .fields(approval)), ("epochs", .fields(epochs)),
        ])
    }
}

/// Epochs from one to another, both included.
package struct EpochRange: FieldReadable {
    /// The first epoch.
    package let first: UInt64
    /// The last epoch, not before the first.
    package let last: UInt64

    /// Makes a range.
    package init(first: UInt64, last: UInt64) {
        self.first = first
        self.last = last
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        first = try reader.count("first")
        last = try reader.count("last")
        if last < first {
            throw reader.error("last", .outOfRange, "the last isn't before the first")
        }
    }

    package var json: JSONObject {
        JSONObject([("first", .count(first)), ("last", .count(last))])
    }
}

/// A bundle was sealed: named in a later epoch, so that the next bundle shows it.
package struct ExportSealedBody: RecordBody {
    package static let family = "export.sealed"

    /// The export's id.
    package let exportId: String
    /// The bundle's id.
    package let bundle: String
    /// The digest of its manifest.
    package let manifestSha256: Digest
    /// The custodian's release of the keys.
    package let release: SignedRelease?

    /// Makes a record of a sealed bundle.
    package init(
        exportId: String, bundle: String, manifestSha256: Digest, release: SignedRelease? = nil
    ) {
        self.exportId = exportId
        self.bundle = bundle
        self.manifestSha256 = manifestSha256
        self.release = release
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        exportId = try reader.string("exportId")
        bundle = try reader.string("bundle")
        manifestSha256 = try reader.digest("manifestSha256")
        release = try reader.optional("release")
    }

    package var json: JSONObject {
        JSONObject([
            ("exportId", .string(exportId)), ("bundle", .string(bundle)),
            ("manifestSha256", .digest(manifestSha256)), ("release", .fields(release)),
        ])
    }
}

/// The custodian's signed statement of which keys were given out.
package struct SignedRelease: FieldReadable {
    /// The statement; its canonical bytes are signed.
    package let statement: JSONObject
    /// The CMS SignedData over them, DER.
    package let cms: [UInt8]
    /// The digest of the custodian's certificate.
    package let certificateSha256: Digest

    /// Makes a release.
    package init(statement: JSONObject, cms: [UInt8], certificateSha256: Digest) {
        self.statement = statement
        self.cms = cms
        self.certificateSha256 = certificateSha256
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        statement = try reader.object("statement")
        cms = try reader.base64("cms")
        certificateSha256 = try reader.digest("certificateSha256")
    }

    package var json: JSONObject {
        JSONObject([
            ("statement", .object(statement)), ("cms", .base64(cms)),
            ("certificateSha256", .digest(certificateSha256)),
        ])
    }
}

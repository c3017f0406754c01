package import CanonicalJSON
package import Cryptography
package import Records

/// What the QA desk hands to the custodian: enough of the log to see that a release is lawful.
///
/// It holds no secret and no measured data: genesis, the close of the last epoch asked for with
/// its inclusion proof, and the witnessed checkpoint.
///
/// Source: docs/formats/log.md §10.
package struct ReleaseRequest: Hashable, Sendable {
    /// A receipt of the checkpoint, by the name its file has in a bundle.
    package struct Receipt: Hashable, Sendable {
        /// Notary and kind, such as `qa.example=2fwitness.cosignature`.
        package let name: String
        /// The file's bytes.
        package let bytes: [UInt8]

        /// Names a receipt.
        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The type and version of the file.
    package static let type = "trailseal/release-request/1"

    /// The export that asks.
    package let exportId: String
    /// The first and the last epoch whose keys are asked for.
    package let epochs: EpochRange
    /// The line of record 0.
    package let genesisLine: [UInt8]
    /// The line of the close of `epochs.last`, which is the last record under the checkpoint.
    package let closeLine: [UInt8]
    /// The leaf before that close.
    package let leafBeforeClose: Digest
    /// The inclusion proof of the close under the checkpoint's root.
    package let inclusionProof: [Digest]
    /// The checkpoint.
    package let note: [UInt8]
    /// Its receipts.
    package let receipts: [Receipt]

    /// Makes a request of its parts.
    package init(
        exportId: String, epochs: EpochRange, genesisLine: [UInt8], closeLine: [UInt8],
        leafBeforeClose: Digest, inclusionProof: [Digest], note: [UInt8], receipts: [Receipt]
    ) {
        self.exportId = exportId
        self.epochs = epochs
        self.genesisLine = genesisLine
        self.closeLine = closeLine
        self.leafBeforeClose = leafBeforeClose
        self.inclusionProof = inclusionProof
        self.note = note
        self.receipts = receipts
    }

    /// The file's bytes.
    package var encoded: [UInt8] {
        CanonicalJSON.encode(
            .object(
                JSONObject([
                    ("type", .string(Self.type)), ("exportId", .string(exportId)),
                    ("epochs", .fields(epochs)), ("genesis", .base64(genesisLine)),
                    ("close", .base64(closeLine)), ("leafBeforeClose", .digest(leafBeforeClose)),
                    ("inclusionProof", .array(inclusionProof.map { .string($0.hex) })),
                    ("note", .base64(note)), ("receipts", .list(receipts)),
                ])))
    }

    /// Reads a request; says nothing yet of its truth.
    ///
    /// - Throws: `SealingError.releaseRefused` when the bytes are no request.
    package static func read(_ bytes: [UInt8]) throws(SealingError) -> ReleaseRequest {
        do {
            guard case .object(let object) = try CanonicalJSON.parse(bytes) else {
                throw SealingError.releaseRefused("the request is no JSON object")
            }
            var reader = FieldReader(object)
            try reader.constant("type", type)
            return ReleaseRequest(
                exportId: try reader.string("exportId"), epochs: try reader.value("epochs"),
                genesisLine: try reader.base64("genesis"), closeLine: try reader.base64("close"),
                leafBeforeClose: try reader.digest("leafBeforeClose"),
                inclusionProof: try reader.digests("inclusionProof"),
                note: try reader.base64("note"), receipts: try reader.list("receipts"))
        } catch let error as SealingError {
            throw error
        } catch {
            throw .releaseRefused("the request can't be read: \(error)")
        }
    }
}

extension ReleaseRequest.Receipt: FieldReadable {
    /// Reads a receipt.
    package init(from reader: inout FieldReader) throws(SchemaError) {
        name = try reader.string("name")
        bytes = try reader.base64("bytes")
    }

    /// The receipt as its fields.
    package var json: JSONObject {
        JSONObject([("name", .string(name)), ("bytes", .base64(bytes))])
    }
}

extension FieldReader {
    /// A list of digests, which may be empty or absent.
    mutating func digests(_ key: String) throws(SchemaError) -> [Digest] {
        var result: [Digest] = []
        for value in try optionalArray(key) ?? [] {
            guard let digest = value.stringValue.flatMap(Digest.init(hex:)) else {
                throw error(key, .badFormat, "a list of 64 hex digits each is expected")
            }
            result.append(digest)
        }
        return result
    }
}

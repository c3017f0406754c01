package import BundleFormat
internal import CanonicalJSON
package import Cryptography
internal import RecordLog
package import Records

/// The file that a custodian hands back: the keys, and the signed statement of what they are for.
///
/// Source: docs/formats/log.md §10.
package struct KeyRelease: Hashable, Sendable {
    /// What the custodian signed.
    package let statement: ReleaseStatement
    /// The signature over the statement's canonical bytes, CMS DER.
    package let cms: [UInt8]
    /// The custodian's certificate, DER.
    package let certificate: [UInt8]
    /// The keys of the epochs from `statement.firstEpoch` on.
    package let keys: [Digest]
    /// What completes the calendar to the right of `statement.lastEpoch`.
    package let right: [Digest]

    /// Makes a release of its parts.
    package init(
        statement: ReleaseStatement, cms: [UInt8], certificate: [UInt8], keys: [Digest],
        right: [Digest]
    ) {
        self.statement = statement
        self.cms = cms
        self.certificate = certificate
        self.keys = keys
        self.right = right
    }

    /// The digest that the statement pins: over the keys, one after the other.
    package static func digest(of keys: [Digest]) -> Digest {
        SHA256.hash(keys.flatMap(\.bytes))
    }

    /// The record of it that goes into `export.sealed`: everything but the keys.
    package var signed: SignedRelease {
        SignedRelease(
            statement: statement.json, cms: cms, certificateSha256: SHA256.hash(certificate))
    }

    /// The file's bytes.
    package var encoded: [UInt8] {
        CanonicalJSON.encode(
            .object(
                JSONObject([
                    ("v", .integer(1)), ("statement", .object(statement.json)),
                    ("cms", .base64(cms)), ("certificate", .base64(certificate)),
                    ("keys", .array(keys.map { .string($0.hex) })),
                    ("right", .array(right.map { .string($0.hex) })),
                ])))
    }

    /// Reads a release file; says nothing yet of its truth.
    ///
    /// - Throws: `SealingError.releaseRefused` when the bytes are no release file.
    package static func read(_ bytes: [UInt8]) throws(SealingError) -> KeyRelease {
        do {
            let value = try CanonicalJSON.parse(
                bytes, maximumValues: BundleLimits().keysValues)
            guard case .object(let object) = value else {
                throw SealingError.releaseRefused("it is no JSON object")
            }
            var reader = FieldReader(object)
            guard try reader.integer("v", in: 1...1) == 1 else {
                throw SealingError.releaseRefused("it is of another version")
            }
            return KeyRelease(
                statement: try reader.value("statement"), cms: try reader.base64("cms"),
                certificate: try reader.base64("certificate"),
                keys: try reader.digests("keys"), right: try reader.digests("right"))
        } catch let error as SealingError {
            throw error
        } catch {
            throw .releaseRefused("\(error)")
        }
    }
}

extension KeyRelease {
    /// The keys as a bundle has them, after the release was found to belong to an export.
    ///
    /// - Throws: `SealingError.releaseRefused` when it is for another export, log or range, when its
    ///   signature doesn't hold, or when the keys don't give the calendar.
    package func keysFile(for pending: PendingExport, log: Digest) throws(SealingError) -> KeysFile
    {
        let epochs = pending.export.body.epochs
        guard statement.exportId == pending.request.exportId, statement.log == log,
            statement.firstEpoch == epochs.first, statement.lastEpoch == epochs.last,
            statement.size == pending.checkpoint.size, statement.root == pending.checkpoint.root
        else { throw .releaseRefused("it answers another request") }
        guard statement.keysSha256 == Self.digest(of: keys) else {
            throw .releaseRefused("its keys are not those that the custodian signed for")
        }
        guard case .closed(let signature) = ClosedCMS.read(cms),
            signature.signer.der == certificate, signature.isValid(over: statement.encoded)
        else { throw .releaseRefused("the custodian's signature doesn't hold") }
        guard let genesis = pending.genesis, epochs.first == 0 else {
            throw .releaseRefused("keys have to begin with epoch 0")
        }
        let check = KeyCalendar.check(
            epochs: keys.map { .key($0) }, right: right, depth: Int(genesis.calendarDepth),
            calendar: genesis.calendar)
        guard case .matches = check else {
            throw .releaseRefused("its keys don't give the calendar in genesis")
        }
        return KeysFile(epochs: keys.map { .key($0) }, right: right)
    }
}

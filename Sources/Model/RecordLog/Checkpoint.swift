import CanonicalJSON
package import Cryptography

/// The log's signed statement of its size and root.
///
/// A C2SP checkpoint without extension lines and with exactly one signature line, by the log's key,
/// whose name is the origin.
///
/// Source: docs/formats/log.md §7; C2SP tlog-checkpoint.
package struct Checkpoint: Hashable, Sendable {
    /// What an origin begins with.
    package static let originPrefix = "trailseal/1/"
    /// The most bytes of a note of this form.
    package static let maximumByteCount = 1024

    /// The identifier of the log.
    package let logID: Digest
    /// The number of records.
    package let size: UInt64
    /// The root over them.
    package let root: Digest
    /// The first four bytes of the signature blob.
    package let keyID: [UInt8]
    /// The Ed25519 signature over `noteBody`.
    package let signature: [UInt8]

    /// The name of the log in notes.
    package var origin: String { Self.originPrefix + logID.hex }

    /// The signed text: three lines, each with its LF.
    package var noteBody: [UInt8] { Self.body(logID: logID, size: size, root: root) }

    /// The whole note.
    package var note: [UInt8] {
        let text = String(decoding: noteBody, as: UTF8.self)
        let line = NoteSignature(name: origin, keyID: keyID, signature: signature)
        return SignedNote(text: text, signatures: [line]).bytes
    }

    /// Writes and signs a checkpoint; the same input gives the same bytes.
    ///
    /// - Parameters:
    ///   - logKeySeed: The log's Ed25519 seed, 32 bytes.
    /// - Throws: When the seed has another length.
    package static func sign(
        logID: Digest, size: UInt64, root: Digest, logKeySeed: SecretBytes
    ) throws(CryptographyError) -> Checkpoint {
        let publicKey = try Ed25519.publicKey(seed: logKeySeed)
        let signature = try Ed25519.sign(
            body(logID: logID, size: size, root: root), seed: logKeySeed)
        return Checkpoint(
            logID: logID, size: size, root: root,
            keyID: keyID(logID: logID, publicKey: publicKey), signature: signature)
    }

    /// Whether the signature is right and by this key.
    ///
    /// - Parameter publicKey: Raw Ed25519, 32 bytes, as in genesis.
    package func hasValidSignature(publicKey: [UInt8]) -> Bool {
        keyID == Self.keyID(logID: logID, publicKey: publicKey)
            && Ed25519.isValid(signature: signature, message: noteBody, publicKey: publicKey)
    }

    /// The key id that a log's key has in its notes.
    package static func keyID(logID: Digest, publicKey: [UInt8]) -> [UInt8] {
        VerifierKey(name: originPrefix + logID.hex, kind: .note, publicKey: publicKey)?.keyID ?? []
    }

    private static func body(logID: Digest, size: UInt64, root: Digest) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(160)
        body.append(contentsOf: originPrefix.utf8)
        logID.appendHex(to: &body)
        body.append(0x0A)
        ByteRuns.append(decimal: size, to: &body)
        body.append(0x0A)
        body.append(contentsOf: Base64.encode(root.bytes).utf8)
        body.append(0x0A)
        return body
    }
}

extension Checkpoint {
    /// Reads the bytes of a note; the signature isn't checked.
    package static func read(_ bytes: [UInt8]) -> Result<Checkpoint, NoteProblem> {
        do throws(NoteProblem) { return .success(try parse(bytes)) } catch {
            return .failure(error)
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(NoteProblem) -> Checkpoint {
        if bytes.count > maximumByteCount { throw .tooLong }
        let note = bytes.span
        let parts = try NoteParts(note)
        guard parts.lines.count == 3 else { throw .notACheckpoint }
        let origin = parts.lines[0]
        guard ByteRuns.holds(originPrefix.utf8.span, in: note, at: 0),
            origin.count == originPrefix.utf8.count + 2 * Digest.byteCount,
            let logID = Digest(hexIn: note, at: originPrefix.utf8.count)
        else { throw .badOrigin }
        let digits = ByteRuns.text(note, parts.lines[1])
        guard let size = UInt64(digits), size <= UInt64(JSONValue.largestInteger),
            String(size) == digits
        else { throw .badSize }
        let root = Base64.decode(note.extracting(parts.lines[2])).flatMap { Digest($0) }
        guard let root else { throw .badRoot }
        guard parts.signatures.count == 1, let line = parts.signatures.first else {
            throw .notOneSignature
        }
        guard line.name == ByteRuns.text(note, origin) else { throw .otherKeyName }
        guard line.signature.count == Ed25519.signatureByteCount else { throw .badSignatureLine }
        return Checkpoint(
            logID: logID, size: size, root: root, keyID: line.keyID, signature: line.signature)
    }
}

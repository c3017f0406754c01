import CanonicalJSON
package import Cryptography

/// A witness's dated signature over a checkpoint of a log.
///
/// A file of one line; put behind the note it makes a cosigned checkpoint.
///
/// Source: docs/formats/log.md §8; C2SP tlog-cosignature.
package struct Cosignature: Hashable, Sendable {
    /// The most bytes of such a file.
    package static let maximumByteCount = 1024

    /// The witness's name.
    package let name: String
    /// The first four bytes of the blob.
    package let keyID: [UInt8]
    /// When the witness signed, in seconds since 1970.
    package let unixSeconds: UInt64
    /// The Ed25519 signature.
    package let signature: [UInt8]

    /// Signs the body of a note.
    ///
    /// - Parameters:
    ///   - noteBody: The three lines of a checkpoint.
    ///   - witness: The witness's name.
    ///   - seed: Its Ed25519 seed, 32 bytes.
    ///   - unixSeconds: The time it attests.
    /// - Throws: When the seed has another length, or the name can't name a key.
    package static func sign(
        noteBody: [UInt8], witness: String, seed: SecretBytes, unixSeconds: UInt64
    ) throws(CryptographyError) -> Cosignature {
        let publicKey = try Ed25519.publicKey(seed: seed)
        guard let key = VerifierKey(name: witness, kind: .cosignature, publicKey: publicKey) else {
            throw CryptographyError(function: "Cosignature.sign", text: "not a name of a key")
        }
        let message = message(noteBody: noteBody, unixSeconds: unixSeconds)
        return Cosignature(
            name: witness, keyID: key.keyID, unixSeconds: unixSeconds,
            signature: try Ed25519.sign(message, seed: seed))
    }

    /// The bytes of the file, one line with its LF.
    package var bytes: [UInt8] { Array((line.line + "\n").utf8) }

    /// The line as notes have it.
    package var line: NoteSignature {
        var blob: [UInt8] = []
        BigEndian.append(unixSeconds, to: &blob)
        return NoteSignature(name: name, keyID: keyID, signature: blob + signature)
    }

    /// Reads the bytes of a file; the signature isn't checked.
    package static func read(_ bytes: [UInt8]) -> Result<Cosignature, NoteProblem> {
        if bytes.count > maximumByteCount { return .failure(.tooLong) }
        do throws(NoteProblem) { try NoteParts.check(bytes.span) } catch { return .failure(error) }
        guard bytes.last == 0x0A,
            let line = NoteSignature(line: bytes.span.extracting(droppingLast: 1)),
            let cosignature = Cosignature(line: line)
        else { return .failure(.badSignatureLine) }
        return .success(cosignature)
    }

    /// Takes a line of a note as a cosignature; nil unless its blob has 76 bytes.
    package init?(line: NoteSignature) {
        guard line.signature.count == 8 + Ed25519.signatureByteCount,
            let time = BigEndian.number(line.signature.prefix(8))
        else { return nil }
        self.init(
            name: line.name, keyID: line.keyID, unixSeconds: time,
            signature: Array(line.signature.dropFirst(8)))
    }

    private init(name: String, keyID: [UInt8], unixSeconds: UInt64, signature: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.unixSeconds = unixSeconds
        self.signature = signature
    }

    /// Whether the signature is right, by this key and over this body.
    package func isValid(noteBody: [UInt8], key: VerifierKey) -> Bool {
        key.kind == .cosignature && key.name == name && key.keyID == keyID
            && Ed25519.isValid(
                signature: signature,
                message: Self.message(noteBody: noteBody, unixSeconds: unixSeconds),
                publicKey: key.publicKey)
    }

    /// The first key under which the signature is right.
    package func verifiedKey(noteBody: [UInt8], keys: [VerifierKey]) -> VerifierKey? {
        keys.first { isValid(noteBody: noteBody, key: $0) }
    }

    private static func message(noteBody: [UInt8], unixSeconds: UInt64) -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(noteBody.count + 40)
        ByteRuns.append("cosignature/v1\ntime ", to: &message)
        ByteRuns.append(decimal: unixSeconds, to: &message)
        message.append(0x0A)
        message.append(contentsOf: noteBody)
        return message
    }
}

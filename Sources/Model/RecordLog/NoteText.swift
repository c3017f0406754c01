import Cryptography

/// Why bytes aren't the note that they should be.
package enum NoteProblem: String, Error, Hashable, Sendable, CaseIterable {
    /// There are more bytes than any such note has.
    case tooLong
    /// The bytes aren't UTF-8.
    case notUTF8
    /// The lines aren't those of a checkpoint: origin, size, root.
    case notACheckpoint
    /// The origin isn't `trailseal/1/` and a log's id.
    case badOrigin
    /// The size isn't a plain decimal number up to 2^53−1.
    case badSize
    /// The root isn't 32 bytes in base64.
    case badRoot
    /// A signature line isn't of the form that the specification gives.
    case badSignatureLine
    /// There isn't exactly one signature line.
    case notOneSignature
    /// The key's name isn't the origin.
    case otherKeyName
    /// The bytes differ from what writing the same values again gives.
    case notCanonical
}

/// One signature line of a note: `— name base64`.
///
/// Source: C2SP signed-note.
package struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    package let name: String
    /// The first four bytes of the blob, which tell keys of one name apart.
    package let keyID: [UInt8]
    /// The rest of the blob.
    package let signature: [UInt8]

    /// Makes a line of its parts.
    package init(name: String, keyID: [UInt8], signature: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.signature = signature
    }

    /// Reads one line without its LF; nil unless writing it again gives the same.
    package init?(line: String) {
        let text = line.utf8
        let space = UInt8(ascii: " ")
        guard let first = text.firstIndex(of: space), let second = text.lastIndex(of: space),
            first < second, text[..<first].elementsEqual("\u{2014}".utf8),
            let blob = Base64.decode(String(Substring(text[second...].dropFirst()))),
            blob.count > 4
        else { return nil }
        // A third space would stand in the name, which no name has.
        name = String(Substring(text[first..<second].dropFirst()))
        keyID = Array(blob.prefix(4))
        signature = Array(blob.dropFirst(4))
        guard VerifierKey.isName(name), self.line == line else { return nil }
    }

    /// The line without its LF.
    package var line: String { "\u{2014} \(name) \(Base64.encode(keyID + signature))" }
}

/// A text with signature lines behind an empty line.
///
/// Source: C2SP signed-note.
package struct SignedNote: Hashable, Sendable {
    /// The text, its last LF included.
    package let text: String
    /// The signatures, at least one.
    package let signatures: [NoteSignature]

    /// Puts a text and signatures together.
    package init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note.
    package static func read(_ bytes: [UInt8]) -> Result<SignedNote, NoteProblem> {
        do throws(NoteProblem) { return .success(try parse(bytes)) } catch {
            return .failure(error)
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(NoteProblem) -> SignedNote {
        if bytes.count > 1 << 16 { throw .tooLong }
        guard let whole = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        var lines = whole.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        guard lines.popLast()?.isEmpty == true,
            let gap = lines.lastIndex(where: { $0.isEmpty }), gap > lines.startIndex,
            gap + 1 < lines.endIndex
        else { throw .badSignatureLine }
        var signatures: [NoteSignature] = []
        for line in lines[(gap + 1)...] {
            guard let signature = NoteSignature(line: String(Substring(line))) else {
                throw .badSignatureLine
            }
            signatures.append(signature)
        }
        let text = lines[..<gap].map { String(Substring($0)) + "\n" }.joined()
        let note = SignedNote(text: text, signatures: signatures)
        guard note.bytes == bytes else { throw .notCanonical }
        return note
    }

    /// The bytes of the note.
    package var bytes: [UInt8] {
        Array((text + "\n" + signatures.map { $0.line + "\n" }.joined()).utf8)
    }
}

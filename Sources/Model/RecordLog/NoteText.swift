import CanonicalJSON
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

    /// Reads one line of UTF-8 without its LF.
    ///
    /// Each of its parts has one spelling, so writing it again gives the same.
    init?(line: Span<UInt8>) {
        let lead: StaticString = "\u{2014} "
        let start = lead.utf8CodeUnitCount
        guard ByteRuns.holds(lead, in: line, at: 0),
            // A further space would stand in the name, which no name has.
            let end = line.indices.last(where: { line[$0] == UInt8(ascii: " ") }), start < end,
            let blob = Base64.decode(line.extracting((end + 1)..<line.count)), blob.count > 4
        else { return nil }
        name = ByteRuns.text(line, start..<end)
        keyID = Array(blob[..<4])
        signature = Array(blob[4...])
        guard VerifierKey.isName(name) else { return nil }
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
        let parts = try NoteParts(bytes.span)
        let end = parts.lines.last?.upperBound ?? 0
        return SignedNote(
            text: ByteRuns.text(bytes.span, 0..<end + 1), signatures: parts.signatures)
    }

    /// The bytes of the note.
    package var bytes: [UInt8] {
        Array((text + "\n" + signatures.map { $0.line + "\n" }.joined()).utf8)
    }
}

/// The parts of a note by place, for whoever needs no text of its own.
struct NoteParts {
    /// The lines of the text without their LF, at least one.
    let lines: [Range<Int>]
    /// The signatures, at least one.
    let signatures: [NoteSignature]

    /// Finds the parts of a note.
    init(_ note: Span<UInt8>) throws(NoteProblem) {
        if note.count > 1 << 16 { throw .tooLong }
        try Self.check(note)
        var lines: [Range<Int>] = []
        var start = 0
        while let end = ByteRuns.first(0x0A, in: note, from: start) {
            lines.append(start..<end)
            start = end + 1
        }
        guard start == note.count, let gap = lines.lastIndex(where: \.isEmpty), gap > 0,
            gap + 1 < lines.count
        else { throw .badSignatureLine }
        var signatures: [NoteSignature] = []
        for line in lines[(gap + 1)...] {
            guard let signature = NoteSignature(line: note.extracting(line)) else {
                throw .badSignatureLine
            }
            signatures.append(signature)
        }
        self.lines = Array(lines[..<gap])
        self.signatures = signatures
    }

    /// Refuses what isn't UTF-8.
    static func check(_ text: Span<UInt8>) throws(NoteProblem) {
        do throws(Unicode.UTF8.ValidationError) { _ = try UTF8Span(validating: text) } catch {
            throw .notUTF8
        }
    }
}

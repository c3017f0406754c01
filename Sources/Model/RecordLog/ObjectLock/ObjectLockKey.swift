package import Cryptography

/// The key of the object that holds a checkpoint's note.
///
/// `<prefix>/<log id>/<size, 20 digits>-<SHA-256 of the note>.note`. It has unreserved characters and
/// slashes only, so it reads the same escaped and as it is.
///
/// Source: docs/formats/log.md §8.
package struct ObjectLockKey: Hashable, Sendable {
    /// What stands before the log's id, without a slash at its end.
    package let prefix: String
    /// The log.
    package let log: Digest
    /// The checkpoint's size.
    package let size: UInt64
    /// The digest of the note's bytes.
    package let note: Digest

    /// Makes the key for a note.
    ///
    /// - Returns: Nil where the prefix can't be one.
    package init?(prefix: String, log: Digest, size: UInt64, note: Digest) {
        guard Self.isPrefix(prefix) else { return nil }
        self.prefix = prefix
        self.log = log
        self.size = size
        self.note = note
    }

    /// Reads a key as `text` writes it.
    package init?(_ text: String) {
        let segments = text.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count >= 3, let name = segments.last,
            let log = Digest(hex: String(segments[segments.count - 2])), name.hasSuffix(".note")
        else { return nil }
        let parts = name.dropLast(5).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == Self.digits, let size = UInt64(parts[0]),
            let note = Digest(hex: String(parts[1]))
        else { return nil }
        self.init(
            prefix: segments.dropLast(2).joined(separator: "/"), log: log, size: size, note: note)
        guard self.text == text else { return nil }
    }

    /// The key as it stands in the store.
    package var text: String { "\(prefix)/\(log.hex)/\(sizeText)-\(note.hex).note" }

    /// The size with twenty digits.
    var sizeText: String {
        let number = String(size)
        return String(repeating: "0", count: max(0, Self.digits - number.utf8.count)) + number
    }

    private static let digits = 20

    /// Whether a text is made of segments of unreserved characters, none of them only dots.
    package static func isPrefix(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count)
            && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
                !segment.isEmpty && segment.utf8.allSatisfy(isUnreserved)
                    && !segment.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
            }
    }

    /// Whether a byte is one that a URL never escapes (RFC 3986 §2.3).
    package static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

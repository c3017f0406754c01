import Cryptography

/// A public key under a name, as notes use it.
///
/// Source: C2SP signed-note, tlog-cosignature.
package struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// What the key signs.
    package enum Kind: UInt8, Hashable, Sendable {
        /// Notes, such as a log's checkpoints.
        case note = 0x01
        /// Checkpoints of others, with a time.
        case cosignature = 0x04
    }

    /// The name.
    package let name: String
    /// What the key signs.
    package let kind: Kind
    /// The raw Ed25519 public key, 32 bytes.
    package let publicKey: [UInt8]
    /// The first four bytes of SHA-256 over name, LF, kind and key.
    package let keyID: [UInt8]

    /// Makes a key; nil for a name with white space or plus, or a key not of 32 bytes.
    package init?(name: String, kind: Kind, publicKey: [UInt8]) {
        guard Self.isName(name), publicKey.count == 32 else { return nil }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        let input = Array(name.utf8) + [0x0A, kind.rawValue] + publicKey
        keyID = Array(SHA256.hash(input).bytes.prefix(4))
    }

    /// Reads `name+hexid+base64`; nil when the id isn't the key's own.
    package init?(text: String) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let blob = Base64.decode(String(Substring(parts[2]))),
            let type = blob.first, let kind = Kind(rawValue: type)
        else { return nil }
        self.init(
            name: String(Substring(parts[0])), kind: kind, publicKey: Array(blob.dropFirst()))
        guard text == description else { return nil }
    }

    /// The form `name+hexid+base64`.
    package var description: String {
        "\(name)+\(Hex.encode(keyID))+\(Base64.encode([kind.rawValue] + publicKey))"
    }

    /// Whether a text can name a key: not empty, no white space, control character or plus.
    package static func isName(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 255 else { return false }
        // What is printed of ASCII is no white space and no control character.
        if name.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "+") }) {
            return true
        }
        return name.unicodeScalars.allSatisfy { scalar in
            scalar != "+" && !scalar.properties.isWhitespace
                && scalar.properties.generalCategory != .control
        }
    }

    /// Whether a signature line of a note is right and by this key.
    package func isValid(_ line: NoteSignature, text: String) -> Bool {
        kind == .note && line.name == name && line.keyID == keyID
            && Ed25519.isValid(
                signature: line.signature, message: Array(text.utf8), publicKey: publicKey)
    }
}

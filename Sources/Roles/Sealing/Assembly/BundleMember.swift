package import BundleFormat
internal import Cryptography

/// Takes a member's bytes piece by piece.
package typealias ByteSink = ([UInt8]) throws -> Void

/// A member that is about to be written: what the manifest says of it, and how its bytes come about.
package struct BundleMember {
    /// Where its bytes come from.
    package enum Content {
        /// They are here.
        case bytes([UInt8])
        /// A function makes the same bytes as often as it is asked; for what is too long to hold.
        case generated((ByteSink) throws -> Void)
        /// A captured file, read and hashed while it is copied.
        case file(OwedFile)
    }

    /// Its row of the manifest.
    package let row: Manifest.Member
    /// Its bytes.
    package let content: Content

    /// Whether it is a file in pieces that are worth handing to another thread.
    var isLongFile: Bool {
        if case .file = content { row.size > 1 << 20 } else { false }
    }

    /// Makes a member of bytes that are here.
    package init(_ path: MemberPath, bytes: [UInt8]) {
        self.row = Manifest.Member(
            path: path, sha256: SHA256.hash(bytes), size: UInt64(bytes.count))
        self.content = .bytes(bytes)
    }

    /// Makes a member of a captured file, by what its record says.
    package init(_ path: MemberPath, file: OwedFile) {
        self.row = Manifest.Member(path: path, sha256: file.sha256, size: file.size)
        self.content = .file(file)
    }

    /// Makes a member of a function, which runs once here for size and digest.
    package init(
        _ path: MemberPath, generated produce: @escaping (ByteSink) throws -> Void
    ) throws {
        let tally = ByteTally()
        try produce { tally.take($0) }
        guard let digest = tally.digest() else {
            throw SealingError.brokenStore("\(path) could not be hashed")
        }
        self.row = Manifest.Member(path: path, sha256: digest, size: tally.byteCount)
        self.content = .generated(produce)
    }
}

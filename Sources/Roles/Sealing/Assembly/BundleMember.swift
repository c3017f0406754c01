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
    package private(set) var content: Content

    /// Whether it comes in so many pieces that they are worth handing to another thread.
    var isLong: Bool {
        if case .bytes = content { false } else { row.size > 1 << 20 }
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

    /// Makes a member of a function, which runs once here for size and digest; what is short enough
    /// is kept from it.
    package init(
        _ path: MemberPath, generated produce: @escaping (ByteSink) throws -> Void
    ) throws {
        let tally = ByteTally()
        var kept: [UInt8]? = []
        try produce { piece in
            tally.take(piece)
            kept = tally.byteCount <= Self.keptByteCount ? kept.take().map { $0 + piece } : nil
        }
        guard let total = tally.total() else {
            throw SealingError.brokenStore("\(path) could not be hashed")
        }
        self.init(path, total, generated: produce)
        if let kept { content = .bytes(kept) }
    }

    /// Makes a member of a function of which it is known what it gives.
    init(
        _ path: MemberPath, _ total: ByteTally.Total,
        generated produce: @escaping (ByteSink) throws -> Void
    ) {
        self.row = Manifest.Member(path: path, sha256: total.sha256, size: total.byteCount)
        self.content = .generated(produce)
    }

    /// Up to how many bytes are kept rather than made twice.
    private static let keptByteCount: UInt64 = 4 << 20
}

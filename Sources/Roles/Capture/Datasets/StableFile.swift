package import Cryptography
package import LinuxFiles

/// What a file held while nobody changed it.
package struct StableFile: Hashable, Sendable {
    /// Length in bytes.
    package let size: Int64
    /// SHA-256 of the content.
    package let sha256: Digest
    /// Last change of the content, nanoseconds since 1970.
    package let modifiedNanoseconds: Int64
}

/// What came of reading a file for capture.
package enum FileReading: Hashable, Sendable {
    /// Size, time and inode were the same before and after.
    case stable(StableFile)
    /// It changed during every attempt.
    case unstable
    /// It isn't there any more, or isn't a regular file any more.
    case gone
    /// It can't be read, and why.
    case unreadable(String)
}

/// Reads files for capture without disturbing who writes them.
package struct FileHasher: Sendable {
    /// How often a file that changes meanwhile is read again.
    package let attempts: Int
    private let onChunk: @Sendable (Int) throws -> Void

    /// Makes a hasher.
    ///
    /// - Parameters:
    ///   - attempts: At least 1.
    ///   - onChunk: Gets the length of every piece read, for progress; what it throws ends the
    ///     reading.
    package init(attempts: Int = 3, onChunk: @escaping @Sendable (Int) throws -> Void = { _ in }) {
        self.attempts = max(attempts, 1)
        self.onChunk = onChunk
    }

    /// Hashes a file through one open descriptor.
    ///
    /// - Parameter path: A link there counts as gone: it isn't the file that was found.
    /// - Throws: Only what the progress closure throws.
    package func read(_ path: some PathBytes) throws -> FileReading {
        for _ in 0..<attempts {
            do {
                if let file = try readOnce(path.pathBytes) { return .stable(file) }
            } catch let error as SystemError {
                if error.isMissing { return .gone }
                return .unreadable(error.text)
            }
        }
        return .unstable
    }

    /// Pieces of this size stay in the processor's cache while they are hashed.
    private static let pieceBytes: Int64 = 1 << 18

    private func readOnce(_ path: [UInt8]) throws -> StableFile? {
        var found: FileStatus?
        let file = try FileDescriptor(readingRegularFile: path, status: &found)
        guard let before = found else { return nil }
        var stream = SHA256Stream()
        let length = try readWhole(file, size: before.size, into: &stream)
        // Asked by its name, which must still lead to what was read: a writer may replace the file whole.
        let after = try Files.status(of: path)
        let sha256 = stream.finish()
        guard after == before, length == before.size else { return nil }
        return StableFile(
            size: before.size, sha256: sha256, modifiedNanoseconds: before.modifiedNanoseconds)
    }
    /// Hashes what an open file holds; a small one with one call.
    ///
    /// - Parameter size: What the file system says of its length.
    /// - Returns: The number of bytes.
    private func readWhole(
        _ file: borrowing FileDescriptor, size: Int64, into stream: inout SHA256Stream
    ) throws -> Int64 {
        if (1..<Self.pieceBytes).contains(size) {
            // A call that gives less than was asked for has come to the end.
            let whole = try file.piece(count: Int(size) + 1, at: 0)
            if whole.count == Int(size) {
                stream.update(whole)
                try onChunk(whole.count)
                return size
            }
        }
        // One byte more than there is shows the end of a file in its first piece.
        let chunkSize = Int(min(max(size, 0), Self.pieceBytes - 1) + 1)
        return try file.forEachChunk(chunkSize: chunkSize) { piece in
            stream.update(piece)
            try onChunk(piece.count)
        }
    }
}

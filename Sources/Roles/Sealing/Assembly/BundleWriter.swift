package import BundleFormat
internal import Cryptography
internal import TarArchive

/// Reads captured files while a bundle is written.
package protocol CapturedFileReader {
    /// Hands over a file's bytes, piece by piece, from one open descriptor.
    ///
    /// - Returns: Nil when the file was read to its end, else why it could not be.
    func read(_ file: OwedFile, into sink: ByteSink) throws -> FileLoss?
}

/// Why a captured file's bytes can't be handed over.
package enum FileLoss: Hashable, Sendable {
    /// There is no such file, or it can't be read.
    case gone
    /// There is one with other bytes.
    case changed
}

/// How far the writing of a bundle has come.
package struct SealingProgress: Hashable, Sendable {
    /// Bytes written.
    package let done: UInt64
    /// Bytes there will be, headers left out.
    package let total: UInt64
}

/// Writes a bundle's members, in their order, as one ustar archive.
///
/// Each captured file is read once: it is hashed while it is copied, and a file that no longer is
/// what its record says stops the attempt with `Attempt.lost`, so that the manifest can say so.
package struct BundleWriter {
    /// What came of an attempt.
    package enum Attempt: Hashable, Sendable {
        /// Every byte is written.
        case complete
        /// This file is no longer what its record says; what was written is worthless.
        case lost(sequence: UInt64, FileLoss)
    }

    private let bundle: BundleID
    private let reader: any CapturedFileReader
    private let progress: (SealingProgress) throws -> Void

    /// Prepares to write.
    ///
    /// - Parameters:
    ///   - bundle: The archive's folder.
    ///   - reader: Hands over captured files.
    ///   - progress: Is told after every piece; throwing ends the attempt.
    package init(
        bundle: BundleID, reader: any CapturedFileReader,
        progress: @escaping (SealingProgress) throws -> Void
    ) {
        self.bundle = bundle
        self.reader = reader
        self.progress = progress
    }

    /// Writes the members to an open, empty file.
    ///
    /// - Throws: `SealingError.doesNotFit` in front of the first byte for a member that no archive holds,
    ///   `output` when the archive can't be written, whatever `reader` and `progress` throw.
    package func write(_ members: [BundleMember], to descriptor: Int32) throws -> Attempt {
        if let member = members.first(where: { $0.row.size >= USTARHeader.sizeLimit }) {
            throw SealingError.doesNotFit(
                "\(member.row.path) would have \(member.row.size) bytes, and a member of the archive "
                    + "has less than \(USTARHeader.sizeLimit)")
        }
        do {
            return try pour(members, into: TarWriter(descriptor: descriptor))
        } catch let error as ArchiveError {
            throw SealingError.output("\(error)")
        }
    }

    private func pour(
        _ members: [BundleMember], into archive: consuming TarWriter
    ) throws -> Attempt {
        var tar = archive
        let total = members.reduce(UInt64(0)) { $0 &+ $1.row.size }
        var done: UInt64 = 0
        for member in members {
            let path = Array(bundle.archivePath(of: member.row.path).utf8)
            try tar.begin(path: path, size: Int64(clamping: member.row.size))
            let tally = ByteTally(limit: member.row.size, isLong: member.isLong)
            let loss = try produce(member) { piece in
                guard tally.take(piece) else { return }
                try tar.write(piece)
                done += UInt64(piece.count)
                try progress(SealingProgress(done: done, total: total))
            }
            let isExact =
                !tally.isTooLong && tally.byteCount == member.row.size
                && tally.digest() == member.row.sha256
            if case .file(let file) = member.content {
                if let loss = loss ?? (isExact ? nil : .changed) {
                    return .lost(sequence: file.sequence, loss)
                }
            } else if !isExact {
                throw SealingError.brokenStore("\(member.row.path) changed while it was written")
            }
            try tar.endMember()
        }
        try tar.finish()
        return .complete
    }

    private func produce(_ member: BundleMember, _ sink: ByteSink) throws -> FileLoss? {
        switch member.content {
        case .bytes(let bytes):
            try sink(bytes)
            return nil
        case .generated(let produce):
            try produce(sink)
            return nil
        case .file(let file):
            return try reader.read(file, into: sink)
        }
    }
}

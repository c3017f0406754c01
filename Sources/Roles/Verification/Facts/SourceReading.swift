import BundleFormat
import Cryptography
import Synchronization

/// Reads a source exactly, and says in our own words where it can't be read.
enum SourceReading {
    /// The size of the pieces in which large members are read: what stays in the processor's cache.
    static let pieceBytes = 1 << 18

    /// Reads as many bytes as asked for.
    ///
    /// - Throws: `VerifierError.unreadable` where the source fails or ends early.
    static func read(
        _ source: any ByteSource, at offset: UInt64, count: Int
    ) throws(VerifierError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let place = offset + UInt64(bytes.count)
            let piece: [UInt8]
            do { piece = try source.read(at: place, count: count - bytes.count) } catch {
                throw .unreadable(offset: place, text: "\(error)")
            }
            guard !piece.isEmpty else {
                throw .unreadable(offset: place, text: "the file became shorter while it was read")
            }
            if bytes.isEmpty { bytes = piece } else { bytes.append(contentsOf: piece) }
        }
        return bytes
    }

    /// Hands on the bytes of a range in pieces.
    static func forEachPiece(
        of source: any ByteSource, from offset: UInt64, size: UInt64,
        _ body: ([UInt8]) throws -> Void
    ) throws {
        var piece: [UInt8] = []
        var done: UInt64 = 0
        while done < size {
            let count = Int(min(UInt64(pieceBytes), size - done))
            try fill(&piece, from: source, at: offset + done, count: count)
            try body(piece)
            done += UInt64(count)
        }
    }

    /// Fills a buffer that is used again with as many bytes as asked for.
    private static func fill(
        _ buffer: inout [UInt8], from source: any ByteSource, at offset: UInt64, count: Int
    ) throws(VerifierError) {
        do { try source.read(at: offset, count: count, into: &buffer) } catch {
            throw .unreadable(offset: offset, text: "\(error)")
        }
        // A source may give less than it has; that is rare enough to read again.
        if buffer.count < count { buffer = try read(source, at: offset, count: count) }
    }

    /// The SHA-256 of a range.
    static func sha256(
        of source: any ByteSource, from offset: UInt64, size: UInt64, meter: ReadingMeter
    ) throws -> Digest {
        var stream = SHA256Stream()
        try forEachPiece(of: source, from: offset, size: size) { piece in
            stream.update(piece)
            meter.add(UInt64(piece.count))
        }
        return stream.finish()
    }
}

/// Counts the bytes that were read, and tells whoever wants to know.
final class ReadingMeter: Sendable {
    private let done = Mutex<UInt64>(0)
    private let total: UInt64
    private let report: (@Sendable (UInt64, UInt64) -> Void)?

    init(total: UInt64, report: (@Sendable (UInt64, UInt64) -> Void)?) {
        self.total = total
        self.report = report
    }

    /// Adds bytes that were read.
    func add(_ count: UInt64) {
        guard let report else { return }
        let sum = done.withLock { done in
            done += count
            return done
        }
        report(min(sum, total), total)
    }
}

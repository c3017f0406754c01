import BundleFormat
import CommandSupport
import Cryptography
import LinuxFiles
import Synchronization

/// The bytes of an open regular file.
///
/// One descriptor for the whole run: whoever exchanges the file meanwhile changes nothing.
final class FileSource: ByteSource {
    private let file: FileDescriptor
    let size: UInt64

    /// Opens a file; a folder, a pipe or a device is refused.
    init(_ path: String) throws(SystemError) {
        // Looking first keeps the program from waiting for the other end of a pipe.
        let kind = try Files.status(of: path, followingLinks: true).kind
        guard kind == .file else { throw Self.refused(kind, path) }
        file = try FileDescriptor(reading: path)
        size = UInt64(clamping: try file.size())
    }

    func read(at offset: UInt64, count: Int) throws -> [UInt8] {
        guard let position = Int64(exactly: offset) else { return [] }
        return try file.bytes(count: count, at: position)
    }

    func read(at offset: UInt64, count: Int, into buffer: inout [UInt8]) throws {
        if buffer.count > count { buffer.removeLast(buffer.count - count) }
        if buffer.count < count {
            buffer.append(contentsOf: repeatElement(0, count: count - buffer.count))
        }
        let done = try Int64(exactly: offset).map { try file.read(into: &buffer, at: $0) } ?? 0
        if done < count { buffer.removeLast(count - done) }
    }

    private static func refused(_ kind: FileKind, _ path: String) -> SystemError {
        let isFolder: Int32 = 21
        let invalid: Int32 = 22
        return SystemError(
            function: "open", code: kind == .directory ? isFolder : invalid,
            path: Array(path.utf8))
    }
}

/// Tells a meter how far reading has come; calls may come from several threads, out of order.
final class ProgressCounter: Sendable {
    private let meter: ProgressMeter
    private let reached = Mutex<UInt64>(0)

    init(_ meter: ProgressMeter) { self.meter = meter }

    func reach(_ done: UInt64) {
        let step = reached.withLock { reached -> UInt64 in
            guard done > reached else { return 0 }
            defer { reached = done }
            return done - reached
        }
        if step > 0 { meter.add(Int64(clamping: step)) }
    }
}

/// The folder that `--files` names: files that a bundle refers to and doesn't hold.
struct FilesFolder: Sendable {
    private let path: String

    init(_ path: String) throws {
        guard Files.isDirectory(path) else {
            throw CommandFailure(
                .unreadable, "cannot read \(Printable.line(path)): it is no folder")
        }
        self.path = path
    }

    /// The file under its mapped path, or under its digest; nil where neither is there.
    ///
    /// The path comes from a bundle: one that would leave the folder is not followed.
    func lookUp(_ mapped: String, _ sha256: Digest) -> (any ByteSource)? {
        let segments = mapped.split(separator: "/", omittingEmptySubsequences: false)
        let staysInside = segments.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
        let names = (staysInside ? [mapped] : []) + [sha256.hex]
        for name in names {
            let full = PathText.join(path, name)
            do throws(SystemError) {
                return try FileSource(String(decoding: full, as: UTF8.self))
            } catch {
                // Not there under this name: the rule on files says what is missing.
                continue
            }
        }
        return nil
    }
}

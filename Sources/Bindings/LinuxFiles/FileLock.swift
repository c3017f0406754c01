import CLinux
import Glibc

/// An exclusive lock on a file, held until the value goes away.
///
/// The lock belongs to the open file description, so two handles in one process exclude each
/// other too, and the kernel drops it when the process dies.
package struct FileLock: ~Copyable {
    private let file: FileDescriptor

    /// What came of asking for a lock.
    package enum Attempt: ~Copyable {
        /// The lock is ours while this value lives.
        case acquired(FileLock)
        /// Somebody else has it: what they wrote about themselves, possibly empty.
        case held(by: String)
    }

    /// Asks for the lock without waiting.
    ///
    /// - Parameters:
    ///   - path: The lock file, made when it is missing; stays behind afterwards.
    ///   - holder: What to write into it for others to read, one line.
    package static func attempt(
        _ path: some PathBytes, holder: String = FileLock.thisProcess
    ) throws(SystemError) -> Attempt {
        let file = try FileDescriptor(updating: path)
        do {
            _ = try retrying("fcntl", path.pathBytes) { clinux_lock_exclusively(file.number) }
        } catch {
            guard error.code == EAGAIN || error.code == EACCES else { throw error }
            let text = try file.bytes(count: 200, at: 0).prefix { $0 != UInt8(ascii: "\n") }
            return .held(by: PathText.shown(Array(text)))
        }
        try file.truncate(to: 0)
        try file.writeAll(Array((holder + "\n").utf8))
        return .acquired(FileLock(file: file))
    }

    /// A sentence part that names this process.
    package static var thisProcess: String { "process \(getpid()) on \(Host.name)" }

    private init(file: consuming FileDescriptor) {
        self.file = file
    }

    // Closing isn't enough: a child process that is just being started has the description too,
    // until it becomes another program.
    deinit { _ = clinux_unlock(file.number) }
}

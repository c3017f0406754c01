import CLinux
import Glibc

/// An open file.
///
/// Owns one descriptor; `deinit` closes it. All descriptors are close-on-exec. Reads at an
/// offset don't move the file position, so several threads may share one value.
package struct FileDescriptor: ~Copyable, Sendable {
    /// The number the kernel gave, for a library that wants one; stays owned by this value.
    package let number: Int32

    deinit { Glibc.close(number) }

    /// Opens an existing file or folder for reading, following symbolic links.
    package init(reading path: some PathBytes) throws(SystemError) {
        number = try Self.open(path.pathBytes, O_RDONLY)
    }

    /// Opens an existing regular file for reading; a link, a pipe or a device is refused.
    ///
    /// - Throws: `ELOOP` for a symbolic link, `EISDIR` for a folder, `EINVAL` for anything else
    ///   that isn't a regular file. Never waits for the other end of a pipe.
    package init(readingRegularFile path: some PathBytes) throws(SystemError) {
        number = try Self.openRegular(path.pathBytes, O_RDONLY).number
    }

    /// Opens an existing regular file for reading and tells what it was then.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - status: Gets what the file system said when the kind was checked.
    /// - Throws: As `init(readingRegularFile:)`.
    package init(
        readingRegularFile path: some PathBytes, status: inout FileStatus?
    ) throws(SystemError) {
        let (number, found) = try Self.openRegular(path.pathBytes, O_RDONLY)
        self.number = number
        status = found
    }

    /// Opens an existing regular file for reading and writing; a link, a pipe or a device is
    /// refused.
    ///
    /// - Throws: As `init(readingRegularFile:)`.
    package init(updatingRegularFile path: some PathBytes) throws(SystemError) {
        number = try Self.openRegular(path.pathBytes, O_RDWR).number
    }

    /// Creates a file that must not exist yet, for reading and writing.
    ///
    /// - Parameters:
    ///   - path: The new file's path; a symbolic link of that name counts as existing.
    ///   - mode: Permission bits before the umask.
    package init(creating path: some PathBytes, mode: UInt32 = 0o600) throws(SystemError) {
        number = try Self.open(path.pathBytes, O_RDWR | O_CREAT | O_EXCL, mode)
    }

    /// Opens a file for reading and appending, creating it when it is missing.
    package init(appendingTo path: some PathBytes, mode: UInt32 = 0o600) throws(SystemError) {
        number = try Self.open(path.pathBytes, O_RDWR | O_CREAT | O_APPEND, mode)
    }

    /// Opens a file for reading and writing, creating it when it is missing.
    package init(updating path: some PathBytes, mode: UInt32 = 0o600) throws(SystemError) {
        number = try Self.open(path.pathBytes, O_RDWR | O_CREAT, mode)
    }

    /// Takes over a descriptor that the caller owns.
    package init(owning number: Int32) {
        self.number = number
    }

    /// Closes the file and says whether that worked, which some network file systems need.
    package consuming func close() throws(SystemError) {
        let number = number
        discard self
        guard Glibc.close(number) == 0 || errno == EINTR else {
            throw SystemError(function: "close", code: errno)
        }
    }

    private static func open(
        _ path: [UInt8], _ flags: Int32, _ mode: UInt32 = 0
    ) throws(SystemError) -> Int32 {
        try withCPath(path, "open") { (text) throws(SystemError) in
            try retrying("open", path) { Glibc.open(text, flags | O_CLOEXEC | O_NOCTTY, mode) }
        }
    }

    private static func openRegular(
        _ path: [UInt8], _ access: Int32
    ) throws(SystemError) -> (number: Int32, status: FileStatus) {
        let number = try open(path, access | O_NOFOLLOW | O_NONBLOCK)
        var raw = stat()
        let code: Int32
        if fstat(number, &raw) != 0 {
            code = errno
        } else {
            let status = FileStatus(raw)
            switch status.kind {
            case .file: return (number, status)
            case .directory: code = EISDIR
            default: code = EINVAL
            }
        }
        _ = Glibc.close(number)
        throw SystemError(function: "open", code: code, path: path)
    }
}

extension FileDescriptor {
    /// What the file system says about the open file.
    package func status() throws(SystemError) -> FileStatus {
        var raw = stat()
        _ = try retrying("fstat") { fstat(number, &raw) }
        return FileStatus(raw)
    }

    /// Length in bytes.
    package func size() throws(SystemError) -> Int64 { try status().size }

    /// Device and inode.
    package func identity() throws(SystemError) -> FileIdentity { try status().identity }

    /// Waits until content and attributes are on the medium.
    package func synchronize() throws(SystemError) {
        _ = try retrying("fsync") { fsync(number) }
    }

    /// Has the kernel begin to put a stretch on the medium, so that less is left for `synchronize()`.
    ///
    /// A hint: where the file system can't, nothing happens.
    package func beginWriting(from offset: Int64, count: Int64) {
        _ = clinux_begin_writing(number, offset, count)
    }

    /// Cuts or extends the file.
    ///
    /// - Parameter size: New length in bytes, not negative.
    package func truncate(to size: Int64) throws(SystemError) {
        _ = try retrying("ftruncate") { ftruncate(number, off_t(size)) }
    }

    /// Moves the position for the next plain read or write.
    ///
    /// - Parameter offset: Bytes from the start, not negative.
    package func seek(to offset: Int64) throws(SystemError) {
        _ = try retrying("lseek") { lseek(number, off_t(offset), SEEK_SET) }
    }
}

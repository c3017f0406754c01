import CLinux
import Glibc

/// Whole-file operations by path.
package enum Files {
    /// The content of a file.
    ///
    /// - Parameters:
    ///   - path: Followed through symbolic links.
    ///   - limit: Greatest accepted length in bytes.
    /// - Throws: `EFBIG` when the file is longer than `limit`.
    package static func read(_ path: some PathBytes, limit: Int) throws(SystemError) -> [UInt8] {
        let file = try FileDescriptor(reading: path)
        do {
            return try file.readAll(limit: limit)
        } catch {
            throw SystemError(function: error.function, code: error.code, path: path.pathBytes)
        }
    }

    /// Whether something stands under a name, a dangling link included.
    ///
    /// False also when the folder may not be searched.
    package static func exists(_ path: some PathBytes) -> Bool {
        do { return try kind(of: path) != nil } catch { return false }
    }

    /// What stands under a name, or nil; a symbolic link isn't followed.
    package static func kind(of path: some PathBytes) throws(SystemError) -> FileKind? {
        do { return try status(of: path).kind } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    /// What the file system says about a path.
    ///
    /// - Parameters:
    ///   - path: The path to look at.
    ///   - followingLinks: Whether a symbolic link stands for what it points to.
    package static func status(
        of path: some PathBytes, followingLinks: Bool = false
    ) throws(SystemError) -> FileStatus {
        let bytes = path.pathBytes
        var raw = stat()
        try withCPath(bytes, "stat") { (text) throws(SystemError) in
            _ = try retrying("stat", bytes) {
                followingLinks ? stat(text, &raw) : lstat(text, &raw)
            }
        }
        return FileStatus(raw)
    }

    /// Removes a file or a link; a folder is refused.
    package static func remove(_ path: some PathBytes) throws(SystemError) {
        try call("unlink", path.pathBytes) { unlink($0) }
    }

    /// Removes an empty folder.
    package static func removeDirectory(_ path: some PathBytes) throws(SystemError) {
        try call("rmdir", path.pathBytes) { rmdir($0) }
    }

    /// Makes one folder.
    ///
    /// - Parameters:
    ///   - path: Its parent must exist and it must not.
    ///   - mode: Permission bits before the umask.
    ///   - durable: Whether to wait until the parent's new entry is on the medium.
    package static func createDirectory(
        _ path: some PathBytes, mode: UInt32 = 0o755, durable: Bool = false
    ) throws(SystemError) {
        try call("mkdir", path.pathBytes) { mkdir($0, mode) }
        if durable { try synchronizeDirectory(PathText.folder(of: path)) }
    }

    /// Makes a folder and those above it that are missing.
    package static func createDirectories(
        _ path: some PathBytes, mode: UInt32 = 0o755, durable: Bool = false
    ) throws(SystemError) {
        let bytes = path.pathBytes
        do { return try createDirectory(bytes, mode: mode, durable: durable) } catch {
            if error.code == EEXIST, isDirectory(bytes) { return }
            if error.code != ENOENT { throw error }
        }
        let parent = PathText.folder(of: bytes)
        if parent == bytes { throw SystemError(function: "mkdir", code: ENOENT, path: bytes) }
        try createDirectories(parent, mode: mode, durable: durable)
        do { try createDirectory(bytes, mode: mode, durable: durable) } catch {
            guard error.code == EEXIST, isDirectory(bytes) else { throw error }
        }
    }

    /// Whether a path leads to a folder, links followed.
    package static func isDirectory(_ path: some PathBytes) -> Bool {
        do { return try status(of: path, followingLinks: true).kind == .directory } catch {
            return false
        }
    }

    /// Waits until a folder's entries are on the medium.
    package static func synchronizeDirectory(_ path: some PathBytes) throws(SystemError) {
        try FileDescriptor(reading: path).synchronize()
    }

    /// Sets the permission bits of a file, following links.
    package static func setPermissions(
        _ path: some PathBytes, mode: UInt32
    ) throws(SystemError) {
        try call("chmod", path.pathBytes) { chmod($0, mode) }
    }

    /// Sets when a file was last read and its content last changed, following links.
    package static func setModificationTime(
        _ path: some PathBytes, unixSeconds: Int64
    ) throws(SystemError) {
        let time = timespec(tv_sec: Int(unixSeconds), tv_nsec: 0)
        try call("utimensat", path.pathBytes) { utimensat(AT_FDCWD, $0, [time, time], 0) }
    }

    /// Moves a file within one file system in one step; a crash leaves the old or the new name.
    ///
    /// - Parameters:
    ///   - source: The present name.
    ///   - target: The new name.
    ///   - noReplace: Refuse with `EEXIST` when the new name is taken; otherwise it is replaced.
    package static func atomicRename(
        _ source: some PathBytes, to target: some PathBytes, noReplace: Bool = false
    ) throws(SystemError) {
        let (from, to) = (source.pathBytes, target.pathBytes)
        try withCPath(from, "rename") { (old) throws(SystemError) in
            try withCPath(to, "rename") { (new) throws(SystemError) in
                _ = try retrying("rename", to) {
                    noReplace ? clinux_rename_no_replace(old, new) : rename(old, new)
                }
            }
        }
    }

    /// Where a symbolic link points, uninterpreted bytes.
    package static func linkTarget(_ path: some PathBytes) throws(SystemError) -> [UInt8] {
        let bytes = path.pathBytes
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = try withCPath(bytes, "readlink") { (text) throws(SystemError) in
            try retrying("readlink", bytes) { readlink(text, &buffer, buffer.count) }
        }
        return buffer[..<count].map { UInt8(bitPattern: $0) }
    }

    /// The absolute path without links, `.` and `..`; everything on it must exist.
    package static func resolvedPath(_ path: some PathBytes) throws(SystemError) -> [UInt8] {
        let bytes = path.pathBytes
        return try withCPath(bytes, "realpath") { (text) throws(SystemError) in
            guard let resolved = realpath(text, nil) else {
                throw SystemError(function: "realpath", code: errno, path: bytes)
            }
            defer { free(resolved) }
            return UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)).map { $0 }
        }
    }

    private static func call(
        _ function: String, _ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Int32
    ) throws(SystemError) {
        try withCPath(path, function) { (text) throws(SystemError) in
            _ = try retrying(function, path) { body(text) }
        }
    }
}

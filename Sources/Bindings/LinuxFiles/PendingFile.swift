import Glibc
import Synchronization

/// A file being written that gets its name only when it is complete.
///
/// The bytes go to a hidden file in the same folder. `commit` puts them on the medium and gives
/// the final name in one step; without it `deinit` removes the hidden file, so an interrupted
/// program never leaves half a file under the final name.
package struct PendingFile: ~Copyable {
    /// The open hidden file; writers that want a number use `file.number`.
    package let file: FileDescriptor
    private let hiddenPath: [UInt8]
    private let finalPath: [UInt8]
    private var isCommitted = false

    private static let counter = Atomic<UInt64>(0)

    /// Creates the hidden file.
    ///
    /// - Parameters:
    ///   - path: The final path; its folder must exist.
    ///   - mode: Permission bits before the umask.
    package init(for path: some PathBytes, mode: UInt32 = 0o644) throws(SystemError) {
        let hidden = Self.hiddenPath(beside: path.pathBytes)
        let file: FileDescriptor
        do { file = try FileDescriptor(creating: hidden, mode: mode) } catch {
            // The hidden name means nothing to whoever asked for the final one.
            throw SystemError(function: error.function, code: error.code, path: path.pathBytes)
        }
        self.init(file: file, hiddenPath: hidden, finalPath: path.pathBytes)
    }

    private init(file: consuming FileDescriptor, hiddenPath: [UInt8], finalPath: [UInt8]) {
        self.file = file
        self.hiddenPath = hiddenPath
        self.finalPath = finalPath
    }

    deinit {
        // Nobody is left who could be told; a stray hidden file is no evidence.
        if !isCommitted { do { try Files.remove(hiddenPath) } catch {} }
    }

    /// Puts the content on the medium and gives it its name.
    ///
    /// - Parameter noReplace: Refuse with `EEXIST` when the name is taken by now.
    package consuming func commit(noReplace: Bool = false) throws(SystemError) {
        try file.synchronize()
        try Files.atomicRename(hiddenPath, to: finalPath, noReplace: noReplace)
        isCommitted = true
        try Files.synchronizeDirectory(PathText.folder(of: finalPath))
    }

    private static func hiddenPath(beside path: [UInt8]) -> [UInt8] {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        let name = ".trailseal-\(getpid())-\(Clocks.realtimeNanoseconds())-\(number).tmp"
        return PathText.join(PathText.folder(of: path), name)
    }
}

extension Files {
    /// Writes a whole file so that after a crash either nothing or all of it is there.
    ///
    /// Order: hidden file in the same folder, write, fsync, rename, fsync of the folder.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - path: The final path; an existing file is replaced.
    ///   - mode: Permission bits before the umask.
    ///   - noReplace: Refuse with `EEXIST` when the name is taken.
    package static func writeDurably(
        _ bytes: [UInt8], to path: some PathBytes, mode: UInt32 = 0o644, noReplace: Bool = false
    ) throws(SystemError) {
        let pending = try PendingFile(for: path, mode: mode)
        do {
            try pending.file.writeAll(bytes)
        } catch {
            throw SystemError(function: error.function, code: error.code, path: path.pathBytes)
        }
        try pending.commit(noReplace: noReplace)
    }
}

import CLinux
import Glibc
import Synchronization

/// A file being written that gets its name only when it is complete.
///
/// The bytes go to a hidden file in the same folder. `commit` puts them on the medium and gives
/// the final name in one step; without it `deinit` removes the hidden file, so an interrupted
/// program never leaves half a file under the final name. A program that is killed leaves the
/// hidden file; it is locked while its writer lives, so `removeStale` can tell.
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
        var hidden: [UInt8] = []
        let file = try Self.makeHidden(&hidden, beside: path.pathBytes, mode)
        self.init(file: file, hiddenPath: hidden, finalPath: path.pathBytes)
    }

    /// Makes a hidden file and locks it.
    private static func makeHidden(
        _ hidden: inout [UInt8], beside finalPath: [UInt8], _ mode: UInt32
    ) throws(SystemError) -> FileDescriptor {
        while true {
            hidden = hiddenPath(beside: finalPath)
            let file: FileDescriptor
            do { file = try FileDescriptor(creating: hidden, mode: mode) } catch {
                // The hidden name means nothing to whoever asked for the final one.
                throw SystemError(function: error.function, code: error.code, path: finalPath)
            }
            // Where the file system has no locks nothing is taken for stale either.
            _ = clinux_lock_exclusively(file.number)
            // Between the two steps somebody may have taken it for stale.
            if Files.exists(hidden) { return file }
        }
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
        let name = "\(prefix)\(getpid())-\(Clocks.realtimeNanoseconds())-\(number)\(suffix)"
        return PathText.join(PathText.folder(of: path), name)
    }
}

extension PendingFile {
    private static let prefix = ".trailseal-"
    private static let suffix = ".tmp"

    /// Removes what killed programs left in the folder of a path.
    ///
    /// Only hidden files of this kind go, and only those that nobody holds. What can't be looked at
    /// stays: tidying up is no reason to fail.
    package static func removeStale(beside path: some PathBytes) {
        let folder = PathText.folder(of: path.pathBytes)
        do throws(SystemError) {
            for entry in try Files.list(folder)
            where entry.kind == .file && isHiddenName(entry.nameBytes) {
                removeIfStale(PathText.join(folder, entry.nameBytes))
            }
        } catch { return }
    }

    private static func removeIfStale(_ path: [UInt8]) {
        do throws(SystemError) {
            let file = try FileDescriptor(updatingRegularFile: path)
            guard clinux_lock_exclusively(file.number) == 0 else { return }
            try Files.remove(path)
        } catch { return }
    }

    /// Three numbers between the fixed ends.
    private static func isHiddenName(_ name: [UInt8]) -> Bool {
        guard name.starts(with: prefix.utf8), name.count > prefix.utf8.count + suffix.utf8.count,
            name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
        else { return false }
        let middle = name.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        let parts = middle.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.count == 3
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
            }
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

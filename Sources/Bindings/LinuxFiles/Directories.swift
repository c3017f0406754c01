import CLinux
import Glibc

/// One name in a folder.
package struct DirectoryEntry: Hashable, Sendable {
    /// The name's bytes, which need not be UTF-8.
    package let nameBytes: [UInt8]
    /// What stands under the name, links not followed.
    package let kind: FileKind

    /// The name as text, nil when it isn't UTF-8.
    package var name: String? { String(validating: nameBytes, as: UTF8.self) }
    /// The name in printable form.
    package var shownName: String { PathText.shown(nameBytes) }
}

/// One file, folder or link below a folder.
package struct TreeEntry: Hashable, Sendable {
    /// Path below the folder that was walked, joined with `/`.
    package let pathBytes: [UInt8]
    /// What the file system said when the walk came by, links not followed.
    package let status: FileStatus

    /// The path as text, nil when it isn't UTF-8.
    package var path: String? { String(validating: pathBytes, as: UTF8.self) }
}

/// Everything found below a folder.
package struct DirectoryTree: Hashable, Sendable {
    /// Sorted by path bytes; the folder itself isn't listed.
    package let entries: [TreeEntry]
    /// Folders that couldn't be listed and names that vanished meanwhile.
    package let problems: [SystemError]
    /// Whether a limit ended the walk before everything was seen.
    package let isCutShort: Bool
}

/// Bounds of a walk.
package struct WalkLimits: Hashable, Sendable {
    /// Greatest number of entries.
    package let entries: Int
    /// Greatest number of components below the starting folder.
    package let depth: Int

    /// Makes bounds.
    package init(entries: Int = 1_000_000, depth: Int = 64) {
        self.entries = entries
        self.depth = depth
    }
}

extension Files {
    /// The names in a folder, without `.` and `..`, sorted by bytes.
    package static func list(
        _ directory: some PathBytes
    ) throws(SystemError) -> [DirectoryEntry] {
        let path = directory.pathBytes
        var entries: [DirectoryEntry] = []
        try forEachName(in: path) { (name, type, _) throws(SystemError) in
            // A name that vanished since is listed as unknown: the caller will see it's gone.
            var kind = kind(type: type)
            if kind == nil { kind = try Files.kind(of: PathText.join(path, name)) }
            entries.append(DirectoryEntry(nameBytes: name, kind: kind ?? .unknown))
        }
        return entries.sorted { $0.nameBytes.lexicographicallyPrecedes($1.nameBytes) }
    }

    /// Everything below a folder; symbolic links are listed and not followed.
    ///
    /// - Parameters:
    ///   - directory: Where to start; must be a folder that can be listed.
    ///   - limits: Where to stop.
    /// - Throws: Only when the starting folder itself can't be listed.
    package static func walk(
        _ directory: some PathBytes, limits: WalkLimits = WalkLimits()
    ) throws(SystemError) -> DirectoryTree {
        let root = directory.pathBytes
        var walk = Walk(root: root, limits: limits)
        walk.take(try examine(root), below: [], depth: 1)
        while !walk.folders.isEmpty {
            for (folder, depth, listing) in listings(walk.nextFolders(), in: root) {
                switch listing {
                case .success(let names): walk.take(names, below: folder, depth: depth + 1)
                case .failure(let problem): walk.problems.append(problem)
                }
            }
        }
        walk.entries.sort { $0.pathBytes.lexicographicallyPrecedes($1.pathBytes) }
        return DirectoryTree(
            entries: walk.entries, problems: walk.problems, isCutShort: walk.isCutShort)
    }

    /// The names in some folders below one, examined on all cores.
    private static func listings(
        _ folders: [(path: [UInt8], depth: Int)], in root: [UInt8]
    ) -> [(path: [UInt8], depth: Int, listing: Result<[ExaminedName], SystemError>)] {
        Parallel.map(folders) { folder in
            do throws(SystemError) {
                let names = try examine(PathText.join(root, folder.path))
                return (folder.path, folder.depth, .success(names))
            } catch {
                return (folder.path, folder.depth, .failure(error))
            }
        }
    }

    /// Removes a folder and everything below it; links are removed, not followed.
    ///
    /// For folders that this program made itself: it isn't safe against somebody who exchanges
    /// folders for links meanwhile.
    package static func removeTree(_ directory: some PathBytes) throws(SystemError) {
        let root = directory.pathBytes
        for entry in try walk(root).entries.reversed() {
            let path = PathText.join(root, entry.pathBytes)
            if entry.status.kind == .directory {
                try removeDirectory(path)
            } else {
                try remove(path)
            }
        }
        try removeDirectory(root)
    }

    /// The names in a folder with what the file system says of each, sorted by bytes.
    ///
    /// Asked by way of the open folder: its own path needn't be walked for each name.
    private static func examine(_ path: [UInt8]) throws(SystemError) -> [ExaminedName] {
        var found: [ExaminedName] = []
        try forEachName(in: path) { (name, _, folder) throws(SystemError) in
            var raw = stat()
            let status: Result<FileStatus, SystemError>
            do throws(SystemError) {
                try withCPath(name, "stat") { (text) throws(SystemError) in
                    _ = try retrying("stat") {
                        fstatat(folder, text, &raw, AT_SYMLINK_NOFOLLOW)
                    }
                }
                status = .success(FileStatus(raw))
            } catch {
                status = .failure(
                    SystemError(
                        function: error.function, code: error.code, path: PathText.join(path, name))
                )
            }
            found.append(ExaminedName(name: name, status: status))
        }
        return found.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// Hands over the names in a folder, without `.` and `..`, as they come.
    ///
    /// - Parameter body: Gets the name, what the listing says of its kind, and the folder's descriptor.
    private static func forEachName(
        in path: [UInt8], _ body: ([UInt8], UInt8, Int32) throws(SystemError) -> Void
    ) throws(SystemError) {
        let stream = try withCPath(path, "opendir") { (text) throws(SystemError) in
            guard let stream = opendir(text) else {
                throw SystemError(function: "opendir", code: errno, path: path)
            }
            return stream
        }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else {
                    throw SystemError(function: "readdir", code: errno, path: path)
                }
                return
            }
            guard let start = clinux_entry_name(entry) else { continue }
            let name = Array(UnsafeRawBufferPointer(start: start, count: strlen(start)))
            if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] {
                continue
            }
            try body(name, entry.pointee.d_type, dirfd(stream))
        }
    }

    /// The kind that the listing itself tells, nil when the file system doesn't.
    private static func kind(type: UInt8) -> FileKind? {
        switch Int(type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .directory
        case Int(DT_LNK): .symbolicLink
        case Int(DT_FIFO): .fifo
        case Int(DT_SOCK): .socket
        case Int(DT_CHR): .characterDevice
        case Int(DT_BLK): .blockDevice
        default: nil
        }
    }
}

/// A name in a folder and what the file system said of it.
private struct ExaminedName: Sendable {
    let name: [UInt8]
    let status: Result<FileStatus, SystemError>
}

/// The state of one walk.
private struct Walk {
    let root: [UInt8]
    let limits: WalkLimits
    var entries: [TreeEntry] = []
    var problems: [SystemError] = []
    var folders: [(path: [UInt8], depth: Int)] = []
    var isCutShort = false

    init(root: [UInt8], limits: WalkLimits) {
        self.root = root
        self.limits = limits
    }

    /// How many folders are examined before what they hold is counted.
    private static let folderRun = 64

    /// Takes some of the folders that are still to be examined, the last found first.
    mutating func nextFolders() -> [(path: [UInt8], depth: Int)] {
        let next = Array(folders.suffix(Self.folderRun).reversed())
        folders.removeLast(next.count)
        return next
    }

    mutating func take(_ listing: [ExaminedName], below folder: [UInt8], depth: Int) {
        for found in listing {
            guard entries.count < limits.entries else {
                isCutShort = true
                return
            }
            let path = PathText.join(folder, found.name)
            do {
                let status = try found.status.get()
                entries.append(TreeEntry(pathBytes: path, status: status))
                guard status.kind == .directory else { continue }
                if depth < limits.depth {
                    folders.append((path, depth))
                } else {
                    isCutShort = true
                }
            } catch {
                problems.append(error)
            }
        }
    }
}

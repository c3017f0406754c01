import CommandSupport
import LinuxFiles

/// Where the files of a trust folder come from.
package enum AnchorFiles: Sendable {
    /// The file system.
    case disk
    /// Files in memory, by their paths: a program that tests itself reads its anchors by the same way.
    case memory([String: [UInt8]])

    /// One entry of a folder.
    struct Entry {
        /// The name as text; nil where it isn't UTF-8.
        let name: String?
        let nameBytes: [UInt8]
        let shownName: String
    }

    /// Greatest length of a file in a trust folder.
    private static let limit = 80 << 20

    func isFolder(_ path: String) throws(CommandFailure) -> Bool {
        switch self {
        case .memory(let files): return files[path] == nil
        case .disk:
            do throws(SystemError) {
                return try Files.status(of: path, followingLinks: true).kind == .directory
            } catch {
                throw .reading(error)
            }
        }
    }

    /// The entries of a folder in byte order.
    func list(_ path: String) throws(CommandFailure) -> [Entry] {
        switch self {
        case .memory(let files):
            let below = files.keys.filter { $0.hasPrefix(path + "/") }.map { file in
                String(file.dropFirst(path.count + 1).prefix { $0 != "/" })
            }
            return Set(below).sorted().map {
                Entry(name: $0, nameBytes: Array($0.utf8), shownName: $0)
            }
        case .disk:
            do throws(SystemError) {
                return try Files.list(path).map {
                    Entry(name: $0.name, nameBytes: $0.nameBytes, shownName: $0.shownName)
                }
            } catch {
                throw .reading(error)
            }
        }
    }

    func content(_ path: String) throws(CommandFailure) -> [UInt8] {
        switch self {
        case .memory(let files): return files[path] ?? []
        case .disk:
            do throws(SystemError) {
                let status = try Files.status(of: path, followingLinks: true)
                guard status.kind == .file else {
                    throw SystemError(function: "open", code: 22, path: Array(path.utf8))
                }
                return try Files.read(path, limit: Self.limit)
            } catch {
                throw .reading(error)
            }
        }
    }

    /// The files of a folder in byte order; one of another kind or ending is refused.
    func files(_ path: String, endings: [String]) throws(CommandFailure) -> [String] {
        var files: [String] = []
        for entry in try list(path) where entry.nameBytes.first != UInt8(ascii: ".") {
            guard let name = entry.name, endings.contains(where: name.hasSuffix) else {
                throw TrustFolder.unusable(
                    path + "/" + entry.shownName,
                    "only files ending in \(endings.joined(separator: " or ")) belong here")
            }
            files.append(path + "/" + name)
        }
        return files
    }
}

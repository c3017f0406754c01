/// Finds where paths lead, and remembers the folder of the last one.
///
/// Many names in one folder so cost one call each, and not one for each part of each path.
package struct ResolvedFolders {
    private var last: (folder: [UInt8], resolved: [UInt8])?

    /// Knows no folder yet.
    package init() {}

    /// The absolute path without links, `.` and `..`, and what stands there.
    ///
    /// - Returns: Nil where nothing stands under the name, not even a link that leads nowhere.
    package mutating func find(
        _ path: [UInt8]
    ) throws(SystemError) -> (path: [UInt8], status: FileStatus)? {
        let name = PathText.name(of: path)
        guard path.last != PathText.slash, !name.elementsEqual(".".utf8),
            !name.elementsEqual("..".utf8), !name.isEmpty
        else { return try Self.resolve(path) }
        let folder = PathText.folder(of: path)
        do throws(SystemError) {
            if last?.folder != folder { last = (folder, try Files.resolvedPath(folder)) }
            let found = PathText.join(last?.resolved ?? folder, name)
            let status = try Files.status(of: found)
            if status.kind != .symbolicLink { return (found, status) }
        } catch {
            if error.isMissing { return nil }
            throw error
        }
        return try Self.resolve(path)
    }

    private static func resolve(
        _ path: [UInt8]
    ) throws(SystemError) -> (path: [UInt8], status: FileStatus)? {
        guard try Files.kind(of: path) != nil else { return nil }
        let resolved = try Files.resolvedPath(path)
        return (resolved, try Files.status(of: resolved))
    }
}

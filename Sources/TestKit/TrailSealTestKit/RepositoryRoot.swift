import Glibc

/// The folder of the package that the tests were built from.
package enum RepositoryRoot {
    /// The absolute path, without a slash at the end.
    package static let path: String = {
        var folder = parent(of: #filePath)
        while folder != "/" && !isThere("\(folder)/Package.swift") { folder = parent(of: folder) }
        return folder
    }()

    /// The folder that holds a path; `/` for itself.
    static func parent(of path: String) -> String {
        let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
        return cut == path.startIndex ? "/" : String(path[..<cut])
    }
}

/// The public data sets that lie beside the repository, in `shared/data`.
package enum SharedData {
    /// The absolute path of a data set, such as `json-parsing`; nil when it isn't there.
    ///
    /// Looked for in each folder above the package root, the nearest first.
    package static func folder(_ name: String) -> String? {
        var above = RepositoryRoot.path
        repeat {
            above = RepositoryRoot.parent(of: above)
            let folder = above == "/" ? "/shared/data/\(name)" : "\(above)/shared/data/\(name)"
            if isThere(folder) { return folder }
        } while above != "/"
        return nil
    }
}

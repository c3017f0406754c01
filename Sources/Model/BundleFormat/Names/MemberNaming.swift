package import Cryptography

/// Which captured files stand under their own path and which under their digest.
///
/// A file goes to `data/unnamed/<sha256>` when its path is longer than ustar holds, equals the path of
/// another file after ASCII lower-casing, or has a part that is a file itself. All that collide go
/// there, so nobody has to know which came first. So does a file that belongs to no project.
///
/// Source: docs/formats/bundle.md §8.
package enum MemberNaming {
    /// A final file of a shown dataset, whether its bytes are in the bundle or not.
    package struct File: Hashable, Sendable {
        /// The label of the log.
        package let log: String
        /// The label of the project, nil when the record has none.
        package let project: String?
        /// The path that the capture record has, nil where that isn't a mapped name.
        package let path: MappedName?
        /// The digest of the content.
        package let sha256: Digest

        /// States a file.
        package init(log: String, project: String?, path: MappedName?, sha256: Digest) {
            self.log = log
            self.project = project
            self.path = path
            self.sha256 = sha256
        }

        var ownPath: MemberPath? {
            guard let project, let path else { return nil }
            return .file(log: log, project: project, path: path)
        }
    }

    /// The member path of each file.
    ///
    /// - Parameters:
    ///   - files: All final files of the shown datasets of every log in the bundle.
    ///   - bundle: The bundle's name, which counts toward the length.
    /// - Returns: As many paths as files, in the same order. Files with one path and one content share
    ///   a member.
    package static func paths(of files: [File], in bundle: BundleID) -> [MemberPath] {
        let taken = Taken(files)
        return files.map { file in
            guard let own = file.ownPath, USTARHeader.holds(bundle.archivePath(of: own)),
                !taken.collides(own)
            else { return .unnamed(file.sha256) }
            return own
        }
    }

    /// The lower-cased paths of all files and of the folders they lie in.
    private struct Taken {
        private var filesAt: [String: Set<File>] = [:]
        private var folders: Set<String> = []

        init(_ files: [File]) {
            for file in files {
                guard let path = file.ownPath else { continue }
                let key = ASCII.lowered(path.text)
                filesAt[key, default: []].insert(file)
                folders.formUnion(Self.folders(of: key))
            }
        }

        func collides(_ path: MemberPath) -> Bool {
            let key = ASCII.lowered(path.text)
            return (filesAt[key]?.count ?? 0) > 1 || folders.contains(key)
                || Self.folders(of: key).contains { filesAt[$0] != nil }
        }

        private static func folders(of path: String) -> [String] {
            path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.map {
                String(path[..<$0])
            }
        }
    }
}

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
        let owned = files.map { file in
            file.ownPath.map { own in (own: own, key: ASCII.lowered(own.text)) }
        }
        var taken = Taken(files)
        for (place, owned) in owned.enumerated() {
            if let owned { taken.add(place, at: owned.key) }
        }
        return zip(files, owned).map { file, owned in
            guard let owned, holds(owned.key, in: bundle), !taken.collides(owned.key) else {
                return .unnamed(file.sha256)
            }
            return owned.own
        }
    }

    /// Whether a header has room for a path below the bundle's folder; capital letters don't count.
    private static func holds(_ path: String, in bundle: BundleID) -> Bool {
        let count = bundle.text.utf8.count + 1 + path.utf8.count
        return count <= USTARHeader.undividedPathBytes
            || USTARHeader.holds("\(bundle.text)/\(path)")
    }

    /// The lower-cased paths of all files and of the folders they lie in.
    private struct Taken {
        private let all: [File]
        /// The place of the file at each path; `contested` where two lay claim to it.
        private var files: [String: Int32] = [:]
        private var folders: Set<String> = []
        /// The folder asked for last; files come folder by folder.
        private var last: (folder: Substring, isFile: Bool)?

        private static let contested: Int32 = -1

        init(_ all: [File]) {
            self.all = all
            files.reserveCapacity(all.count)
        }

        mutating func add(_ place: Int, at key: String) {
            let first = files.updateValue(Int32(clamping: place), forKey: key)
            if let first, first < 0 || all[Int(first)] != all[place] {
                files[key] = Self.contested
            }
            var folder = Self.folder(of: key[...])
            // Whoever lies in a known folder lies in all those around it.
            while let known = folder, folders.insert(String(known)).inserted {
                folder = Self.folder(of: known)
            }
        }

        mutating func collides(_ key: String) -> Bool {
            files[key] == Self.contested || folders.contains(key) || isBelowFile(key)
        }

        private mutating func isBelowFile(_ key: String) -> Bool {
            guard let parent = Self.folder(of: key[...]) else { return false }
            if let last, last.folder == parent { return last.isFile }
            var folder: Substring? = parent
            var isFile = false
            while let known = folder, !isFile {
                isFile = files[String(known)] != nil
                folder = Self.folder(of: known)
            }
            last = (parent, isFile)
            return isFile
        }

        /// The folder that something lies in; nil where it lies in none.
        private static func folder(of path: Substring) -> Substring? {
            path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[..<$0] }
        }
    }
}

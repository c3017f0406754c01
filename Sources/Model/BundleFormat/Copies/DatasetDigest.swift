package import Cryptography

/// The one digest of a dataset: over the list that `sha256sum` would print of its files.
///
/// Source: docs/formats/bundle.md §7.
package enum DatasetDigest {
    /// The digest over a dataset's files.
    ///
    /// - Parameter files: The mapped path below the dataset and the digest of each file, in any
    ///   order, no path twice.
    package static func of(_ files: [(path: MappedName, sha256: Digest)]) -> Digest {
        SHA256.hash(list(files))
    }

    /// The digest over a dataset's files by their paths as records have them.
    ///
    /// - Returns: Nil where a path isn't a mapped name below the dataset.
    static func of(
        _ files: some Sequence<(path: String, sha256: Digest)>, below dataset: MappedName
    ) -> Digest? {
        var list: [(path: MappedName, sha256: Digest)] = []
        for file in files {
            guard let name = MappedName.reading(file.path),
                let below = path(of: name, below: dataset)
            else { return nil }
            list.append((path: below, sha256: file.sha256))
        }
        return of(list)
    }

    /// The list: 64 hex digits, two spaces, path, LF, in byte order of path.
    package static func list(_ files: [(path: MappedName, sha256: Digest)]) -> [UInt8] {
        var text: [UInt8] = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            DigestList.append(file.sha256, file.path.text, to: &text)
        }
        return text
    }

    /// The path of a file below its dataset.
    ///
    /// - Parameters:
    ///   - file: The path that the file's capture record has.
    ///   - dataset: The path that the dataset's capture record has.
    /// - Returns: The part below the dataset's folder; the file's own name where the dataset is that
    ///   one file; nil where the file doesn't belong to the dataset.
    package static func path(of file: MappedName, below dataset: MappedName) -> MappedName? {
        file == dataset ? file.lastSegment : file.below(dataset)
    }
}

package import BundleFormat
package import Cryptography
internal import Records

/// A captured file of the newest shown version of its dataset: the bundle owes its bytes.
package struct OwedFile: Hashable, Sendable {
    /// The sequence number of the capture record that names it.
    package let sequence: UInt64
    /// The mapped absolute path of the folder its dataset was found in.
    package let root: String
    /// The mapped path below that folder.
    package let path: MappedName
    /// The label of its project.
    package let project: String?
    /// The size the record states, in bytes.
    package let size: UInt64
    /// The digest the record states.
    package let sha256: Digest

    /// The files of a version of a dataset.
    ///
    /// - Throws: `SealingError.brokenStore` where a path isn't one that capture makes.
    package static func files(
        of version: DatasetReplay.Version
    ) throws(SealingError) -> [OwedFile] {
        var result: [OwedFile] = []
        for file in version.files {
            guard let path = file.name else {
                throw .brokenStore("record \(file.sequence) names a path that is none")
            }
            result.append(
                OwedFile(
                    sequence: file.sequence, root: version.body.root, path: path,
                    project: file.project, size: file.size, sha256: file.sha256))
        }
        return result
    }
}

package import LinuxFiles

/// One regular file of a dataset as the scan found it.
package struct FoundFile: Hashable, Sendable {
    /// Path below the dataset's folder of origin, beginning with the dataset's own name.
    package let path: [UInt8]
    /// What the file system said.
    package let status: FileStatus
}

/// Something under a dataset that can't be captured, and why.
package struct UncapturedEntry: Hashable, Sendable {
    /// Path in printable form.
    package let path: String
    /// Why, a phrase such as `is a symbolic link, which is not followed`.
    package let reason: String
}

/// One dataset as it lies on the disk.
package struct FoundDataset: Hashable, Sendable {
    /// What layout it has.
    package let kind: DatasetKind
    /// Absolute path of the folder in which it lies, links resolved.
    package let root: [UInt8]
    /// Its own name below `root`: `expno` folders carry their sample's name in front.
    package let name: [UInt8]
    /// Its regular files in byte order of path.
    package let files: [FoundFile]
    /// Parts that a finished dataset of this kind has and this one lacks.
    package let missing: [String]
    /// What lies there and can't be captured.
    package let uncaptured: [UncapturedEntry]

    /// The absolute path of one of its files.
    package func absolutePath(of file: FoundFile) -> [UInt8] {
        PathText.join(root, file.path)
    }

    /// The absolute path of the dataset.
    package var absolutePath: [UInt8] { PathText.join(root, name) }
}

/// Everything that one path holds.
package struct DatasetScan: Hashable, Sendable {
    /// The absolute path that was scanned, links resolved.
    package let path: [UInt8]
    /// The datasets in byte order of their absolute paths.
    package let datasets: [FoundDataset]
    /// What belongs to no dataset, such as an empty folder, and why.
    package let uncaptured: [UncapturedEntry]
}

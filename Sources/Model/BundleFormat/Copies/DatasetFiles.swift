/// The files of a dataset by path, kept in byte order from version to version.
struct DatasetFiles: Sendable {
    private var paths = TextList()
    private var lines = DatasetLines()
    /// The file of each path, by its number.
    private var files: [DatasetReplay.File?] = []

    /// The number of files.
    var count: Int { lines.count }

    /// The file at a path.
    subscript(path: String) -> DatasetReplay.File? {
        paths.knownNumber(of: path.utf8.span).flatMap { files[Int($0)] }
    }

    /// Puts a file in the place of one with its path.
    mutating func set(_ file: DatasetReplay.File) {
        let number = paths.number(of: file.path.utf8.span)
        if files.count < paths.count { files.append(nil) }
        files[Int(number)] = file
        lines.set(number, sha256: file.sha256, size: file.size)
    }

    /// Takes a file away.
    mutating func remove(_ path: String) {
        guard let number = paths.knownNumber(of: path.utf8.span) else { return }
        files[Int(number)] = nil
        lines.remove(number)
    }

    /// The files, in byte order of path.
    mutating func inOrder() -> [DatasetReplay.File] {
        lines.inOrder(paths).compactMap { files[Int($0)] }
    }

    /// What a dataset record has to state of these files.
    mutating func totals(below path: String) -> DatasetTotals { lines.totals(below: path, paths) }
}

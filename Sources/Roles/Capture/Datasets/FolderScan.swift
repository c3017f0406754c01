import LinuxFiles

/// The division of one walked folder into datasets.
struct FolderScan {
    private let top: [UInt8]
    private let tree: DirectoryTree
    /// Entries directly in a folder, by the folder's path below `top`; the top itself is empty.
    private var children: [[UInt8]: [TreeEntry]] = [:]
    private var kinds: [[UInt8]: DatasetKind] = [:]
    /// Folders that hold recognised datasets and so aren't datasets themselves.
    private var containers: Set<[UInt8]> = []
    private var datasets: [FoundDataset] = []
    private var uncaptured: [UncapturedEntry] = []

    init(_ top: [UInt8], _ tree: DirectoryTree) {
        self.top = top
        self.tree = tree
        // What lies in one folder mostly stands together.
        var run: (folder: [UInt8], entries: [TreeEntry]) = ([], [])
        for entry in tree.entries {
            let folder = Self.folder(of: entry.pathBytes[...])
            if !folder.elementsEqual(run.folder) {
                children[run.folder, default: []] += run.entries
                run = (Array(folder), [])
            }
            run.entries.append(entry)
        }
        children[run.folder, default: []] += run.entries
        recogniseFolders()
        markContainers()
    }

    /// Divides the folder.
    consuming func result() -> DatasetScan {
        visit([])
        for problem in tree.problems where !isInside(problem) {
            uncaptured.append(
                UncapturedEntry(
                    path: problem.path ?? PathText.shown(top),
                    reason: "could not be listed: \(problem.text)"))
        }
        datasets.sort { $0.absolutePath.lexicographicallyPrecedes($1.absolutePath) }
        return DatasetScan(path: top, datasets: datasets, uncaptured: uncaptured)
    }

    private mutating func recogniseFolders() {
        let folders = [[]] + tree.entries.filter { $0.status.kind == .directory }.map(\.pathBytes)
        for folder in folders {
            var names: Set<[UInt8]> = []
            for entry in children[folder] ?? [] where entry.status.kind == .file {
                let name = Self.name(of: entry.pathBytes)
                if DatasetKind.tells(name) { names.insert(Array(name)) }
            }
            let name = PathText.name(of: PathText.join(top, folder))
            kinds[folder] = DatasetKind.ofFolder(named: name, files: names)
        }
    }

    private mutating func markContainers() {
        for entry in tree.entries {
            let path = entry.pathBytes
            switch entry.status.kind {
            case .file:
                guard DatasetKind.ofFile(named: Self.name(of: path)) != .file else { continue }
            case .directory:
                guard kinds[path] != nil else { continue }
            default: continue
            }
            // What lies inside a recognised dataset belongs to it.
            var folder = path[...]
            var above: [[UInt8]] = []
            while !folder.isEmpty {
                folder = Self.folder(of: folder)
                above.append(Array(folder))
            }
            if above.contains(where: { kinds[$0] != nil }) { continue }
            containers.formUnion(above)
        }
    }

    private mutating func visit(_ folder: [UInt8]) {
        if let kind = kinds[folder] {
            addFolder(folder, kind: kind, entries: below(folder))
        } else if containers.contains(folder) {
            visitContainer(folder)
        } else {
            addFolder(folder, kind: .folder, entries: below(folder))
        }
    }

    private mutating func visitContainer(_ folder: [UInt8]) {
        var loose: [TreeEntry] = []
        for entry in children[folder] ?? [] {
            let name = PathText.name(of: entry.pathBytes)
            if entry.status.kind == .directory {
                visit(entry.pathBytes)
            } else if entry.status.kind == .file, DatasetKind.ofFile(named: name) != .file {
                addSingle(entry, name: name)
            } else {
                loose.append(entry)
            }
        }
        if !loose.isEmpty { addFolder(folder, kind: .folder, entries: loose) }
    }

    private mutating func addSingle(_ entry: TreeEntry, name: [UInt8]) {
        datasets.append(
            FoundDataset(
                kind: .ofFile(named: name),
                root: PathText.folder(of: PathText.join(top, entry.pathBytes)), name: name,
                files: [FoundFile(path: name, status: entry.status)], missing: [], uncaptured: []))
    }

    private mutating func addFolder(_ folder: [UInt8], kind: DatasetKind, entries: [TreeEntry]) {
        let absolute = folder.isEmpty ? top : PathText.join(top, folder)
        let (root, name) = Self.place(of: absolute, kind: kind)
        let files = entries.filter { $0.status.kind == .file }
        let refused = entries.compactMap(Self.refusal) + unlistable(below: folder, in: absolute)
        if files.isEmpty, refused.isEmpty {
            uncaptured.append(
                UncapturedEntry(path: PathText.shown(absolute), reason: "is an empty folder"))
            return
        }
        let skip = folder.isEmpty ? 0 : folder.count + 1
        let names = files.map { $0.pathBytes.dropFirst(skip) }
        let direct = Set(names.filter(DatasetKind.tells).map { Array($0) })
        datasets.append(
            FoundDataset(
                kind: kind, root: root, name: name,
                files: zip(files, names).map { file, below in
                    FoundFile(path: Self.joined(name, below), status: file.status)
                },
                missing: kind.missing(among: direct), uncaptured: refused))
    }

    /// The folder in which a dataset lies and its own name below that.
    ///
    /// TopSpin names an experiment by sample and number, and every sample has an experiment 1:
    /// the sample's folder is part of the name.
    private static func place(
        of absolute: [UInt8], kind: DatasetKind
    ) -> (root: [UInt8], name: [UInt8]) {
        let name = PathText.name(of: absolute)
        let parent = PathText.folder(of: absolute)
        let slash = UInt8(ascii: "/")
        guard kind == .topspin, parent != [slash], name.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            return (parent, name)
        }
        return (PathText.folder(of: parent), PathText.join(PathText.name(of: parent), name))
    }

    private static func refusal(_ entry: TreeEntry) -> UncapturedEntry? {
        let reason: String
        switch entry.status.kind {
        case .file, .directory: return nil
        case .symbolicLink: reason = "is a symbolic link, which is not followed"
        case .unknown: reason = "vanished or could not be examined"
        default: reason = "is not a regular file"
        }
        return UncapturedEntry(path: PathText.shown(entry.pathBytes), reason: reason)
    }

    private func unlistable(below folder: [UInt8], in absolute: [UInt8]) -> [UncapturedEntry] {
        let prefix = PathText.shown(absolute)
        guard !containers.contains(folder) else { return [] }
        return tree.problems.filter {
            $0.path == prefix || $0.path?.hasPrefix(prefix + "/") == true
        }
        .map {
            UncapturedEntry(
                path: $0.path ?? prefix, reason: "could not be listed: \($0.text)")
        }
    }

    /// Whether a problem was already told with the dataset in which it arose.
    private func isInside(_ problem: SystemError) -> Bool {
        guard let path = problem.path else { return false }
        return datasets.contains { dataset in
            dataset.uncaptured.contains { $0.path == path }
        }
    }

    private func below(_ folder: [UInt8]) -> [TreeEntry] {
        guard !folder.isEmpty else { return tree.entries }
        // The walk is sorted by path bytes, so what lies below a folder stands together.
        let prefix = folder + [UInt8(ascii: "/")]
        var low = 0
        var high = tree.entries.count
        while low < high {
            let middle = low + (high - low) / 2
            if tree.entries[middle].pathBytes.lexicographicallyPrecedes(prefix) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return Array(tree.entries[low...].prefix { $0.pathBytes.starts(with: prefix) })
    }

    private static func folder(of path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        path[..<(path.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)]
    }

    private static func name(of path: [UInt8]) -> ArraySlice<UInt8> {
        path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...]
    }

    private static func joined(_ folder: [UInt8], _ below: ArraySlice<UInt8>) -> [UInt8] {
        var path: [UInt8] = []
        path.reserveCapacity(folder.count + 1 + below.count)
        path += folder
        path.append(UInt8(ascii: "/"))
        path += below
        return path
    }
}

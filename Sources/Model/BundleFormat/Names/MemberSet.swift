/// What is wrong with a list of member paths as a whole.
package enum LayoutProblem: Hashable, Sendable {
    /// A path that the layout doesn't have.
    case path(index: Int)
    /// A member whose folder isn't the first member's.
    case folder(index: Int)
    /// A member with the path of an earlier one.
    case duplicate(index: Int, of: Int)
    /// A member whose path equals an earlier one after ASCII lower-casing.
    case alias(index: Int, of: Int)
    /// A member that is a folder of another.
    case folderOfAnother(index: Int, of: Int)
    /// A member that should stand in front of the one before it.
    case order(index: Int)

    /// The reason code that reports print.
    package var code: String {
        switch self {
        case .path, .folder: "PATH"
        case .duplicate: "DUPLICATE_ENTRY"
        case .alias, .folderOfAnother: "ALIAS_ENTRY"
        case .order: "NON_CANONICAL_ORDER"
        }
    }

    /// The place of the member concerned in the list.
    package var index: Int {
        switch self {
        case .path(let index), .folder(let index), .duplicate(let index, _),
            .alias(let index, _), .folderOfAnother(let index, _), .order(let index):
            index
        }
    }
}

/// The members of an archive, read against the layout.
package struct MemberSet: Sendable {
    /// The bundle's folder, by the first member that has one.
    package let id: BundleID?
    /// The path of each member, nil where the layout has none such; as many as there are members.
    package let paths: [MemberPath?]
    /// What is wrong, by place in the list.
    package let problems: [LayoutProblem]

    /// Judges the paths of an archive's members, in their order.
    package init(archivePaths: [[UInt8]]) {
        let split = archivePaths.map(BundleID.split(archivePath:))
        let id = split.lazy.compactMap { $0?.id }.first
        let paths = split.map { parts in
            parts.flatMap { $0.id == id ? MemberPath($0.below) : nil }
        }
        var problems: [LayoutProblem] = []
        for index in paths.indices where paths[index] == nil {
            let isForeign = split[index].map { $0.id != id } ?? false
            problems.append(isForeign ? .folder(index: index) : .path(index: index))
        }
        problems += Self.repetitions(archivePaths)
        problems += Self.disorder(paths)
        self.id = id
        self.paths = paths
        self.problems = problems.sorted { $0.index < $1.index }
    }

    private static func repetitions(_ paths: [[UInt8]]) -> [LayoutProblem] {
        var exact: [[UInt8]: Int] = [:]
        var lowered: [[UInt8]: Int] = [:]
        var problems: [LayoutProblem] = []
        for index in paths.indices {
            let key = paths[index].map(ASCII.lowered)
            if let first = exact[paths[index]] {
                problems.append(.duplicate(index: index, of: first))
            } else if let first = lowered[key] {
                problems.append(.alias(index: index, of: first))
            }
            exact[paths[index]] = exact[paths[index]] ?? index
            lowered[key] = lowered[key] ?? index
        }
        return problems + folders(paths, lowered)
    }

    private static func folders(
        _ paths: [[UInt8]], _ lowered: [[UInt8]: Int]
    ) -> [LayoutProblem] {
        var found: Set<LayoutProblem> = []
        for index in paths.indices {
            let key = paths[index].map(ASCII.lowered)
            for cut in key.indices where key[cut] == UInt8(ascii: "/") {
                guard let folder = lowered[Array(key[..<cut])], folder != index else { continue }
                found.insert(.folderOfAnother(index: folder, of: index))
            }
        }
        return found.sorted { $0.index < $1.index }
    }

    private static func disorder(_ paths: [MemberPath?]) -> [LayoutProblem] {
        var problems: [LayoutProblem] = []
        var last: MemberPath?
        for index in paths.indices {
            guard let path = paths[index] else { continue }
            if let last, path < last { problems.append(.order(index: index)) }
            last = path
        }
        return problems
    }
}

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
    /// The archive paths that the layout doesn't have, by place in the list; only the first ones.
    package let foreignNames: [Int: [UInt8]]
    /// What is wrong, by place in the list.
    package let problems: [LayoutProblem]

    /// Judges the paths of an archive's members, in their order.
    ///
    /// - Parameters:
    ///   - archivePaths: The paths; who gives them away saves the memory of a second copy.
    ///   - namesKept: How many foreign paths to keep.
    package init(archivePaths: consuming [[UInt8]], namesKept: Int = .max) {
        var rest = archivePaths
        let id = rest.lazy.compactMap { BundleID.split(archivePath: $0)?.id }.first
        var problems = PathCollisions.problems(rest)
        var foreign: [Int: [UInt8]] = [:]
        var paths: [MemberPath?] = []
        paths.reserveCapacity(rest.count)
        var last: MemberPath.Order?
        for index in rest.indices {
            let bytes = rest[index]
            rest[index] = []
            let split = BundleID.split(archivePath: bytes)
            let path = split.flatMap { $0.id == id ? MemberPath($0.below) : nil }
            if path == nil {
                let isForeign = split.map { $0.id != id } ?? false
                problems.append(isForeign ? .folder(index: index) : .path(index: index))
                if foreign.count < namesKept { foreign[index] = bytes }
            }
            paths.append(path)
            guard let path, let text = split?.below else { continue }
            let order = path.order(spelled: text)
            if let last, order < last { problems.append(.order(index: index)) }
            last = order
        }
        self.id = id
        self.paths = paths
        foreignNames = foreign
        self.problems = problems.sorted { $0.index < $1.index }
    }
}

/// Finds paths that some computers take for one, and files that are folders of others.
///
/// Paths are sorted as a file system without capital letters would, the slash in front of every other
/// byte. Equal ones then stand together, and what lies in a folder stands right behind it, so the work
/// grows with the number of paths and not with their depth.
enum PathCollisions {
    /// The collisions among paths, by no certain order.
    static func problems(_ paths: [[UInt8]]) -> [LayoutProblem] {
        let order = paths.indices.sorted { left, right in
            let comparison = compare(paths[left], paths[right])
            return comparison == 0 ? left < right : comparison < 0
        }
        var problems: [LayoutProblem] = []
        var start = 0
        while start < order.count {
            let first = order[start]
            let end =
                order[start...].firstIndex { compare(paths[$0], paths[first]) != 0 } ?? order.count
            problems += repetitions(order[start..<end], paths)
            if end < order.count, isFolder(paths[first], of: paths[order[end]]) {
                problems.append(.folderOfAnother(index: first, of: order[end]))
            }
            start = end
        }
        return problems
    }

    /// The problems of places whose paths are equal but for capital letters, in rising order.
    private static func repetitions(
        _ places: ArraySlice<Int>, _ paths: [[UInt8]]
    ) -> [LayoutProblem] {
        guard places.count > 1, let first = places.first else { return [] }
        var exact: [[UInt8]: Int] = [paths[first]: first]
        return places.dropFirst().map { place in
            if let same = exact[paths[place]] { return .duplicate(index: place, of: same) }
            exact[paths[place]] = place
            return .alias(index: place, of: first)
        }
    }

    /// Whether a path, taken for a folder, holds the other one.
    private static func isFolder(_ path: [UInt8], of other: [UInt8]) -> Bool {
        guard path.count < other.count, other[path.count] == UInt8(ascii: "/") else { return false }
        return compare(path, Array(other[..<path.count])) == 0
    }

    /// Negative, zero or positive as one path sorts before, with or behind the other.
    private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
        for index in 0..<min(left.count, right.count) {
            let (a, b) = (weight(left[index]), weight(right[index]))
            if a != b { return Int(a) - Int(b) }
        }
        return left.count - right.count
    }

    /// The byte without capital letter, a slash in front of all: no path holds a zero byte.
    private static func weight(_ byte: UInt8) -> UInt8 {
        byte == UInt8(ascii: "/") ? 0 : ASCII.lowered(byte)
    }
}

/// The name under which records and settings know a folder that lies elsewhere on this machine.
///
/// An instrument's disk may be mounted under another path than it has on the instrument; and
/// sample bundles may not show in which temporary folder they were made.
package struct PathPresentation: Hashable, Sendable {
    /// Where the folder lies: an absolute path with links resolved, without a slash at its end.
    package let actual: [UInt8]
    /// What it is called in records and settings, of the same form.
    package let presented: [UInt8]

    /// Pairs a folder with its name.
    package init(actual: String, presented: String) {
        self.actual = Array(actual.utf8)
        self.presented = Array(presented.utf8)
    }

    /// Every path is called what it is.
    package static let asIs = PathPresentation(actual: "", presented: "")

    /// What a path on this machine is called; a path outside the folder keeps its name.
    package func presented(_ path: [UInt8]) -> [UInt8] {
        Self.exchange(actual, for: presented, in: path)
    }

    /// Where a path that is called so lies.
    package func actual(_ path: [UInt8]) -> [UInt8] {
        Self.exchange(presented, for: actual, in: path)
    }

    /// Where a path that is called so lies.
    package func actual(_ path: String) -> String {
        String(decoding: actual(Array(path.utf8)), as: UTF8.self)
    }

    private static func exchange(
        _ prefix: [UInt8], for other: [UInt8], in path: [UInt8]
    ) -> [UInt8] {
        guard !prefix.isEmpty, path.starts(with: prefix) else { return path }
        let rest = path.dropFirst(prefix.count)
        guard rest.first.map({ $0 == UInt8(ascii: "/") }) ?? true else { return path }
        return other + rest
    }
}

/// How often each of some names occurred; only so many names are told apart.
package struct NameTally: Hashable, Sendable {
    /// The count of each name that is told apart.
    package private(set) var counts: [String: UInt64] = [:]
    /// How often other names occurred, once there were too many.
    package private(set) var others: UInt64 = 0

    /// Makes an empty tally.
    package init() {}

    /// Counts names.
    ///
    /// - Parameter limit: How many names are told apart.
    mutating func add(_ names: some Sequence<String>, limit: Int) {
        for name in names { add(name, 1, limit) }
    }

    /// Adds the counts of another tally.
    mutating func add(_ other: NameTally, limit: Int) {
        for (name, count) in other.counts.sorted(by: { $0.key < $1.key }) {
            add(name, count, limit)
        }
        others &+= other.others
    }

    private mutating func add(_ name: String, _ count: UInt64, _ limit: Int) {
        if counts[name] != nil || counts.count < limit {
            counts[name, default: 0] &+= count
        } else {
            others &+= count
        }
    }
}

/// What became of many changes of one bundle.
package struct MutationTally: Hashable, Sendable {
    /// How many changes were judged.
    package var judged = 0
    /// How many ended FAILED.
    package var failed = 0
    /// How many ended INDETERMINATE.
    package var indeterminate = 0
    /// Of how many the report names the member in which the change lies.
    package var named = 0
    /// The changes that passed, as offsets; there may be none.
    package var passed: [Int] = []
    /// The changes that couldn't be judged at all, as offsets, each with why.
    package var unjudged: [String] = []

    /// No change.
    package init() {}

    /// Adds other changes.
    package mutating func add(_ other: MutationTally) {
        judged += other.judged
        failed += other.failed
        indeterminate += other.indeterminate
        named += other.named
        passed += other.passed
        unjudged += other.unjudged
    }

    /// Whether every change was judged and none passed.
    package var isClean: Bool { judged > 0 && passed.isEmpty && unjudged.isEmpty }

    /// Some lines for a reader.
    package var text: String {
        let share = judged == 0 ? 0 : named * 1000 / judged
        var text = """
            \(judged) changes judged: \(failed) FAILED, \(indeterminate) INDETERMINATE, \
            \(passed.count) PASSED
            the right member named: \(named) (\(share / 10).\(share % 10) %)

            """
        for offset in passed.sorted().prefix(20) { text += "PASSED with a change at \(offset)\n" }
        for problem in unjudged.prefix(20) { text += "not judged: \(problem)\n" }
        return text
    }
}

/// The word an auditor acts on.
///
/// Source: docs/formats/bundle.md §14.
package enum Verdict: String, Hashable, Sendable, Comparable {
    /// Every deciding rule of the plan passed or was not applicable.
    case passed = "PASSED"
    /// None failed, and something that decides stayed open.
    case indeterminate = "INDETERMINATE"
    /// Something that decides failed.
    case failed = "FAILED"

    private var weight: Int {
        switch self {
        case .passed: 0
        case .indeterminate: 1
        case .failed: 2
        }
    }

    /// Orders from best to worst.
    package static func < (left: Verdict, right: Verdict) -> Bool { left.weight < right.weight }

    /// Computes the verdict of some results.
    ///
    /// An empty list is never a pass: nothing was asked.
    package init(of results: some Sequence<RuleResult>) {
        var worst: Verdict?
        for result in results {
            let verdict = Self.verdict(of: result)
            worst = worst.map { max($0, verdict) } ?? verdict
        }
        self = worst ?? .indeterminate
    }

    private static func verdict(of result: RuleResult) -> Verdict {
        guard result.rule.severity.decides else { return .passed }
        return switch result.outcome {
        case .failed: .failed
        case .indeterminate, .notRun: .indeterminate
        case .passed, .notApplicable, .observation: .passed
        }
    }
}

/// The verdict of one block, with what it rests on.
package struct BlockVerdict: Hashable, Sendable {
    /// Which block.
    package let block: Block
    /// Its verdict; nil where the profile plans no rule of it.
    package let verdict: Verdict?
    /// Whether the block stands on data whose integrity failed.
    package let isOnUnprovenData: Bool

    /// Makes the verdict of a block.
    package init(block: Block, verdict: Verdict?, isOnUnprovenData: Bool) {
        self.block = block
        self.verdict = verdict
        self.isOnUnprovenData = isOnUnprovenData
    }

    /// The verdicts of all four blocks, in their order.
    package static func all(of results: [RuleResult]) -> [BlockVerdict] {
        let integrity = Verdict(of: results.filter { $0.rule.block == .integrity })
        return Block.allCases.map { block in
            let own = results.filter { $0.rule.block == block }
            return BlockVerdict(
                block: block, verdict: own.isEmpty ? nil : Verdict(of: own),
                isOnUnprovenData: block != .integrity && integrity == .failed)
        }
    }
}

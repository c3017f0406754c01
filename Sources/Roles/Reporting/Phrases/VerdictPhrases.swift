import Findings

/// Sentences on the verdict and its blocks.
enum VerdictPhrases {
    /// What the verdict means for this bundle.
    static func sentence(for report: Report) -> String {
        let deciding = report.results.filter { $0.rule.severity.decides }
        let failed = deciding.filter { $0.outcome == .failed }
        let open = deciding.filter(\.isOpen)
        switch report.verdict {
        case .passed:
            return "The evidence holds. Every critical and major question of the profile was "
                + "answered with yes, or there was nothing to ask it about."
        case .failed:
            return "The evidence is contradicted. Failed: \(ids(failed))."
                + (open.isEmpty ? "" : " Left open besides: \(ids(open)).")
        case .indeterminate where open.isEmpty:
            return "Nothing contradicts the evidence, but there was nothing to judge: no record "
                + "besides the first was examined. This is not a pass."
        case .indeterminate:
            return "Nothing contradicts the evidence, but it could not all be judged. This is "
                + "not a pass. Left open: \(ids(open))."
        }
    }

    /// What stands behind the verdict of a block.
    static func note(on block: BlockVerdict, _ results: [RuleResult]) -> String {
        if block.verdict == nil { return "no rule of this block was asked" }
        var counts: [(word: String, count: Int)] = []
        for result in results {
            let word = result.outcome.word
            if let index = counts.firstIndex(where: { $0.word == word }) {
                counts[index].count += 1
            } else {
                counts.append((word, 1))
            }
        }
        let text = counts.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
        return block.isOnUnprovenData ? text + "; on unproven data" : text
    }

    /// The names of the rules, the first eight of many.
    private static func ids(_ results: [RuleResult]) -> String {
        let names = results.map(\.rule.id.rawValue)
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count <= 8 ? shown : "\(shown) and \(names.count - 8) more"
    }
}

extension RuleResult {
    /// Whether the question stayed without an answer.
    var isOpen: Bool {
        switch outcome {
        case .indeterminate, .notRun: true
        default: false
        }
    }
}

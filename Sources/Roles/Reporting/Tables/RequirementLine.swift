import Findings

/// A clause or a principle, with what the rules that serve it came to.
///
/// Computed from a report and nothing else, so that every rendering says the same.
struct RequirementLine {
    /// What the answers to some rules come to together.
    enum Standing: String, CaseIterable {
        /// Every rule of the catalogue that serves it was asked, and holds or had nothing to ask.
        case shown
        /// The same for those that were asked; others weren't.
        case inPart = "shown in part"
        /// What was asked had nothing to be asked about.
        case nothingToAsk = "nothing to ask"
        /// A rule stayed open.
        case open = "left open"
        /// A rule failed.
        case contradicted
        /// No rule that serves it was asked.
        case notExamined = "not examined"
        /// No file can show it.
        case outside = "outside any file"
    }

    /// A rule that was asked, with its answer.
    struct Answer {
        let rule: RuleID
        let outcome: Outcome
    }

    /// The clause or the principle.
    let name: String
    /// What it asks for, in our words.
    let text: String
    /// How far a file can show it; nil for a principle.
    let reach: String?
    let standing: Standing
    let asked: [Answer]
    let notAsked: [RuleID]

    init(
        _ name: String, _ text: String, reach: String? = nil, isOutside: Bool = false,
        of report: Report, serves: (Rule) -> Bool
    ) {
        self.name = name
        self.text = text
        self.reach = reach
        asked = report.results.filter { serves($0.rule) }.map {
            Answer(rule: $0.rule.id, outcome: $0.outcome)
        }
        notAsked = report.rulesNotAsked.map(\.rule).filter(serves).map(\.id)
        standing = Self.standing(asked.map(\.outcome), notAsked.count, isOutside)
    }

    private static func standing(
        _ outcomes: [Outcome], _ notAsked: Int, _ isOutside: Bool
    ) -> Standing {
        if outcomes.isEmpty { return isOutside ? .outside : .notExamined }
        if outcomes.contains(.failed) { return .contradicted }
        if outcomes.contains(where: \.isOpen) { return .open }
        if !outcomes.contains(where: { $0 == .passed || $0 == .observation }) {
            return .nothingToAsk
        }
        return notAsked == 0 && !isOutside ? .shown : .inPart
    }
}

extension Outcome {
    /// Whether the question stayed without an answer.
    fileprivate var isOpen: Bool {
        switch self {
        case .indeterminate, .notRun: true
        default: false
        }
    }
}

extension RequirementLine.Standing {
    var tone: Tone {
        switch self {
        case .shown: .good
        case .inPart: .plain
        case .contradicted: .bad
        case .open: .open
        case .nothingToAsk, .notExamined, .outside: .quiet
        }
    }
}

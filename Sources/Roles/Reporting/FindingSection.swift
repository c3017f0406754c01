import Findings

/// Findings by weight, and the list of all questions.
enum FindingSection {
    static func sections(of report: Report) -> [Section] {
        [findings(report), questions(report)]
    }

    private static func findings(_ report: Report) -> Section {
        var items: [Item] = []
        for group in Group.allCases {
            let cards = report.results.compactMap { card($0, in: group) }
            if cards.isEmpty { continue }
            items.append(.heading(group.rawValue))
            items += cards.map(Item.finding)
        }
        if items.isEmpty {
            items = [.paragraph("None: no rule failed, none stayed open, nothing was observed.")]
        }
        return Section("findings", "Findings", items)
    }

    /// What a reader must see first comes first.
    private enum Group: String, CaseIterable {
        case criticalFailure = "Failed, critical"
        case majorFailure = "Failed, major"
        case criticalOpen = "Left open, critical"
        case majorOpen = "Left open, major"
        case minor = "Minor findings"
        case remark = "Observations and notes"

        init?(_ result: RuleResult) {
            switch (result.outcome, result.rule.severity) {
            case (.failed, .critical): self = .criticalFailure
            case (.failed, .major): self = .majorFailure
            case (.indeterminate, .critical), (.notRun, .critical): self = .criticalOpen
            case (.indeterminate, .major), (.notRun, .major): self = .majorOpen
            case (.failed, _), (.indeterminate, _), (.notRun, _): self = .minor
            case _ where result.findings.isEmpty: return nil
            default: self = .remark
            }
        }
    }

    private static func card(_ result: RuleResult, in group: Group) -> FindingCard? {
        guard Group(result) == group else { return nil }
        return FindingCard(result, isRemark: group == .remark)
    }

    private static func questions(_ report: Report) -> Section {
        let rows = report.results.map { result in
            [
                Cell(result.rule.id.rawValue),
                Cell("\(result.rule.title). \(result.rule.question)"),
                Cell(Wording.outcome(result.outcome), Tone(result.outcome)),
                Cell(result.rule.severity.rawValue, .quiet), Cell(result.examined ?? "", .quiet),
                Cell(result.rule.basis.rawValue, .quiet),
                Cell(Wording.clauses(result.rule), .quiet),
            ]
        }
        let table = Table(
            caption: "Every question of the profile, with its answer",
            columns: ["Rule", "Question", "Answer", "Weight", "Examined", "Rests on", "Serves"],
            rows: rows, namesRules: true)
        return Section("questions", "All questions", [.table(table)])
    }
}

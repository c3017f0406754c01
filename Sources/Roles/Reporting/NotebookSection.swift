import Findings

/// What the auditor's notebook says of the bundles, as one section in front of their reports.
enum NotebookSection {
    /// The section; nil where no notebook was brought.
    static func section(of set: ReportSet) -> Section? {
        guard let notebook = set.notebook else { return nil }
        return Section(
            "notebook", "The auditor's notebook",
            before(notebook) + notebook.visits.flatMap(items))
    }

    /// How it was before this run; whoever writes the digest down can tell later that it was so.
    private static func before(_ notebook: NotebookComparison) -> [Item] {
        let isNew = Item.paragraph(
            "The notebook is new: nothing was noted before this run, so there was nothing to "
                + "compare with.")
        let facts = Item.facts([
            Fact("noted before", Wording.count(notebook.lineCount, "head")),
            Fact("last line", notebook.tail),
        ])
        return notebook.lineCount == 0 ? [isNew, facts] : [facts]
    }

    private static func items(_ visit: LogVisit) -> [Item] {
        let reasons = ResultReason.facts(ResultReason.all(of: visit.findings))
        return [.heading(visit.title)]
            + visit.findings.flatMap { [.paragraph($0.sentence), facts($0, visit)] }
            + (reasons.isEmpty ? [] : [.facts(reasons)])
    }

    private static func facts(_ finding: Finding, _ visit: LogVisit) -> Item {
        var facts = visit.logID.map { [Fact("log", $0)] } ?? []
        facts.append(
            Fact(finding.effect.rawValue, "\(finding.code) at \(Wording.place(finding.place))"))
        if let expected = finding.expected { facts.append(Fact("expected", expected)) }
        if let found = finding.found { facts.append(Fact("found", found)) }
        facts.append(Fact("noted now", visit.isNoted ? "yes" : "no"))
        return .facts(facts)
    }
}

extension LogVisit {
    /// The bundle and how its log stands to the notebook, for a heading or a line.
    var title: String { "\(bundle) and the notebook: \(relation.rawValue)" }
}

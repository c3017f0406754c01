import Findings

/// The clauses of Part 11 and the principles of data integrity, as tables.
enum RequirementSections {
    static func sections(of report: Report) -> [Section] {
        [
            Section(
                "part11", "21 CFR Part 11, clause by clause",
                [
                    .paragraph(
                        "What the rules that cite a clause came to. No line says that a record, a "
                            + "system or an organisation complies: a file shows what it shows, and "
                            + "the rest of a clause is shown by other means."),
                    .table(
                        table(
                            Part11Table.lines(of: report), "The clauses, in our words",
                            first: "Clause")),
                ]),
            Section(
                "principles", "Principles of data integrity (ALCOA+)",
                [
                    .table(
                        table(
                            PrincipleTable.lines(of: report),
                            "The principles, and the rules that bear on them", first: "Principle"))
                ]),
        ]
    }

    private static func table(
        _ lines: [RequirementLine], _ caption: String, first: String
    ) -> Table {
        let hasReach = lines.contains { $0.reach != nil }
        let rows = lines.map { line in
            [Cell(line.name), Cell(line.text)] + (hasReach ? [Cell(line.reach ?? "", .quiet)] : [])
                + [
                    Cell(line.standing.rawValue, line.standing.tone),
                    Cell(rules: line.asked.map(\.rule)),
                    Cell(rules: line.notAsked, .quiet),
                ]
        }
        return Table(
            caption: caption,
            columns: [first, "Asks that"] + (hasReach ? ["A file can show it as"] : [])
                + ["Here", "Rules asked", "Rules not asked"], rows: rows)
    }
}

import Findings

/// The report as plain text for a terminal or a printer.
///
/// Source: docs/formats/report.md §3.
package enum TextReport {
    /// Draws the whole set.
    ///
    /// - Parameters:
    ///   - set: What to draw.
    ///   - width: Columns of the page, 40 at least.
    ///   - isColoured: Whether to repeat the outcome of a line by colour; only for a terminal.
    /// - Returns: Lines that each end with LF.
    package static func render(
        _ set: ReportSet, width: Int = 80, isColoured: Bool = false
    ) -> String {
        var page = TextPage(width: width, isColoured: isColoured)
        if set.hasSummary { page.drawSummary(set) }
        for report in set.reports { page.draw(ReportDocument(report)) }
        for bundle in set.unread { page.draw(bundle) }
        return page.text
    }

    /// One line per bundle: verdict and file name.
    package static func summary(_ set: ReportSet) -> String {
        let judged = set.reports.map {
            "\($0.verdict.rawValue)  \(HarmlessText.shown($0.subject.fileName))\n"
        }
        let disagreements = set.disagreements.map {
            "\($0.verdict.rawValue)  \(HarmlessText.shown($0.title))\n"
        }
        let unread = set.unread.map { "NONE  \(HarmlessText.shown($0.fileName))\n" }
        return (judged + unread + disagreements).joined()
    }
}

/// A page of text that is being drawn.
struct TextPage {
    private var layout: TextLayout

    init(width: Int, isColoured: Bool) {
        layout = TextLayout(width: width, isColoured: isColoured)
    }

    var text: String { layout.lines.map { $0 + "\n" }.joined() }

    mutating func draw(_ document: ReportDocument) {
        draw(document.verdict)
        for section in document.sections { draw(section) }
        layout.gap()
        layout.line("END OF REPORT")
        layout.gap()
    }

    mutating func draw(_ document: SelfTestDocument) {
        rule("=")
        layout.line(SelfTestDocument.title.uppercased())
        rule("=")
        layout.gap()
        layout.wrap(
            shown(document.program), indent: document.word.count + 4, label: "  " + document.word,
            labelTone: document.tone, tone: .heading)
        layout.gap()
        layout.wrap(shown(document.sentence), indent: 2)
        for section in document.sections { draw(section) }
        layout.gap()
        layout.line("END OF SELF-TEST")
        layout.gap()
    }

    mutating func draw(_ bundle: UnreadBundle) {
        rule("=")
        layout.line("TRAILSEAL VERIFICATION REPORT")
        rule("=")
        layout.gap()
        labelled("NO VERDICT", shown(bundle.fileName), .bad)
        layout.wrap(shown(bundle.reason), indent: 2)
        layout.gap()
    }

    /// All bundles on the first page: a verdict on one of them must not be read for the whole.
    mutating func drawSummary(_ set: ReportSet) {
        rule("=")
        layout.line("\(set.heading): \(set.verdictWord)")
        rule("=")
        layout.gap()
        for report in set.reports {
            labelled(report.verdict.rawValue, shown(report.subject.fileName), Tone(report.verdict))
        }
        for bundle in set.unread { labelled("NO VERDICT", shown(bundle.fileName), .bad) }
        for disagreement in set.disagreements {
            labelled(
                disagreement.verdict.rawValue, shown(disagreement.title),
                Tone(disagreement.verdict))
        }
        if let section = ComparisonSection.section(of: set) { draw(section) }
        if let section = NotebookSection.section(of: set) { draw(section) }
        layout.gap()
    }

    // MARK: Parts

    private mutating func draw(_ panel: VerdictPanel) {
        rule("=")
        layout.line("TRAILSEAL VERIFICATION REPORT")
        rule("=")
        layout.gap()
        let word = panel.verdict.rawValue
        layout.wrap(
            shown(panel.fileName), indent: word.count + 4, label: "  " + word,
            labelTone: Tone(panel.verdict), tone: .heading)
        layout.gap()
        layout.wrap(shown(panel.sentence), indent: 2)
        layout.gap()
        for block in panel.blocks {
            let verdict = block.verdict?.rawValue ?? "NOT ASKED"
            layout.wrap(
                shown(block.note), indent: 31,
                label: "  " + TextLayout.padded(block.name, 14) + verdict,
                labelTone: Tone(block.verdict))
        }
    }

    private mutating func draw(_ section: Section) {
        layout.gap()
        layout.line(layout.coloured(section.title.uppercased(), .heading))
        rule("-")
        for item in section.items { draw(item) }
    }

    private mutating func draw(_ item: Item) {
        switch item {
        case .paragraph(let text): layout.wrap(shown(text), indent: 2)
        case .facts(let facts): draw(facts)
        case .table(let table): draw(table)
        case .finding(let card): draw(card)
        case .statements(let statements):
            for statement in statements {
                layout.wrap(
                    shown(statement.text), indent: 9, label: "  " + shown(statement.id))
            }
        case .commands(let lines):
            for line in lines { draw(command: shown(line)) }
        case .heading(let text):
            layout.gap()
            layout.wrap(shown(text), indent: 2, tone: .heading)
        case .reliances(let lines): for line in lines { draw(line) }
        case .chain(let chain): draw(chain)
        case .timeline: break  // The tables beside it say the same.
        }
    }

    private mutating func draw(_ line: Reliance) {
        layout.wrap(shown(line.claim), indent: 9, label: "  " + shown(line.id))
        layout.wrap(shown(line.who), indent: 11, tone: line.isShown ? .plain : .open)
        if let note = line.note { layout.wrap(shown(note), indent: 11) }
        if !line.rules.isEmpty {
            let rules = line.rules.map(\.rawValue).joined(separator: ", ")
            layout.wrap(shown("Rests on \(rules)."), indent: 11, tone: .quiet)
        }
    }

    private mutating func draw(_ chain: Chain) {
        if chain.boxes.isEmpty { return }
        layout.gap()
        layout.wrap(shown(chain.caption), indent: 4, tone: .quiet)
        for (index, box) in chain.boxes.enumerated() {
            if index > 0 { layout.wrap("|  \(chain.link)", indent: 6, tone: .quiet) }
            layout.wrap(shown(box.title), indent: 6, label: "    *", tone: box.tone)
            for line in box.lines { layout.wrap(shown(line), indent: 8) }
        }
    }

    /// A line that can be copied whole, wherever the page is wide enough.
    private mutating func draw(command line: String) {
        if TextLayout.columns(line) <= layout.width - 4 {
            layout.line("    " + line)
        } else {
            layout.wrap(line, indent: 4)
        }
    }

    private mutating func draw(_ facts: [Fact]) {
        let indent = min(30, 6 + (facts.map(\.label.count).max() ?? 0))
        for fact in facts {
            let value = shown(fact.value)
            let label = "    " + shown(fact.label)
            if TextLayout.longestWord(value) <= layout.width - indent {
                layout.wrap(value, indent: indent, label: label)
            } else {
                // A digest stays in one piece, so that it can be copied and searched.
                layout.line(label)
                layout.wrap(value, indent: 8)
            }
        }
    }

    private mutating func draw(_ card: FindingCard) {
        layout.gap()
        let head = "\(card.rule.id) \(card.rule.title): \(Wording.outcome(card.outcome))"
        layout.wrap(shown(head), indent: 4, tone: Tone(card.outcome))
        for fact in card.facts {
            layout.wrap(shown(fact.value), indent: 18, label: "      " + fact.label)
        }
        for (index, finding) in card.findings.enumerated() { draw(finding, number: index + 1) }
        if card.unlisted > 0 {
            layout.wrap("and \(Wording.count(card.unlisted, "more finding")) like these", indent: 6)
        }
    }

    private mutating func draw(_ finding: Finding, number: Int) {
        let head =
            "\(finding.effect.rawValue) \(shown(finding.code)) at "
            + shown(Wording.place(finding.place))
        layout.wrap(head, indent: 9, label: "      \(number).")
        layout.wrap(shown(finding.sentence), indent: 9)
        if let expected = finding.expected { drawValue("expected", expected) }
        if let found = finding.found { drawValue("found", found) }
    }

    /// A value beside its label, or below it where a digest would have to be cut.
    private mutating func drawValue(_ label: String, _ value: String) {
        let value = shown(value)
        if TextLayout.longestWord(value) <= layout.width - 19 {
            layout.wrap(value, indent: 19, label: "         " + label)
        } else {
            layout.line("         " + label)
            layout.wrap(value, indent: 11)
        }
    }

    // MARK: Tables

    private mutating func draw(_ table: Table) {
        let rows = table.rows.map { $0.map { Cell(shown($0.text), $0.tone) } }
        layout.gap()
        layout.wrap(shown(table.caption), indent: 4, tone: .quiet)
        guard let widths = columnWidths(table.columns, rows) else {
            return drawAsFacts(table.columns, rows)
        }
        drawRow(table.columns.map { Cell($0, .quiet) }, widths)
        for row in rows { drawRow(row, widths) }
    }

    /// The width of each column, nil when the page is too narrow for them side by side.
    ///
    /// No column gets narrower than its longest word, so that digests stay in one piece.
    private func columnWidths(_ columns: [String], _ rows: [[Cell]]) -> [Int]? {
        var widths = columns.map(\.count)
        var least = widths
        for row in rows {
            for (index, cell) in row.enumerated() where index < widths.count {
                widths[index] = max(widths[index], TextLayout.columns(cell.text))
                least[index] = max(least[index], TextLayout.longestWord(cell.text))
            }
        }
        let room = layout.width - 4 - 2 * (columns.count - 1)
        for _ in 0..<max(0, widths.reduce(0, +) - room) {
            let shrinkable = widths.indices.filter { widths[$0] > least[$0] }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > 12
            else { return nil }
            widths[widest] -= 1
        }
        return widths
    }

    private mutating func drawRow(_ cells: [Cell], _ widths: [Int]) {
        let wrapped = zip(cells, widths).map { TextLayout.wrapped($0.text, width: $1) }
        for index in 0..<(wrapped.map(\.count).max() ?? 0) {
            var line = "    "
            for (column, pieces) in wrapped.enumerated() {
                let piece = index < pieces.count ? pieces[index] : ""
                line += layout.coloured(piece, cells[column].tone)
                if column < wrapped.count - 1 {
                    let gap = widths[column] - TextLayout.columns(piece) + 2
                    line += String(repeating: " ", count: max(1, gap))
                }
            }
            layout.line(trimmed(line))
        }
    }

    private mutating func drawAsFacts(_ columns: [String], _ rows: [[Cell]]) {
        for (index, row) in rows.enumerated() {
            if index > 0 { layout.gap() }
            draw(zip(columns, row).map { Fact($0, $1.text) })
        }
    }

    // MARK: Style

    private mutating func labelled(_ label: String, _ text: String, _ tone: Tone) {
        layout.wrap(text, indent: 18, label: "  " + label, labelTone: tone)
    }

    private mutating func rule(_ character: Character) {
        layout.line(String(repeating: character, count: layout.width))
    }

    private func shown(_ text: String) -> String { HarmlessText.shown(text) }

    private func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}

extension TextReport {
    /// A label with wrapped text beside it, for programs that explain themselves.
    package static func labelled(
        _ label: String, _ text: String, indent: Int, width: Int
    ) -> String {
        var layout = TextLayout(width: width, isColoured: false)
        layout.wrap(HarmlessText.shown(text), indent: indent, label: "  " + label)
        return layout.lines.map { $0 + "\n" }.joined()
    }
}

import Findings

/// The report as one self-contained HTML page: no script, nothing fetched, readable on paper.
///
/// Source: docs/formats/report.md §6.
package enum HTMLReport {
    /// The bytes of the page.
    package static func render(_ set: ReportSet) -> [UInt8] {
        var page = HTMLPage()
        page.open("main", [("id", "report")])
        if set.hasSummary { page.drawSummary(set) }
        for (index, report) in set.reports.enumerated() {
            page.draw(ReportDocument(report), number: index + 1)
        }
        for bundle in set.unread { page.draw(bundle) }
        page.close("main")
        let names = set.reports.map(\.subject.fileName) + set.unread.map(\.fileName)
        let title = "\(set.verdictWord): TrailSeal report on \(names.joined(separator: ", "))"
        return HTMLPage.whole(page, title: title)
    }
}

extension HTMLPage {
    /// The bytes of a document that holds what was drawn.
    static func whole(_ page: HTMLPage, title: String) -> [UInt8] {
        Array((head(title) + page.text + "</body>\n</html>\n").utf8)
    }

    private static func head(_ title: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(HTMLPage.escaped(title))</title>
        <style>
        \(HTMLStyle.sheet)
        </style>
        </head>
        <body>
        <a class="skip" href="#report">Skip to the report</a>

        """
    }
}

/// A page of HTML that is being drawn.
struct HTMLPage {
    private(set) var text = ""
    /// The report that is being drawn, from 1; 0 outside of any.
    private var number = 0
    private var pictures = 0

    /// Harmless text as character data; quotes too, so that it also fits an attribute.
    static func escaped(_ text: String) -> String {
        var output = ""
        for character in HarmlessText.shown(text).unicodeScalars {
            switch character {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            default: output.unicodeScalars.append(character)
            }
        }
        return output
    }

    mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
        text += "<" + name
        for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
        text += ">\n"
    }

    mutating func close(_ name: String) { text += "</\(name)>\n" }

    /// One element with text; the text is kept from reordering its neighbours.
    mutating func element(
        _ name: String, _ content: String, _ attributes: [(String, String)] = []
    ) {
        text += "<" + name
        for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
        text += "><bdi>\(Self.escaped(content))</bdi></\(name)>\n"
    }

    // MARK: Document

    mutating func draw(_ document: ReportDocument, number: Int) {
        open("article")
        self.number = number
        draw(document.verdict)
        open("nav", [("aria-label", "Sections of report \(number)")])
        open("ul")
        for section in document.sections {
            let target = HTMLPage.escaped("#\(section.id)-\(number)")
            text += "<li><a href=\"\(target)\">\(HTMLPage.escaped(section.title))</a></li>\n"
        }
        close("ul")
        close("nav")
        for section in document.sections { draw(section, number: number) }
        close("article")
    }

    mutating func draw(_ bundle: UnreadBundle) {
        open("article")
        open("header", [("class", "bad")])
        element("p", "NO VERDICT", [("class", "verdict")])
        element("h1", bundle.fileName)
        element("p", bundle.reason)
        close("header")
        close("article")
    }

    /// All bundles on the first page: a verdict on one of them must not be read for the whole.
    mutating func drawSummary(_ set: ReportSet) {
        open("article")
        open("header", [("class", (set.verdict.map { Tone($0) } ?? .bad).rawValue)])
        element("p", "TrailSeal verification reports", [("class", "quiet")])
        element("p", set.verdict?.rawValue ?? "NO VERDICT", [("class", "verdict")])
        element("h1", set.subject)
        close("header")
        let judged = set.reports.map {
            [Cell($0.subject.fileName), Cell($0.verdict.rawValue, Tone($0.verdict))]
        }
        let unread = set.unread.map { [Cell($0.fileName), Cell("NO VERDICT", .bad)] }
        let pairs = set.disagreements.map {
            [Cell($0.title), Cell($0.verdict.rawValue, Tone($0.verdict))]
        }
        draw(
            Table(
                caption: "The verdict on each bundle", columns: ["Bundle", "Verdict"],
                rows: judged + unread + pairs))
        if let section = ComparisonSection.section(of: set) { draw(section, number: 0) }
        if let section = NotebookSection.section(of: set) { draw(section, number: 0) }
        close("article")
    }

    mutating func draw(_ document: SelfTestDocument) {
        open("article")
        open("header", [("class", document.tone.rawValue)])
        element("p", SelfTestDocument.title, [("class", "quiet")])
        element("p", document.word, [("class", "verdict")])
        element("h1", document.program)
        element("p", document.sentence)
        close("header")
        for section in document.sections { draw(section, number: 1) }
        close("article")
    }

    private mutating func draw(_ panel: VerdictPanel) {
        open("header", [("class", Tone(panel.verdict).rawValue)])
        element("p", "TrailSeal verification report", [("class", "quiet")])
        element("p", panel.verdict.rawValue, [("class", "verdict")])
        element("h1", panel.fileName)
        element("p", panel.sentence)
        close("header")
        let rows = panel.blocks.map { block in
            [
                Cell(block.name), Cell(block.verdict?.rawValue ?? "NOT ASKED", Tone(block.verdict)),
                Cell(block.note),
            ]
        }
        draw(
            Table(
                caption: "The four parts of the verdict", columns: ["Part", "Verdict", "Answers"],
                rows: rows))
    }

    private mutating func draw(_ section: Section, number: Int) {
        let id = "\(section.id)-\(number)"
        // Without a name of its own it is no landmark: of these a long page would have too many.
        open("section", [("class", section.id)])
        element("h2", section.title, [("id", id)])
        for item in section.items { draw(item) }
        close("section")
    }

    private mutating func draw(_ item: Item) {
        switch item {
        case .paragraph(let text): element("p", text)
        case .facts(let facts): draw(facts)
        case .table(let table): draw(table)
        case .finding(let card): draw(card)
        case .statements(let statements):
            draw(statements.map { Fact($0.id, $0.text) }, isShort: true)
        case .commands(let lines): element("pre", lines.joined(separator: "\n"))
        case .heading(let text): element("h3", text)
        case .reliances(let lines): draw(lines)
        case .chain(let chain): draw(chain)
        case .timeline(let timeline):
            pictures += 1
            text += TimelineDrawing.svg(timeline, id: "picture-\(number)-\(pictures)")
        }
    }

    private mutating func draw(_ facts: [Fact], isShort: Bool = false) {
        open("dl", isShort ? [("class", "short")] : [])
        for fact in facts {
            element("dt", fact.label)
            element("dd", fact.value)
        }
        close("dl")
    }

    private mutating func draw(_ lines: [Reliance]) {
        open("dl", [("class", "short")])
        for line in lines {
            element("dt", line.id)
            open("dd")
            element("strong", line.claim)
            element("span", line.who, line.isShown ? [] : [("class", "open")])
            if let note = line.note { element("span", note, [("class", "quiet")]) }
            if !line.rules.isEmpty {
                text += "<span class=\"rules\">Rests on\n"
                for rule in line.rules { link(to: rule) }
                text += "</span>\n"
            }
            close("dd")
        }
        close("dl")
    }

    private mutating func draw(_ chain: Chain) {
        if chain.boxes.isEmpty { return }
        element("p", chain.caption, [("class", "quiet")])
        open("ol", [("class", "chain"), ("aria-label", chain.caption)])
        for (index, box) in chain.boxes.enumerated() {
            open("li", [("class", box.tone.rawValue)])
            if index > 0 { element("p", chain.link, [("class", "link")]) }
            open("div")
            element("p", box.title, [("class", "title")])
            for line in box.lines { element("p", line) }
            close("div")
            close("li")
        }
        close("ol")
    }

    private mutating func draw(_ table: Table) {
        // A table wider than the screen scrolls by itself and can be reached by keyboard.
        open(
            "div",
            [
                ("class", "table"), ("role", "group"), ("tabindex", "0"),
                ("aria-label", table.caption),
            ])
        open("table", table.columns.count > 3 ? [("class", "wide")] : [])
        element("caption", table.caption)
        open("thead")
        open("tr")
        for column in table.columns { element("th", column, [("scope", "col")]) }
        close("tr")
        close("thead")
        open("tbody")
        for row in table.rows {
            if table.namesRules, let rule = row.first {
                open("tr", [("id", target(of: rule.text))])
            } else {
                open("tr")
            }
            for (index, cell) in row.enumerated() { draw(cell, isFirst: index == 0) }
            close("tr")
        }
        close("tbody")
        close("table")
        close("div")
    }

    /// Columns up to which a word in a table stays in one piece.
    private static let longestWholeWord = 24

    private mutating func draw(_ cell: Cell, isFirst: Bool) {
        // A class that changes nothing would only make long tables longer. Words of ordinary length aren't
        // broken, so that a column is as wide as its longest one; a digest is broken wherever it has to be.
        var classes = cell.tone == .plain ? [] : [cell.tone.rawValue]
        if TextLayout.longestWord(cell.text) > Self.longestWholeWord { classes.append("long") }
        let tone = classes.isEmpty ? [] : [("class", classes.joined(separator: " "))]
        if !cell.rules.isEmpty {
            open("td", tone)
            for rule in cell.rules { link(to: rule) }
            close("td")
        } else if isFirst {
            element("th", cell.text, [("scope", "row")] + tone)
        } else {
            element("td", cell.text, tone)
        }
    }

    private mutating func link(to rule: RuleID) {
        let place = Self.escaped("#" + target(of: rule.rawValue))
        text += "<a href=\"\(place)\">\(Self.escaped(rule.rawValue))</a>\n"
    }

    /// Where the row of a rule stands on the page.
    private func target(of rule: String) -> String { "\(rule)-\(number)" }

    private mutating func draw(_ card: FindingCard) {
        open("div", [("class", "card \(Tone(card.outcome).rawValue)")])
        element(
            "h4", "\(card.rule.id) \(card.rule.title): \(Wording.outcome(card.outcome))")
        if !card.facts.isEmpty { draw(card.facts) }
        if !card.findings.isEmpty {
            open("ol")
            for finding in card.findings { draw(finding) }
            close("ol")
        }
        if card.unlisted > 0 {
            element("p", "and \(Wording.count(card.unlisted, "more finding")) like these")
        }
        close("div")
    }

    private mutating func draw(_ finding: Finding) {
        open("li")
        element(
            "p", "\(finding.effect.rawValue) \(finding.code) at \(Wording.place(finding.place))")
        element("p", finding.sentence)
        var facts: [Fact] = []
        if let expected = finding.expected { facts.append(Fact("expected", expected)) }
        if let found = finding.found { facts.append(Fact("found", found)) }
        if !facts.isEmpty { draw(facts) }
        close("li")
    }
}

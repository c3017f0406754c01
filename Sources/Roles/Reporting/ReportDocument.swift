import Findings

/// The report as a reader meets it: sections in order, made once for text and for HTML.
///
/// Both renderings show the same sections and the same words, because both are drawn from this.
struct ReportDocument {
    let verdict: VerdictPanel
    let sections: [Section]

    init(_ report: Report) {
        verdict = VerdictPanel(report)
        sections =
            FirstPage.sections(of: report) + FindingSection.sections(of: report)
            + RequirementSections.sections(of: report) + CoverageSections.sections(of: report)
            + InputSections.sections(of: report)
    }
}

/// One titled part of the report.
struct Section {
    /// A stable word for links and tests, such as `not-shown`.
    let id: String
    let title: String
    let items: [Item]

    init(_ id: String, _ title: String, _ items: [Item]) {
        self.id = id
        self.title = title
        self.items = items
    }
}

/// One thing in a section.
enum Item {
    case paragraph(String)
    /// Labels with their values.
    case facts([Fact])
    case table(Table)
    case finding(FindingCard)
    /// Sentences with their ids.
    case statements([Statement])
    /// Lines for a shell, which stay lines.
    case commands([String])
    /// A heading inside the section.
    case heading(String)
    /// What is said, and who would have to act together to make it false.
    case reliances([Reliance])
    /// Boxes that hang on each other, in order.
    case chain(Chain)
    /// A picture of what a table beside it says as well, for renderings that can draw.
    case timeline(Timeline)
}

/// A label with its value.
struct Fact {
    let label: String
    let value: String

    init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}

/// Rows under headings.
struct Table {
    let caption: String
    let columns: [String]
    let rows: [[Cell]]
    /// Whether a row's first field is the name of a rule that others link to.
    var namesRules = false
}

/// One field of a table.
struct Cell {
    let text: String
    let tone: Tone
    /// The rules that the text names; each leads to its row where links are possible.
    var rules: [RuleID] = []

    init(_ text: String, _ tone: Tone = .plain) {
        self.text = text
        self.tone = tone
    }

    /// A field of names of rules.
    init(rules: [RuleID], _ tone: Tone = .plain) {
        self.init(rules.map(\.rawValue).joined(separator: ", "), tone)
        self.rules = rules
    }
}

/// Boxes that hang on each other, such as epochs or certificates.
struct Chain {
    let caption: String
    /// What leads from one box to the next.
    let link: String
    let boxes: [Box]

    struct Box {
        let title: String
        let lines: [String]
        let tone: Tone
    }
}

/// How a word is to be felt; colour only ever repeats what the word says.
enum Tone: String {
    case plain, good, open, bad, quiet, heading

    init(_ verdict: Verdict?) {
        self =
            switch verdict {
            case .passed: .good
            case .indeterminate: .open
            case .failed: .bad
            case nil: .quiet
            }
    }

    init(_ outcome: Outcome) {
        self =
            switch outcome {
            case .passed: .good
            case .failed: .bad
            case .indeterminate, .notRun: .open
            case .notApplicable: .quiet
            case .observation: .plain
            }
    }
}

/// The verdict with its four blocks, the first thing on the page.
struct VerdictPanel {
    let verdict: Verdict
    let fileName: String
    let sentence: String
    let blocks: [BlockRow]

    struct BlockRow {
        let name: String
        let verdict: Verdict?
        let note: String
    }

    init(_ report: Report) {
        verdict = report.verdict
        fileName = report.subject.fileName
        sentence = VerdictPhrases.sentence(for: report)
        blocks = report.blocks.map { block in
            let own = report.results.filter { $0.rule.block == block.block }
            return BlockRow(
                name: block.block.rawValue, verdict: block.verdict,
                note: VerdictPhrases.note(on: block, own))
        }
    }
}

/// One rule with what was seen.
struct FindingCard {
    let outcome: Outcome
    let rule: Rule
    let findings: [Finding]
    let unlisted: Int
    /// What is asked, for which texts, resting on what, what the answer means, what could be behind
    /// it and who can mend it; of a rule that only has remarks, what could be behind those.
    let facts: [Fact]

    init(_ result: RuleResult, isRemark: Bool) {
        outcome = result.outcome
        rule = result.rule
        findings = result.findings
        unlisted = result.unlistedFindings
        var facts: [Fact] = []
        if !isRemark {
            facts = [
                Fact("Question", rule.question), Fact("Serves", Wording.clauses(rule)),
                Fact("Rests on", rule.basis.rawValue),
            ]
        }
        if let meaning = result.meaning { facts.append(Fact("Meaning", meaning)) }
        facts += ResultReason.facts(result.reasons)
        if let reproduction = result.reproduction {
            facts.append(Fact("Check it", reproduction))
        }
        self.facts = facts
    }
}

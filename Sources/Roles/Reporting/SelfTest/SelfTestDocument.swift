/// The page of a self-test: sections in order, made once for text and for HTML.
struct SelfTestDocument {
    static let title = "TrailSeal verifier self-test"

    let word: String
    let tone: Tone
    let program: String
    let sentence: String
    let sections: [Section]

    init(_ report: SelfTestReport) {
        word = report.word
        tone = report.isPassed ? .good : .bad
        program = report.program
        sentence =
            report.isPassed
            ? "This program gives every known answer on this machine, and judges every bundle of "
                + "its corpus as it must."
            : "Do not rely on this program on this machine: something came out otherwise than it "
                + "must. Install it again from its source and repeat the test."
        sections =
            [Self.inputs(report), Self.counts(report)] + Self.wrong(report)
            + [Self.answers(report), Self.bundles(report)]
    }

    private static func inputs(_ report: SelfTestReport) -> Section {
        var facts = [Fact("Program", report.program)]
        if let date = report.date { facts.append(Fact("Date, as given", date)) }
        facts.append(Fact("Rule catalogue SHA-256", report.ruleSetSHA256))
        for profile in report.profiles {
            facts.append(Fact("Profile \(profile.name) SHA-256", profile.sha256))
        }
        facts.append(Fact("Algorithm table", report.algorithmTable))
        facts.append(Fact("Corpus SHA-256", report.corpusSHA256 ?? "none that can be read"))
        return Section("inputs", "What was tested", [.facts(facts)])
    }

    private static func counts(_ report: SelfTestReport) -> Section {
        func row(_ label: String, _ right: Int, of count: Int) -> Fact {
            Fact(label, "\(right) of \(count)")
        }
        let groups = [
            ("Honest bundles that pass", "good-"), ("Bundles that stay open", "odd-"),
            ("Bad bundles that fail", "bad-"),
        ]
        let bundles = groups.map { label, prefix in
            let own = report.bundles.filter { $0.name.hasPrefix(prefix) }
            return row(label, own.count(where: \.isRight), of: own.count)
        }
        let facts =
            [row("Known answers", report.answers.count(where: \.holds), of: report.answers.count)]
            + bundles + [row("All", report.rightCount, of: report.caseCount)]
        return Section("counts", "Result", [.facts(facts)])
    }

    /// What came out otherwise, in front of everything else; nothing on a sound machine.
    private static func wrong(_ report: SelfTestReport) -> [Section] {
        let answers = report.answers.filter { !$0.holds }.map {
            Fact($0.name, "another answer than the known one")
        }
        let bundles = report.bundles.filter { !$0.isRight }.map { bundle in
            Fact(
                bundle.name,
                (["must be \(bundle.expected), is \(bundle.found)"]
                    + bundle.wrongRules.map {
                        "\($0.rule) must be \($0.expected), is \($0.found)"
                    }).joined(separator: "; "))
        }
        let facts = answers + bundles
        return facts.isEmpty ? [] : [Section("wrong", "What is wrong", [.facts(facts)])]
    }

    private static func answers(_ report: SelfTestReport) -> Section {
        let rows = report.answers.map {
            [Cell($0.name), Cell($0.holds ? "ok" : "WRONG", $0.holds ? .good : .bad)]
        }
        return Section(
            "answers", "Known answers",
            [.table(Table(caption: "Known answers", columns: ["Case", "Answer"], rows: rows))])
    }

    private static func bundles(_ report: SelfTestReport) -> Section {
        let rows = report.bundles.map { bundle in
            [
                Cell(bundle.name), Cell(bundle.found), Cell(String(bundle.ruleCount), .quiet),
                Cell(bundle.isRight ? "ok" : "WRONG", bundle.isRight ? .good : .bad),
            ]
        }
        return Section(
            "bundles", "Bundles",
            [
                .table(
                    Table(
                        caption: "Bundles of the corpus",
                        columns: ["Bundle", "Verdict", "Rules", "Answer"], rows: rows))
            ])
    }
}

extension SelfTestReport {
    /// The page as text.
    ///
    /// - Parameters:
    ///   - width: Columns of the page, 40 at least.
    ///   - isColoured: Whether to repeat words by colour; only for a terminal.
    package func text(width: Int = 80, isColoured: Bool = false) -> String {
        var page = TextPage(width: width, isColoured: isColoured)
        page.draw(SelfTestDocument(self))
        return page.text
    }

    /// The page as HTML that fetches and runs nothing.
    package var html: [UInt8] {
        var page = HTMLPage()
        page.open("main", [("id", "report")])
        page.draw(SelfTestDocument(self))
        page.close("main")
        return HTMLPage.whole(page, title: "\(word): \(SelfTestDocument.title)")
    }
}

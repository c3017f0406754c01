import Findings

/// What went into the judgement: rules left out, anchors, digests, and the run.
enum InputSections {
    static func sections(of report: Report) -> [Section] {
        [notAsked(report), anchors(report.basis), digests(report)] + standing(report)
            + [run(report.basis)]
    }

    private static func notAsked(_ report: Report) -> Section {
        var items: [Item] = []
        for reason in [RuleNotAsked.Reason.outsideProfile, .notImplemented] {
            let rules = report.rulesNotAsked.filter { $0.reason == reason }
            if rules.isEmpty { continue }
            items.append(.heading(reason.rawValue.capitalisedFirst))
            items.append(
                .table(
                    Table(
                        caption: "Rules that are \(reason.rawValue)", columns: ["Rule", "Title"],
                        rows: rules.map { [Cell($0.rule.id.rawValue), Cell($0.rule.title)] },
                        namesRules: true)))
        }
        return Section(
            "not-asked", "Rules that were not asked",
            items.isEmpty ? [.paragraph("None: the whole catalogue was asked.")] : items)
    }

    private static func anchors(_ basis: ReportBasis) -> Section {
        let rows = basis.anchors.map { [Cell($0.role), Cell($0.name), Cell($0.sha256)] }
        let table = Table(
            caption: "Anchors that the auditor brought", columns: ["For", "Name", "SHA-256"],
            rows: rows)
        return Section(
            "anchors", "Trust anchors",
            rows.isEmpty
                ? [.paragraph("None was given, so nothing rests on one.")] : [.table(table)]
        )
    }

    private static func digests(_ report: Report) -> Section {
        Section(
            "digests", "Inputs and digests",
            [
                .facts([
                    Fact("Bundle file", report.subject.fileName),
                    Fact("Its size", Wording.count(report.subject.byteCount, "byte")),
                    Fact("Its SHA-256", report.subject.sha256 ?? "not computed (--digest does)"),
                    Fact("Manifest SHA-256", report.subject.manifestSHA256 ?? "there is none"),
                    Fact("Profile", report.basis.profile),
                    Fact("Its SHA-256", report.basis.profileSHA256),
                    Fact("Rule catalogue SHA-256", report.basis.ruleSetSHA256),
                ])
            ] + policies(report.policies))
    }

    private static func policies(_ lines: [PolicyLine]) -> [Item] {
        if lines.isEmpty { return [] }
        let listing = Listing(lines, limit: 60, noun: "policies")
        let rows = listing.shown.map { line in
            [
                Cell("\(line.policyID), version \(line.version)"), Cell(line.sha256),
                Cell(line.isIncluded ? "in the bundle" : "not in the bundle"),
                Cell(Wording.place(line.place)),
            ]
        }
        return [
            .table(
                Table(
                    caption: "Policies of the site that records bring into force",
                    columns: ["Policy", "SHA-256", "Its file", "In force from"], rows: rows))
        ] + listing.items
    }

    /// The sentences that hold for every report alike.
    private static func standing(_ report: Report) -> [Section] {
        let rest = report.statements.filter { !$0.standsInFront }
        if rest.isEmpty { return [] }
        return [Section("sentences", "Standing sentences", [.statements(rest)])]
    }

    /// What may differ from run to run stands here and nowhere else.
    private static func run(_ basis: ReportBasis) -> Section {
        var facts = [Fact("Program", basis.program)]
        if let digest = basis.programSHA256 { facts.append(Fact("Its SHA-256", digest)) }
        facts += [
            Fact("Judged for", basis.judgedAt),
            Fact("That time", basis.judgedAtWasGiven ? "was given" : "is this machine's clock"),
            Fact("Network", "nothing was fetched"),
        ]
        return Section("run", "This run (may differ from run to run)", [.facts(facts)])
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

import Records

/// The part of the page about what the bundle doesn't show.
struct ReadmeWithheld {
    let summary: CopySummary

    /// Writes the part.
    func write(_ html: inout HTML) {
        html.markup(summary.section("withheld", "What is withheld"))
        let total = summary.withheld.values.reduce(0, +)
        if total == 0 {
            html.markup("<p>Nothing: every record of the log is shown.</p>\n")
        } else {
            html.markup(
                """
                <p>\(Shown.number(total)) of \(Shown.number(summary.recordCount)) records of the \
                log are withheld. Each keeps its place and its digest, and can be asked for.</p>

                """)
            writeReasons(&html)
            writeFamilies(&html)
        }
        html.markup("</section>\n")
    }

    private func writeReasons(_ html: inout HTML) {
        html.tableHead(caption: "By reason", ["Reason", "Records"])
        for reason in WithholdingReason.allCases {
            guard let count = summary.withheld[reason] else { continue }
            html.row([reason.rawValue, Shown.number(count)])
        }
        html.tableEnd()
    }

    private func writeFamilies(_ html: inout HTML) {
        html.tableHead(
            caption: "By family, as the closes of the key periods count them",
            ["Family", "Recorded", "Shown"])
        for family in summary.hiddenByFamily {
            html.row([family.family, Shown.number(family.recorded), Shown.number(family.shown)])
        }
        html.tableEnd()
        if summary.unclosedEpochs > 0 {
            html.markup(
                """
                <p>\(Shown.count(summary.unclosedEpochs, "key period has", "key periods have")) \
                no close of their own, so the table is not complete.</p>

                """)
        }
    }
}

/// The part of the page about the site policy in force at the export.
struct ReadmePolicy {
    let policy: SitePolicy?
    let summary: CopySummary

    /// Writes the part.
    func write(_ html: inout HTML) {
        html.markup(summary.section("policy", "Site policy"))
        if let policy {
            html.markup("<p>In force at the export: ")
            html.isolated("\(policy.policyId), version \(policy.version)")
            html.markup(".</p>\n")
            html.tableHead(
                caption: "What a signature may mean", ["Code", "Meaning", "Reason asked"])
            for meaning in policy.meanings {
                let asked = policy.requireReason.contains(meaning.code)
                html.row([meaning.code, meaning.label, asked ? "yes" : "no"])
            }
            html.tableEnd()
        } else {
            html.markup("<p>No policy is shown.</p>\n")
        }
        html.markup("</section>\n")
    }
}

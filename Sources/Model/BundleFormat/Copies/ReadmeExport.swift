import Records

/// The part of the page about the export and the log it was made from.
struct ReadmeExport {
    let summary: CopySummary

    /// Writes the part.
    func write(_ html: inout HTML) {
        html.markup(summary.section("export", "Export"))
        html.markup("<dl>\n")
        if let genesis = summary.genesis {
            html.term("Organisation", genesis.organisation)
            html.term("Site", genesis.site)
            html.term("Computer", genesis.host)
        }
        html.term("Log", summary.label)
        html.term("Records in the log", Shown.number(summary.recordCount))
        writeRequest(&html)
        html.markup("</dl></section>\n")
    }

    private func writeRequest(_ html: inout HTML) {
        guard let request = summary.request else {
            html.term("Request", "not shown")
            return
        }
        html.term("Export", request.exportId)
        html.term("Purpose", request.purpose)
        html.term("Recipient", request.recipient)
        html.term("Requested by", summary.name(of: request.requester))
        if let approval = summary.approval {
            html.term(
                "Approved by",
                "\(approval.printedName) (\(approval.personId)), \(When.text(approval.signedAt)): "
                    + approval.meaning.label)
        }
        if let export = summary.export { html.term("Exported", When.text(export.time)) }
        for kept in request.notKeptHere {
            html.term("Not kept here", "\(kept.family): \(kept.location) (\(kept.why))")
        }
        for withholding in request.withholding {
            html.term("Withheld as \(withholding.reason.rawValue)", withholding.what)
        }
    }
}

/// Points in time as a page shows them: the wall clock of the place, its zone, and UTC.
enum When {
    /// The time of a record.
    static func text(_ time: RecordTime) -> String {
        text(WallClock(time))
    }

    /// The time of a statement.
    static func text(_ clock: WallClock) -> String {
        guard let offset = UTCOffset(text: clock.offset) else { return clock.utc.secondsText }
        return "\(clock.utc.localText(offset: offset)) (\(clock.zone); "
            + "\(clock.utc.secondsText))"
    }
}

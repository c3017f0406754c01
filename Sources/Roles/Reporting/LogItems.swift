import Findings

/// What is said of the coverage of one log: facts, pictures, and the tables behind them.
struct LogItems {
    let log: LogCoverage
    let report: Report

    var all: [Item] {
        let receipts = Listing(log.receipts, limit: 60, noun: "receipts")
        let epochs = Listing(log.epochs, limit: 60, beyond: log.unlisted, noun: "epochs")
        let gaps = Listing(log.gaps, limit: 60, noun: "gaps")
        return [.heading("Log \(log.shortID)"), .facts(facts), .timeline(timeline), .chain(chain)]
            + table(receipts.shown) + receipts.items + questions + table(epochs.shown)
            + epochs.items
            + table(gaps.shown) + gaps.items + families
    }

    private var facts: [Fact] {
        var facts = [
            Fact("Log id", log.logID), Fact("Written on", log.host ?? "not known"),
            Fact("Records", range),
            Fact("Times stated", times),
            Fact(
                "Codes recomputed",
                "\(Wording.number(log.recomputedCodes)) of \(Wording.number(log.recordCount))"),
            Fact("Epochs", Wording.number(log.epochCount)),
            Fact("Master secret kept by", "\(log.custody) (declared, not proved)"),
            Fact("After the last receipt", tail),
        ]
        facts += log.unclosedEpochs.prefix(60).map { Fact("Unclosed epoch", $0) }
        return facts
    }

    private var range: String {
        let span = log.recordCount > 0 ? "0 to \(Wording.number(log.recordCount - 1)): " : ""
        return span
            + "\(Wording.number(log.recordCount)), of them \(Wording.number(log.withheldCount)) withheld"
    }

    private var times: String {
        guard let first = log.firstTime, let last = log.lastTime else { return "none is shown" }
        return "\(first) to \(last)"
    }

    /// What no receipt covers, in records and minutes.
    private var tail: String {
        let records = Wording.count(log.unwitnessedTail, "record")
        guard log.unwitnessedTail > 0 else { return records }
        guard let seconds = log.unwitnessedSeconds else { return "\(records), no time is shown" }
        return "\(records) over \(Wording.minutes(seconds)), by their own times"
    }

    // MARK: Pictures

    private var timeline: Timeline {
        Timeline(log, signatures: report.signatures.filter { $0.place.log == log.shortID })
    }

    private var chain: Chain {
        let listing = Listing(log.epochs, limit: 20, noun: "epochs")
        let boxes = listing.shown.map { epoch in
            let receipts = log.receipts.filter { $0.size == epoch.last &+ 1 }
            let proved = receipts.filter { $0.standing == "proved" }
            let witnessed =
                receipts.isEmpty
                ? "no receipt of its end"
                : receipts.map { "\($0.notary): \($0.standing)" }.joined(separator: "; ")
            return Chain.Box(
                title: "Epoch \(epoch.number)",
                lines: [
                    "records \(epoch.first) to \(epoch.last)",
                    epoch.closedBy.map { "closed: \($0)" } ?? "not closed",
                    "codes: \(epoch.codes)", witnessed,
                ],
                tone: epoch.codes == "do not hold"
                    ? .bad : epoch.closedBy == nil ? .open : proved.isEmpty ? .plain : .good)
        }
        return Chain(
            caption: "The chain, epoch by epoch"
                + (listing.note == nil ? "" : ", the first and the last of them"),
            link: "leads into", boxes: boxes)
    }

    // MARK: Tables

    private func table(_ receipts: [ReceiptLine]) -> [Item] {
        if receipts.isEmpty {
            return [.paragraph("No receipt of any checkpoint of this log is in the bundle.")]
        }
        let rows = receipts.map { receipt in
            [
                Cell(Wording.number(receipt.size)), Cell(receipt.kind), Cell(receipt.notary),
                Cell(receipt.time ?? "none stated"),
                Cell(receipt.standing, Tone(standing: receipt.standing)),
            ]
        }
        return [
            .table(
                Table(
                    caption: "Receipts of its checkpoints",
                    columns: ["Records", "Kind", "Notary", "Time", "Standing"], rows: rows))
        ]
    }

    /// How the newest claim of each store is looked at again.
    private var questions: [Item] {
        var newest: [String: ReceiptLine] = [:]
        for receipt in log.receipts where !receipt.questions.isEmpty {
            newest[receipt.notary] = receipt
        }
        return newest.values.sorted { $0.notary < $1.notary }.flatMap { receipt -> [Item] in
            [
                .paragraph(
                    "Nobody signs what \(receipt.notary) answers. With leave to read there, ask it "
                        + "again about its newest receipt, over "
                        + "\(Wording.count(receipt.size, "record")). The bytes have to be those of "
                        + "the note in this bundle, the retention that of the receipt, and nothing "
                        + "else may lie under the key."),
                .commands(receipt.questions),
            ]
        }
    }

    private func table(_ epochs: [EpochLine]) -> [Item] {
        if epochs.isEmpty { return [] }
        let rows = epochs.map { epoch in
            [
                Cell(String(epoch.number)), Cell("\(epoch.first) to \(epoch.last)"),
                Cell(Wording.number(epoch.withheld)),
                Cell(epoch.firstTime ?? "not shown"), Cell(epoch.lastTime ?? "not shown"),
                Cell(epoch.closedBy ?? "not closed", epoch.closedBy == nil ? .open : .plain),
                Cell(
                    epoch.codes,
                    epoch.codes == "hold" ? .good : epoch.codes == "do not hold" ? .bad : .quiet),
            ]
        }
        return [
            .table(
                Table(
                    caption: "Its epochs",
                    columns: ["Epoch", "Records", "Withheld", "From", "To", "Closed by", "Codes"],
                    rows: rows))
        ]
    }

    private func table(_ gaps: [GapLine]) -> [Item] {
        if gaps.isEmpty { return [] }
        let rows = gaps.map { gap in
            [
                Cell("record \(gap.sequence)"), Cell(gap.cause), Cell(gap.scope ?? ""),
                Cell(gap.from), Cell(gap.to), Cell(gap.result ?? "not stated"),
            ]
        }
        return [
            .table(
                Table(
                    caption: "Stretches without observation, as records tell them",
                    columns: ["Place", "Cause", "Of", "From", "To", "Found afterwards"], rows: rows)
            )
        ]
    }

    private var families: [Item] {
        if log.families.isEmpty { return [] }
        return [
            .table(
                Table(
                    caption: "Records shown, by family", columns: ["Family", "Records"],
                    rows: log.families.map { [Cell($0.name), Cell(Wording.number($0.count))] }))
        ]
    }
}

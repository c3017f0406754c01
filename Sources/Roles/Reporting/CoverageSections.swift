import Findings

/// What the bundle covers: logs, receipts, signatures, datasets.
enum CoverageSections {
    static func sections(of report: Report) -> [Section] {
        [logs(report.logs)] + renewals(report.renewals)
            + [signatures(report.signatures), datasets(report.datasets)]
    }

    // MARK: Logs

    private static func logs(_ logs: [LogCoverage]) -> Section {
        let items = logs.flatMap { log in
            [.heading("Log \(log.logID.prefix(16))"), .facts(facts(log)), receipts(log)]
                + questions(log)
        }
        return Section(
            "coverage", "Coverage of each log",
            items.isEmpty ? [.paragraph("No log could be read.")] : items)
    }

    private static func facts(_ log: LogCoverage) -> [Fact] {
        var facts = [
            Fact("Log id", log.logID),
            Fact(
                "Records",
                "\(Wording.number(log.recordCount)), of them "
                    + "\(Wording.number(log.withheldCount)) withheld"),
            Fact("Codes recomputed", Wording.number(log.recomputedCodes)),
            Fact("Epochs", Wording.number(log.epochCount)),
            Fact("Master secret kept by", "\(log.custody) (declared, not proved)"),
            Fact("After the last receipt", Wording.count(log.unwitnessedTail, "record")),
        ]
        facts += log.unclosedEpochs.map { Fact("Unclosed epoch", $0) }
        facts += log.gaps.map { Fact("Gap", $0) }
        return facts
    }

    private static func receipts(_ log: LogCoverage) -> Item {
        if log.receipts.isEmpty {
            return .paragraph("No receipt of any checkpoint of this log is in the bundle.")
        }
        let rows = log.receipts.map { receipt in
            [
                Cell(Wording.number(receipt.size)), Cell(receipt.kind), Cell(receipt.notary),
                Cell(receipt.time ?? "none stated"), Cell(receipt.standing, tone(receipt.standing)),
            ]
        }
        return .table(
            Table(
                caption: "Receipts of its checkpoints",
                columns: ["Records", "Kind", "Notary", "Time", "Standing"], rows: rows))
    }

    /// How the newest claim of each store is looked at again.
    private static func questions(_ log: LogCoverage) -> [Item] {
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

    // MARK: Renewals

    private static func renewals(_ renewals: [RenewalLine]) -> [Section] {
        if renewals.isEmpty { return [] }
        let rows = renewals.map { renewal in
            [
                Cell(renewal.name), Cell(renewal.notary), Cell(renewal.time ?? "none stated"),
                Cell(renewal.standing, tone(renewal.standing)),
            ]
        }
        return [
            Section(
                "renewals", "Renewals of the bundle",
                [
                    .table(
                        Table(
                            caption: "Time-stamps over the bundle that came after sealing",
                            columns: ["File", "Authority", "Time", "Standing"], rows: rows))
                ])
        ]
    }

    private static func tone(_ standing: String) -> Tone {
        switch standing {
        case "proved": .good
        case "wrong": .bad
        default: .open
        }
    }

    // MARK: Signatures

    private static func signatures(_ lines: [SignatureLine]) -> Section {
        let items = lines.flatMap { line in
            [
                Item.heading("\(line.printedName): \(line.meaning)"), Item.facts(facts(line)),
            ]
        }
        return Section(
            "signatures", "Signature register",
            items.isEmpty ? [.paragraph("No electronic signature is shown.")] : items)
    }

    private static func facts(_ line: SignatureLine) -> [Fact] {
        var facts = [
            Fact("Place", Wording.place(line.place)),
            Fact("Printed name", line.printedName),
            Fact("User id and role", "\(line.userID), \(line.role)"),
            Fact("Meaning", line.meaning),
            Fact("Signed at", "\(line.signedAt) (claimed)"),
            Fact("Time proved by receipts", line.witnessInterval ?? "not bounded by any receipt"),
        ]
        if let reason = line.reason { facts.append(Fact("Reason", reason)) }
        facts += line.targets.map { Fact("Signed", $0) }
        facts.append(Fact("Strength", line.tier))
        facts.append(
            Fact("Signature rules", line.isValid ? "hold" : "do not all hold: see the findings"))
        return facts
    }

    // MARK: Datasets

    private static func datasets(_ lines: [DatasetLine]) -> Section {
        if lines.isEmpty {
            return Section("datasets", "Datasets", [.paragraph("No dataset is shown.")])
        }
        let rows = lines.map { line in
            [
                Cell(line.datasetID), Cell(line.path), Cell("\(line.kind), \(line.state)"),
                Cell("version \(line.version)"), Cell(Wording.number(line.fileCount)),
                Cell(Wording.number(line.byteCount)), Cell(line.instrumentTrail ?? "none"),
            ]
        }
        return Section(
            "datasets", "Datasets",
            [
                .table(
                    Table(
                        caption: "Datasets that are shown, each in its newest version",
                        columns: [
                            "Dataset", "Path", "Kind", "Version", "Files", "Bytes",
                            "Instrument's own trail",
                        ], rows: rows))
            ])
    }
}

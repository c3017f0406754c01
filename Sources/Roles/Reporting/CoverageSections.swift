import Findings

/// What the bundle covers: logs, certificates, signatures, datasets, and what was left out.
enum CoverageSections {
    static func sections(of report: Report) -> [Section] {
        [
            Section("coverage", "Coverage of each log", logs(report)),
            certificates(report.certificates), SignatureSection.section(of: report.signatures),
            DatasetSection.section(of: report.datasets), leftOut(report),
        ] + renewals(report.renewals)
    }

    private static func logs(_ report: Report) -> [Item] {
        if report.logs.isEmpty { return [.paragraph("No log could be read.")] }
        return report.logs.flatMap { LogItems(log: $0, report: report).all }
    }

    // MARK: Certificates

    private static func certificates(_ lines: [CertificatePathLine]) -> Section {
        let listing = Listing(lines, limit: 100, noun: "certificates")
        let items = listing.shown.flatMap(items) + listing.items
        return Section(
            "certificates", "Certificates and their paths",
            items.isEmpty ? [.paragraph("Nothing in the bundle relies on a certificate.")] : items)
    }

    private static func items(_ line: CertificatePathLine) -> [Item] {
        let owner = line.path.first?.subject ?? "no subject"
        let moment = line.isTimeProved ? "\(line.judgedAt), which is proved" : line.judgedAt
        let boxes = line.path.enumerated().reversed().map { depth, step in
            let isTop = depth == line.path.count - 1
            return Chain.Box(
                title: isTop && line.reachesAnchor ? "Your anchor: \(step.subject)" : step.subject,
                lines: ["valid \(step.notBefore) to \(step.notAfter)", "SHA-256 \(step.sha256)"],
                tone: line.reachesAnchor ? .good : .open)
        }
        let standing =
            line.standing + (line.reachesAnchor ? "" : "; its path ends at no anchor of yours")
        return [
            .heading("For \(line.task): \(owner)"),
            .facts([
                Fact("Standing", standing), Fact("Relied on first at", Wording.place(line.place)),
                Fact("Relied on", Wording.count(line.uses, "time")),
                Fact("As of", moment), Fact("Serial number", line.serial),
            ]), .chain(Chain(caption: "Its path", link: "certifies", boxes: boxes)),
        ]
    }

    // MARK: Left out

    private static func leftOut(_ report: Report) -> Section {
        var items: [Item] = []
        for log in report.logs where !log.withheldReasons.isEmpty {
            items.append(
                .table(
                    counts(
                        "Withheld in log \(log.shortID), by reason", "Reason", log.withheldReasons))
            )
        }
        for log in report.logs where !log.hidden.isEmpty {
            items.append(
                .table(
                    counts(
                        "What log \(log.shortID) counts and doesn't show, by the closes of its epochs",
                        "Records of", log.hidden)))
        }
        if !report.exceptions.isEmpty {
            let rows = report.exceptions.map {
                [Cell($0.kind.rawValue), Cell($0.what), Cell($0.why), Cell($0.log, .quiet)]
            }
            items.append(
                .table(
                    Table(
                        caption: "By the approved request",
                        columns: ["Kind", "What", "Why", "Log"], rows: rows)))
        }
        return Section(
            "left-out", "Withheld and excepted",
            items.isEmpty ? [.paragraph("Nothing is withheld or kept elsewhere.")] : items)
    }

    private static func counts(_ caption: String, _ first: String, _ lines: [CountLine]) -> Table {
        Table(
            caption: caption, columns: [first, "Records"],
            rows: lines.map { [Cell($0.name), Cell(Wording.number($0.count))] })
    }

    // MARK: Renewals

    private static func renewals(_ renewals: [RenewalLine]) -> [Section] {
        if renewals.isEmpty { return [] }
        let rows = renewals.map { renewal in
            [
                Cell(renewal.name), Cell(renewal.notary), Cell(renewal.time ?? "none stated"),
                Cell(renewal.standing, Tone(standing: renewal.standing)),
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
}

extension LogCoverage {
    /// The log as places name it.
    var shortID: String { String(logID.prefix(16)) }
}

extension Tone {
    /// How far something is to be relied on.
    init(standing: String) {
        self =
            switch standing {
            case "proved", "holds": .good
            case "wrong", "fails": .bad
            default: .open
            }
    }
}

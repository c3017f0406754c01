import Findings

/// The datasets with their files, and the instrument's own audit trail beside the records.
enum DatasetSection {
    /// Datasets that are listed, and files that are listed in all.
    private static let limits = (datasets: 500, details: 40, files: 400)

    static func section(of lines: [DatasetLine]) -> Section {
        if lines.isEmpty {
            return Section("datasets", "Datasets", [.paragraph("No dataset is shown.")])
        }
        let listing = Listing(lines, limit: limits.datasets, noun: "datasets")
        let detailed = Listing(lines, limit: limits.details, noun: "datasets")
        let each = max(5, limits.files / max(1, detailed.shown.count))
        let note =
            detailed.note.map { _ in
                [
                    Item.paragraph(
                        "What follows is shown for \(Wording.number(detailed.shown.count)) of "
                            + "\(Wording.number(lines.count)) datasets, the first and the last of them; "
                            + "the renderings as JSON and XML have it for all.")
                ]
            } ?? []
        return Section(
            "datasets", "Datasets",
            [.table(overview(listing.shown))] + listing.items + note
                + detailed.shown.flatMap { items($0, files: each) })
    }

    private static func overview(_ lines: [DatasetLine]) -> Table {
        Table(
            caption: "Datasets that are shown, each in its newest version",
            columns: [
                "Dataset", "Path", "Kind", "Version", "Files", "Bytes", "Instrument's own trail",
            ],
            rows: lines.map { line in
                [
                    Cell(line.datasetID), Cell(line.path), Cell("\(line.kind), \(line.state)"),
                    Cell("version \(line.version)"), Cell(Wording.number(line.fileCount)),
                    Cell(Wording.number(line.byteCount)), Cell(line.instrumentTrail ?? "none"),
                ]
            })
    }

    private static func items(_ line: DatasetLine, files limit: Int) -> [Item] {
        let files = Listing(line.files, limit: limit, beyond: line.unlistedFiles, noun: "files")
        return [.heading("Dataset \(line.datasetID)"), .table(trails(line))]
            + (files.shown.isEmpty ? [] : [.table(table(files.shown, of: line))]) + files.items
    }

    // MARK: Trails

    /// Our records and the instrument's own trails, side by side.
    private static func trails(_ line: DatasetLine) -> Table {
        let ours = [
            Cell("TrailSeal's records"), Cell(Wording.place(line.place)),
            Cell(
                "\(Wording.count(line.fileEvents, "file")) written, "
                    + "\(Wording.number(line.deletions)) deleted, over all versions"),
            Cell(line.recordedAt ?? "not shown"), Cell(line.recordedBy ?? "not shown"),
            Cell("see the coverage of the log"),
        ]
        let theirs = line.instrumentTrails.map { trail in
            [
                Cell("the instrument's own trail"), Cell(trail.member),
                Cell(Wording.count(trail.entries, "entry", plural: "entries")),
                Cell(trail.newest ?? "no time can be read"), Cell(people(trail)),
                Cell(
                    "\(trail.closing); \(trail.data)"
                        + (trail.dataFile.map { " (\($0))" } ?? "")),
            ]
        }
        return Table(
            caption: "Who tells of it: our records and the instrument's own trail",
            columns: ["Trail", "Where", "Tells of", "Newest", "Names", "Holds"],
            rows: [ours] + theirs)
    }

    private static func people(_ trail: InstrumentTrailLine) -> String {
        let users = trail.users.isEmpty ? "nobody" : Wording.list(trail.users)
        return trail.hosts.isEmpty ? users : "\(users) on \(Wording.list(trail.hosts))"
    }

    // MARK: Files

    private static func table(_ files: [FileLine], of line: DatasetLine) -> Table {
        Table(
            caption: "Its files in version \(line.version)",
            columns: ["File", "Bytes", "Modified", "Record", "SHA-256", "Where"],
            rows: files.map { file in
                [
                    Cell(file.path), Cell(Wording.number(file.byteCount)),
                    Cell(file.modifiedAt ?? "not stated"), Cell(String(file.sequence)),
                    Cell(file.sha256, .quiet),
                    Cell(file.standing, file.standing == "not here" ? .open : .plain),
                ]
            })
    }
}

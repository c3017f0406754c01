import Cryptography
import Records

/// The part of the page about datasets, with a link to every file.
struct ReadmeDatasets {
    let summaries: [CopySummary]
    let bundle: BundleID
    /// The member of each file, where somebody has named them already.
    let known: [MemberPath]?

    /// Writes the part.
    func write(_ html: inout HTML, to sink: ([UInt8]) throws -> Void) throws {
        html.markup("<section id=\"datasets\"><h2>Datasets and files</h2>\n")
        let versions = summaries.map(\.newestVersions)
        if versions.allSatisfy(\.isEmpty) { html.markup("<p>No dataset is shown.</p>\n") }
        var paths = memberPaths(versions)[...]
        for (summary, versions) in zip(summaries, versions) {
            for version in versions {
                let count = version.files.count
                write(version, paths.prefix(count), summary, &html)
                paths = paths.dropFirst(count)
                try html.flush(to: sink)
            }
        }
        html.markup(
            """
            <p>The newest version of each dataset is listed. A file that isn't in the bundle \
            stands under <code>absent</code> in <code>manifest.json</code>, with the reason.</p>
            </section>

            """)
    }

    /// The member path of each file of all versions, in order.
    private func memberPaths(_ versions: [[DatasetReplay.Version]]) -> [MemberPath] {
        if let known { return known }
        let files = zip(summaries, versions).flatMap { summary, versions in
            versions.flatMap(\.files).map { $0.named(inLog: summary.label) }
        }
        return MemberNaming.paths(of: files, in: bundle)
    }

    private func write(
        _ version: DatasetReplay.Version, _ paths: ArraySlice<MemberPath>, _ summary: CopySummary,
        _ html: inout HTML
    ) {
        let body = version.body
        html.markup("<article>")
        html.element("h3", body.pathText ?? body.path)
        html.markup("<dl>\n")
        html.term("Dataset", "\(body.dataset.id), version \(body.dataset.version)")
        html.term("Kind", "\(body.dataset.kind), \(body.dataset.state.rawValue)")
        if !body.dataset.missing.isEmpty {
            html.term("Missing", body.dataset.missing.joined(separator: ", "))
        }
        html.term("Project", version.project.map { summary.projects[$0] ?? $0 } ?? "none")
        html.term("Files", Shown.number(body.fileCount))
        html.term("Size", Shown.count(body.byteCount, "byte", "bytes"))
        html.term("SHA-256 of the list of files", body.sha256.hex)
        html.markup("<dt>Stated by</dt><dd>")
        RecordLink.write(version.sequence, of: summary.label, &html)
        html.markup("</dd></dl>\n<details open=\"open\"><summary>Files</summary>")
        html.tableHead(caption: "Files", ["File", "Size in bytes", "Modified (UTC)", "SHA-256"])
        for (file, path) in zip(version.files, paths).prefix(ReadmeLimits.files) {
            write(file, path, &html)
        }
        html.tableEnd()
        if version.files.count > ReadmeLimits.files { writeRest(version, &html) }
        html.markup("</details></article>\n")
    }

    /// Says where the files stand that the page doesn't list.
    private func writeRest(_ version: DatasetReplay.Version, _ html: inout HTML) {
        html.markup(
            """
            <p>The first \(Shown.number(UInt64(ReadmeLimits.files))) of \
            \(Shown.number(UInt64(version.files.count))) files are listed. Every one is a line of \
            <code>manifest-sha256.txt</code>, or stands under <code>absent</code> in \
            <code>manifest.json</code>.</p>

            """)
    }

    private func write(_ file: DatasetReplay.File, _ path: MemberPath, _ html: inout HTML) {
        // The page lies in data/, and mapped names need no escaping in a reference.
        html.markup("<tr><td><a href=\"\(path.text.dropFirst("data/".utf8.count))\">")
        html.isolated(file.pathText ?? file.path)
        html.markup("</a></td>")
        html.element("td", Shown.number(file.size))
        html.element("td", file.modifiedUtc?.secondsText ?? "")
        html.element("td", file.sha256.hex)
        html.markup("</tr>\n")
    }
}

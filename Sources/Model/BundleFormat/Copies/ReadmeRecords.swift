import CanonicalJSON
import Cryptography
import Records

/// The part of the page that shows every record of a log, one row each.
struct ReadmeRecords {
    let source: any RecordCopySource
    let summary: CopySummary

    /// Writes the part.
    func write(_ html: inout HTML, to sink: ([UInt8]) throws -> Void) throws {
        html.markup(summary.section("records", "All records"))
        if summary.recordCount > ReadmeLimits.records { writeRest(&html) }
        html.tableHead(
            caption: "Records in the order of the log",
            ["Record", "When", "Who", "What", "In detail"])
        try source.forEachRecord(first: ReadmeLimits.records) { record in
            write(record, &html)
            try html.flush(to: sink)
        }
        html.tableEnd()
        html.markup("</section>\n")
    }

    /// Says where the records stand that the page doesn't show.
    private func writeRest(_ html: inout HTML) {
        let path = "records/\(summary.label).csv"
        html.markup(
            """
            <p>The first \(Shown.number(ReadmeLimits.records)) of \
            \(Shown.number(summary.recordCount)) records are shown. Every one is a row of \
            <a href="\(path)">\(path)</a>.</p>

            """)
    }

    private func write(_ record: RecordCopy, _ html: inout HTML) {
        let anchor = RecordLink.anchor(record.sequence, of: summary.label)
        switch record.content {
        case .withheld(let reason):
            html.markup(
                """
                <tr class="withheld" id="\(anchor)"><td>\(record.sequence)</td>\
                <td colspan="4">withheld (\(reason.rawValue)); SHA-256 \(record.digest.hex)</td></tr>

                """)
        case .shown(let entry):
            html.markup("<tr id=\"\(anchor)\"><td>\(record.sequence)</td>")
            html.element("td", When.text(entry.time))
            html.element("td", who(entry.actor))
            html.element("td", RecordTitle.text(entry, record.readableBody))
            html.markup("<td><dl>")
            write(entry, &html)
            html.markup("</dl></td></tr>\n")
        }
    }

    private func who(_ actor: Actor) -> String {
        let person = actor.personId.map { " (\($0))" } ?? ""
        let known = actor.personId.flatMap { summary.printedNames[$0] }
        let name = (actor.name ?? known).map { "\($0)\(person), " } ?? ""
        let role = actor.role.map { ", \($0)" } ?? ""
        return "\(name)user \(actor.userId)\(role); \(actor.kind.rawValue), "
            + "\(actor.source), \(actor.attribution.rawValue)"
    }

    private func write(_ entry: Entry, _ html: inout HTML) {
        if let project = entry.project {
            html.term("project", summary.projects[project] ?? project)
        }
        for (key, value) in entry.body { FieldList.write(key, value, &html) }
        if let cause = entry.cause { html.term("cause", cause) }
    }
}

/// The fields of a body, one line each, with the path to each value.
enum FieldList {
    /// Texts longer than this in these fields are signatures, which nobody reads.
    private static let binaryFields: Set<String> = ["cms"]

    /// Writes a value and all that is in it.
    static func write(_ path: String, _ value: JSONValue, _ html: inout HTML) {
        switch value {
        case .string(let text):
            let isBinary = binaryFields.contains(String(path.split(separator: ".").last ?? ""))
            html.term(
                path,
                isBinary ? "\(text.utf8.count) characters of base64, in the record itself" : text)
        case .integer(let number): html.term(path, String(number))
        case .boolean(let flag): html.term(path, flag ? "yes" : "no")
        case .array(let elements):
            if elements.isEmpty { html.term(path, "none") }
            for (index, element) in elements.enumerated() {
                write("\(path) \(index + 1)", element, &html)
            }
        case .object(let object):
            if object.isEmpty { html.term(path, "none") }
            for (key, value) in object { write("\(path).\(key)", value, &html) }
        }
    }
}

package import CanonicalJSON
import LinuxFiles
package import Records
import SQLiteDatabase

/// Which records somebody wants to see.
package struct LogQuery: Hashable, Sendable {
    /// Only records of this person or user id.
    package var person: String?
    /// Only records of this family.
    package var family: String?
    /// Only records of this project, by name or label.
    package var project: String?
    /// Only records of this dataset.
    package var dataset: String?
    /// Only records made at or after this moment.
    package var from: Timestamp?
    /// Only records made before this moment.
    package var to: Timestamp?
    /// Only records whose summary or body holds this text.
    package var text: String?

    /// Everything.
    package init() {}

    /// Hands over what fits, in order of sequence.
    ///
    /// - Throws: `CaptureError.unknownRecord` for a person, family, project or dataset that the log
    ///   doesn't know: no answer isn't the answer to a slip of the pen.
    package func run(on reader: StoreReader, _ body: (LogRow) throws -> Void) throws {
        try translating {
            let projects = try reader.projects()
            try requireKnown(reader)
            var conditions = ["1"]
            var values: [SQLValue] = []
            func require(_ column: String, _ value: String?) {
                guard let value else { return }
                conditions.append("\(column) = ?")
                values.append(.text(value))
            }
            if let family {
                conditions.append(RecordTable.ofFamilies([family]))
                values.append(.text(family))
            }
            if let project {
                guard
                    let label = projects.labels[project]
                        ?? projects.name(of: project).map({ _ in
                            project
                        })
                else {
                    throw CaptureError.unknownRecord("This log knows no project \(project).")
                }
                require("project", label)
            }
            if let from {
                conditions.append("utc >= ?")
                values.append(.text(from.text))
            }
            if let to {
                conditions.append("utc < ?")
                values.append(.text(to.text))
            }
            let condition = conditions.joined(separator: " AND ")
            var openings = OpeningsInOrder(table: reader.table)
            try forEachLine(reader.table, where: condition, values) { seq, line in
                let entry = try openings.entry(line, at: seq)
                let row = LogRow(
                    entry: entry, projectName: entry.project.flatMap { projects.name(of: $0) })
                if accepts(row) { try body(row) }
            }
        }
    }

    private func forEachLine(
        _ table: RecordTable, where condition: String, _ values: [SQLValue],
        _ body: (UInt64, [UInt8]) throws -> Void
    ) throws {
        if let dataset {
            try table.forEachLine(ofDataset: dataset, where: condition, values, body)
        } else {
            try table.forEachLine(where: condition, values, body)
        }
    }

    private func requireKnown(_ reader: StoreReader) throws {
        if let family, !Families.known.contains(family),
            try reader.table.records(
                "WHERE \(RecordTable.ofFamilies([family])) LIMIT 1", [.text(family)]
            ).isEmpty
        {
            throw CaptureError.unknownRecord("There is no family \(family) of records.")
        }
        if let dataset, try !reader.table.holds(dataset: dataset) {
            throw CaptureError.unknownRecord("This log knows no dataset \(dataset).")
        }
        if let person, try !Self.knows(person, reader) {
            throw CaptureError.unknownRecord("This log knows no person and no user \(person).")
        }
    }

    /// Whether somebody is enrolled under an id, or has acted under it without being enrolled.
    private static func knows(_ id: String, _ reader: StoreReader) throws -> Bool {
        if try reader.people().people.contains(where: { $0.personId == id || $0.userId == id }) {
            return true
        }
        var found = false
        try reader.table.forEachLine(where: "1", []) { _, line in
            if !found { found = try StoredLine.entry(line).actor.isCalled(id) }
        }
        return found
    }

    private func accepts(_ row: LogRow) -> Bool {
        if let person, !row.entry.actor.isCalled(person) { return false }
        guard let text else { return true }
        let body = String(
            decoding: CanonicalJSON.encode(.object(row.entry.body)), as: UTF8.self)
        return row.summary.contains(text) || body.contains(text)
    }
}

extension Actor {
    /// Whether an id is this actor's person id or account.
    fileprivate func isCalled(_ id: String) -> Bool { personId == id || userId == id }
}

/// One record as `log` shows it.
package struct LogRow: Hashable, Sendable {
    /// The record's entry.
    package let entry: Entry
    /// The name of its project.
    package let projectName: String?

    /// What it holds, one line.
    package var summary: String { RecordSummary.text(entry) }

    /// Who acted: printed name and user id, or the bare account.
    package var who: String {
        guard let name = entry.actor.name else { return entry.actor.userId }
        return "\(name) (\(entry.actor.userId))"
    }

    /// The row for a person, one line: number, local time, who, what.
    ///
    /// Control characters in names and paths are shown, not sent to the terminal.
    package var text: String {
        let project = projectName.map { " [\($0)]" } ?? ""
        let what = summary.isEmpty ? entry.family : "\(entry.family): \(summary)"
        return PathText.shown(
            Array("\(entry.seq)  \(entry.time.localText)  \(who)\(project)  \(what)".utf8))
    }

    /// The row for a program: the entry with what its epoch's opening says for it, and the project's name.
    package var json: JSONValue {
        .object(
            JSONObject([
                ("entry", .object(entry.completeJSON)), ("projectName", .text(projectName)),
                ("summary", summary.isEmpty ? nil : .string(summary)),
            ]))
    }
}

import RecordLog
package import Records
import SQLiteDatabase

/// The projects of a log: each name with its random label.
package struct ProjectRegister: Sendable {
    /// Labels by name.
    package let labels: [String: String]

    /// Reads the register.
    init(_ table: RecordTable) throws {
        var labels: [String: String] = [:]
        try table.forEachLine(where: RecordTable.ofFamily, [.text(ProjectBody.family)]) {
            seq, line in
            do {
                let body = try ProjectBody(json: try StoredLine.entry(line).body)
                labels[body.name] = body.label
            } catch {
                throw CaptureError.damaged("Record \(seq) is not a readable project: \(error).")
            }
        }
        self.labels = labels
    }

    /// The name of a label.
    package func name(of label: String) -> String? {
        labels.first { $0.value == label }?.key
    }
}

extension LogWriter {
    /// The label of a project, which a new name gets with a record of its own.
    package func projectLabel(named name: String, actor: Actor) throws -> String {
        try translating {
            try PersonNames.requirePrintable(name, "project's name")
            if let label = try ProjectRegister(store.table).labels[name] { return label }
            let label = hex(try context.random.bytes(8))
            _ = try append([
                EntryDraft(
                    family: ProjectBody.family, body: ProjectBody(label: label, name: name).json,
                    project: label, actor: actor)
            ])
            return label
        }
    }
}

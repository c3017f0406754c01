import CanonicalJSON
import Cryptography
package import Records

/// The records of a log as a table: `data/records/<log>.csv`.
///
/// UTF-8 with byte order mark, CRLF, every field quoted. The file is `head` and then a row for every
/// record, in order.
///
/// Source: docs/formats/bundle.md §9.
package enum CSVRendering {
    private static let columns = [
        "seq", "epoch", "utc", "offset", "family", "project", "personId", "userId", "name", "role",
        "body", "sha256", "withheld",
    ]

    /// The byte order mark and the row of column names.
    package static var head: [UInt8] { [0xEF, 0xBB, 0xBF] + line(columns) }

    /// The row of a record; of a withheld one only place, digest and reason are filled.
    package static func row(_ record: RecordCopy) -> [UInt8] {
        switch record.content {
        case .withheld(let reason):
            let empty = [String](repeating: "", count: 10)
            return line([String(record.sequence)] + empty + [record.digest.hex, reason.rawValue])
        case .shown(let entry):
            return line([
                String(record.sequence), String(entry.epoch), entry.time.utc.text,
                entry.time.offset, entry.family, entry.project ?? "", entry.actor.personId ?? "",
                entry.actor.userId, entry.actor.name ?? "", entry.actor.role ?? "",
                String(decoding: CanonicalJSON.encode(.object(entry.body)), as: UTF8.self),
                record.digest.hex, "",
            ])
        }
    }

    /// Hands out the whole file in pieces.
    package static func write(
        _ source: some RecordCopySource, to sink: ([UInt8]) throws -> Void
    ) throws {
        try sink(head)
        try source.forEachRecord { try sink(row($0)) }
    }

    /// Whether a spreadsheet would take a field for a formula.
    private static func isFormula(_ field: String) -> Bool {
        field.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
    }

    /// The cells of an actor that begin like a formula, each behind the name of its column.
    ///
    /// The row disarms them; a reader is told all the same, since nobody is called so.
    package static func formulaCells(of actor: Actor) -> [String] {
        let fields = [
            ("personId", actor.personId), ("userId", actor.userId), ("name", actor.name),
            ("role", actor.role),
        ]
        return fields.compactMap { column, text in
            text.flatMap { isFormula($0) ? "\(column) \($0)" : nil }
        }
    }

    /// Joins fields to a row with CRLF at its end.
    package static func line(_ fields: [String]) -> [UInt8] {
        var row: [UInt8] = []
        for (index, field) in fields.enumerated() {
            row.append(contentsOf: index == 0 ? "\"".utf8 : ",\"".utf8)
            if isFormula(field) { row.append(UInt8(ascii: "'")) }
            ByteRuns.append(field.utf8.span, doubling: UInt8(ascii: "\""), to: &row)
            row.append(UInt8(ascii: "\""))
        }
        return row + [0x0D, 0x0A]
    }
}

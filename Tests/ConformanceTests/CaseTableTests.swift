import Testing
import TrailSealTestKit

/// `Tests/Cases/cases.tsv`: what the verifier must judge, row by row, and what shows it.
///
/// A row points at samples, tests and bombs (`make bombs`) by name, or says that the format leaves nothing to test
/// (`design`), or that it is still open. None is left out silently.
@Suite struct CaseTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let id: String
        let verdict: String
        let text: String
        let references: [CaseReference]

        var testDescription: String { "\(id) \(text)" }
    }

    static let rows: [Row] = CaseReference.rows(of: "cases.tsv").map { fields in
        Row(
            id: fields.first ?? "", verdict: fields.count > 1 ? fields[1] : "",
            text: fields.count > 2 ? fields[2] : "",
            references: CaseReference.all(in: fields.count > 3 ? fields[3] : ""))
    }

    /// Numbered rows that stand for the same as another row, and so were never given.
    private static let unused: Set<Int> = [
        11, 16, 38, 57, 67, 75, 86, 100, 118, 131, 134, 146,
    ]

    @Test func everyNumberHasItsRow() {
        let numbers = Set(Self.rows.compactMap { Int($0.id) })
        #expect(numbers == Set(1...148).subtracting(Self.unused))
        #expect(Set(Self.rows.map(\.id)).count == Self.rows.count)
        for letter in ["C", "K", "R", "M", "W", "S", "X", "E", "P", "F", "H", "V"] {
            #expect(Self.rows.contains { $0.id.hasPrefix(letter) }, "\(letter)")
        }
        #expect(Self.rows.allSatisfy { ["F", "I", "P", "W", "X"].contains($0.verdict) })
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        for row in Self.rows {
            #expect(!row.references.isEmpty, "\(row.id)")
            for reference in row.references { try reference.expectTarget(of: row.id) }
        }
        let open = Self.rows.filter { $0.references.contains { $0.kind == "open" } }
        let settled = Self.rows.filter { $0.references.contains { $0.kind == "design" } }
        print(
            "cases: \(Self.rows.count) rows, \(Self.rows.count - open.count - settled.count) run, "
                + "\(settled.count) settled by the format, \(open.count) open: "
                + open.map(\.id).joined(separator: " "))
    }

    /// `Tests/Cases/libraries.tsv`: what a library takes and the verifier must not, claim by claim.
    @Test func everythingThatALibraryLeavesToUsHasItsCase() throws {
        let rows = CaseReference.rows(of: "libraries.tsv")
        #expect(rows.count > 80)
        #expect(rows.allSatisfy { $0.count == 3 })
        #expect(Set(rows.map { $0.prefix(2).joined(separator: " ") }).count == rows.count)
        var kinds: [String: Int] = [:]
        for row in rows {
            let references = CaseReference.all(in: row.last ?? "")
            #expect(!references.isEmpty, "\(row)")
            for reference in references {
                try reference.expectTarget(of: row.joined(separator: " "))
            }
            kinds[references.first?.kind ?? "", default: 0] += 1
        }
        print(
            "libraries: \(rows.count) claims, by what shows them: \(kinds.sorted { $0.key < $1.key })"
        )
    }
}

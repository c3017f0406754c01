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
        let references: [(kind: String, value: String)]

        var testDescription: String { "\(id) \(text)" }
    }

    static let rows: [Row] = {
        guard let bytes = try? readFile(RepositoryRoot.path + "/Tests/Cases/cases.tsv") else {
            return []
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map {
            let fields = $0.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            let references = (fields.count > 3 ? fields[3] : "").split(separator: ";").map { part in
                let words = part.split(separator: " ", maxSplits: 1).map(String.init)
                return (kind: words.first ?? "", value: words.count > 1 ? words[1] : "")
            }
            return Row(
                id: fields.first ?? "", verdict: fields.count > 1 ? fields[1] : "",
                text: fields.count > 2 ? fields[2] : "", references: references)
        }
    }()

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
        let tests = try Self.sources(RepositoryRoot.path + "/Tests")
        let bombs = String(
            decoding: try readFile(RepositoryRoot.path + "/Tests/Hostile/bombs.py"), as: UTF8.self)
        for row in Self.rows {
            #expect(!row.references.isEmpty, "\(row.id)")
            for (kind, value) in row.references {
                switch kind {
                case "sample":
                    #expect(
                        isThere(RepositoryRoot.path + "/sample-bundles/\(value)/expected.json"),
                        "\(row.id): \(value)")
                case "test":
                    let name = value.dropFirst().dropLast()
                    #expect(
                        tests.contains("\"\(name)\"") || tests.contains("func \(name)("),
                        "\(row.id): \(value)")
                case "bomb":
                    let name = value.map { $0 == "-" ? "_" : String($0) }.joined()
                    #expect(bombs.contains("@bomb\ndef \(name)("), "\(row.id): \(value)")
                case "design", "open": #expect(!value.isEmpty, "\(row.id)")
                default: Issue.record("\(row.id): \(kind)")
                }
            }
        }
        let open = Self.rows.filter { $0.references.contains { $0.kind == "open" } }
        let settled = Self.rows.filter { $0.references.contains { $0.kind == "design" } }
        print(
            "cases: \(Self.rows.count) rows, \(Self.rows.count - open.count - settled.count) run, "
                + "\(settled.count) settled by the format, \(open.count) open: "
                + open.map(\.id).joined(separator: " "))
    }

    private static func sources(_ folder: String) throws -> String {
        try namesInFolder(folder).map { name -> String in
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".swift"), name != "CaseTableTests.swift" {
                return String(decoding: try readFile(path), as: UTF8.self)
            }
            // The fuzzer's inputs hold no tests, and their names no dot.
            return name.contains(".") || name == "Fuzz" ? "" : try sources(path)
        }.joined()
    }
}

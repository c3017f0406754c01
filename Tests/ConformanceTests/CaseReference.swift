import Testing
import TrailSealTestKit

/// What a table of cases points at: `sample NAME`, `test "NAME"`, `bomb NAME` (of
/// Tests/Hostile/bombs.py), `design WHY` or `open WHAT`.
struct CaseReference: Sendable {
    let kind: String
    let value: String

    /// The references of a field, which stand apart by semicolons.
    static func all(in field: String) -> [CaseReference] {
        field.split(separator: ";").map { part in
            let words = part.split(separator: " ", maxSplits: 1).map(String.init)
            return CaseReference(kind: words.first ?? "", value: words.count > 1 ? words[1] : "")
        }
    }

    /// The rows of a table below `Tests/Cases`, field by field, without its heading.
    static func rows(of table: String) -> [[String]] {
        guard let bytes = try? readFile("\(RepositoryRoot.path)/Tests/Cases/\(table)") else {
            return []
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Every test source of the tree, one behind the other.
    static let testSources: Result<String, any Error> = Result {
        try sources(RepositoryRoot.path + "/Tests")
    }

    /// Expects that what is referred to is there.
    func expectTarget(of row: String) throws {
        switch kind {
        case "sample":
            let expectation = "\(RepositoryRoot.path)/sample-bundles/\(value)/expected.json"
            #expect(isThere(expectation), "\(row): \(value)")
        case "test":
            let name = value.dropFirst().dropLast()
            let tests = try Self.testSources.get()
            let isThere = tests.contains("\"\(name)\"") || tests.contains("func \(name)(")
            #expect(isThere, "\(row): \(value)")
        case "bomb":
            let name = value.map { $0 == "-" ? "_" : String($0) }.joined()
            let bombs = try readFile(RepositoryRoot.path + "/Tests/Hostile/bombs.py")
            let isThere = String(decoding: bombs, as: UTF8.self).contains("@bomb\ndef \(name)(")
            #expect(isThere, "\(row): \(value)")
        case "design", "open": #expect(!value.isEmpty, "\(row)")
        default: Issue.record("\(row): \(kind)")
        }
    }

    private static func sources(_ folder: String) throws -> String {
        try namesInFolder(folder).map { name -> String in
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".swift"), !name.hasPrefix("Case") {
                return String(decoding: try readFile(path), as: UTF8.self)
            }
            // The fuzzer's inputs hold no tests, and their names no dot.
            return name.contains(".") || name == "Fuzz" ? "" : try sources(path)
        }.joined()
    }
}

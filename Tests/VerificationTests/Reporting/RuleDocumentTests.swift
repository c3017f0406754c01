import Findings
import Reporting
import Testing
import TrailSealTestKit

@testable import Verification

/// Code and docs/rules.md say the same.
@Suite struct RuleDocumentTests {
    private func lines() throws -> [String] {
        let text = String(
            decoding: try readFile(RepositoryRoot.path + "/docs/rules.md"), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    @Test func everyRuleHasItsRowInCatalogueOrder() throws {
        let rows = try lines().filter { $0.firstMatch(of: /^\| [A-Z]{3,5}-[0-9]{3} \|/) != nil }
        #expect(rows == Catalogue.rules.map(Self.row))
    }

    @Test func everyReasonCodeHasItsRow() throws {
        let rows = try lines().filter { $0.hasPrefix("| `") }
        #expect(rows == ReasonCodes.sorted.map { "| `\($0.code)` | \($0.meaning) |" })
    }

    @Test func everyRuleThatIsAskedHasItsSentences() {
        for rule in Catalogue.rules {
            let phrase = RulePhrases.phrase(for: rule.id)
            if rule.isImplemented { #expect(phrase != nil, "\(rule.id)") }
        }
    }

    /// The codes that the checks can give are those of the list, no more and no fewer.
    @Test func theChecksUseTheListedCodesAndNoOthers() throws {
        var used: Set<String> = []
        for folder in ["Sources/Roles/Verification", "Sources/Model/BundleFormat"] {
            for file in try Self.sources(RepositoryRoot.path + "/" + folder) {
                let text = String(decoding: try readFile(file), as: UTF8.self)
                for match in text.matches(of: /"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)"/)
                where match.1.count > 3 {
                    used.insert(String(match.1))
                }
            }
        }
        let listed = Set(ReasonCodes.sorted.map(\.code))
        #expect(listed.subtracting(used) == [], "listed and never given")
        #expect(used.subtracting(listed).subtracting(Self.otherWords) == [], "given and not listed")
    }

    /// Words in capitals that aren't reason codes; the last two say of a validation that there was no
    /// finding to take its reason from (docs/formats/report.md §18).
    private static let otherWords: Set<String> = [
        "COMPLIANCE", "GOVERNANCE", "CERTIFICATE", "EXPORT", "APPROVED", "NOT_ASKED", "NOT_PROVED",
    ]

    private static func sources(_ folder: String) throws -> [String] {
        try namesInFolder(folder).flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".swift") { return [path] }
            return name.contains(".") ? [] : try sources(path)
        }
    }

    private static func row(_ rule: Rule) -> String {
        let missing =
            switch rule.missing {
            case .fails: "the rule fails"
            case .indeterminate: "the rule stays open"
            case .notApplicable: "the rule does not apply, on one of three grounds"
            }
        let clauses = rule.clauses.map { "\($0.citation) (\($0.strength.rawValue))" }
        let cells = [
            rule.id.rawValue, rule.title, rule.question, rule.severity.rawValue, missing,
            rule.basis.rawValue, clauses.joined(separator: "; "),
            rule.isImplemented ? "yes" : "not in this version",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}

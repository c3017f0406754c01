package import Cryptography
package import Findings

/// Every rule that this product knows, built or not.
///
/// Ids are never reused. A rule that isn't built belongs to no shipped profile; a report lists it,
/// so nothing is silently absent.
///
/// Source: docs/rules.
package enum Catalogue {
    /// All rules: integrity, signatures, records, governance; family by family within a block.
    package static let rules: [Rule] = integrity + signatures + records + governance

    /// The place of each rule in `rules`, which is the order of every report.
    package static let positions: [RuleID: Int] = Dictionary(
        rules.enumerated().map { ($0.element.id, $0.offset) },
        uniquingKeysWith: { first, _ in first })

    /// Returns the rule of that name, or nil where there is none.
    package static func rule(_ id: RuleID) -> Rule? {
        positions[id].map { rules[$0] }
    }

    /// The canonical text of the catalogue: one line per rule, its parts separated by tabs.
    ///
    /// Its SHA-256 stands in every report, so that two reports can be seen to have asked the same.
    package static var text: String {
        rules.map { rule in
            let clauses = rule.clauses.map { "\($0.citation) [\($0.strength.rawValue)]" }
            return [
                rule.id.rawValue, rule.title, rule.question, clauses.joined(separator: "; "),
                rule.severity.rawValue, rule.block.rawValue, rule.basis.rawValue,
                rule.missing.rawValue, rule.isImplemented ? "built" : "not built",
            ].joined(separator: "\t") + "\n"
        }.joined()
    }

    /// The SHA-256 of `text`.
    package static let sha256 = SHA256.hash(Array(text.utf8))

    /// Writes one row of the catalogue.
    static func rule(
        _ id: RuleID, _ title: String, _ question: String, _ clauses: [Citation],
        _ severity: Severity, _ block: Block, _ basis: Basis, missing: MissingEvidence,
        isImplemented: Bool = true
    ) -> Rule {
        Rule(
            id: id, title: title, question: question, clauses: clauses.map(\.clause),
            severity: severity, block: block, basis: basis, missing: missing,
            isImplemented: isImplemented)
    }
}

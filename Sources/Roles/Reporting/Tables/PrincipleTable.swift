import Findings

/// The principles of data integrity known as ALCOA+, each with the rules that bear on it.
///
/// Which rule bears on which principle is our choice.
enum PrincipleTable {
    /// Every principle, with what the rules came to.
    static func lines(of report: Report) -> [RequirementLine] {
        principles.map { principle in
            RequirementLine(
                principle.name, principle.asks, of: report,
                serves: { principle.rules.contains($0.id) })
        }
    }

    private struct Principle {
        let name: String
        let asks: String
        let rules: Set<RuleID>
    }

    /// Every rule that a principle names.
    static var rules: Set<RuleID> { Set(principles.flatMap(\.rules)) }

    private static let principles = [
        Principle(
            name: "Attributable", asks: "who did it is known",
            rules: [
                "AUD-001", "AUTH-001", "IDN-001", "IDN-002", "IDN-004", "PKI-001", "SIG-001",
                "SIG-004",
            ]),
        Principle(
            name: "Legible", asks: "it can be read, by people and by machines",
            rules: ["CPY-001", "CPY-003", "REC-001", "REC-002", "SIG-002"]),
        Principle(
            name: "Contemporaneous", asks: "it was recorded when it happened",
            rules: [
                "CAP-002", "CKPT-002", "NOT-003", "TIME-001", "TIME-002", "TIME-003", "TIME-004",
                "TIME-005",
            ]),
        Principle(
            name: "Original", asks: "the first capture is there, as it was",
            rules: ["CAP-001", "ING-001", "INS-001", "INS-002", "VER-001"]),
        Principle(
            name: "Accurate", asks: "it agrees with what it is about",
            rules: ["AUD-003", "CAP-001", "ING-002", "INS-002", "REC-002"]),
        Principle(
            name: "Complete", asks: "nothing is missing, not what was repeated or failed either",
            rules: [
                "AUD-007", "BND-003", "CAP-003", "CAP-004", "CHAIN-003", "CHAIN-005", "CMP-001",
                "CMP-002", "EXP-002",
            ]),
        Principle(
            name: "Consistent", asks: "order and times agree with each other",
            rules: ["CHAIN-001", "CMP-003", "INS-003", "LIFE-001", "NOT-003", "TIME-002"]),
        Principle(
            name: "Enduring", asks: "it lasts as long as it must be kept",
            rules: ["BND-005", "NOT-004", "PKI-003", "RET-001", "RET-002"]),
        Principle(
            name: "Available", asks: "it can be found and opened when it is asked for",
            rules: ["BND-001", "BND-002", "CPY-003", "RET-001", "RET-003"]),
        Principle(
            name: "Traceable", asks: "its way from origin to result can be followed",
            rules: ["AUD-002", "CHAIN-001", "CUS-001", "REC-003", "TRC-001", "VER-002"]),
    ]
}

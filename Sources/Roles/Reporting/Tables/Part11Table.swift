import Findings

/// 21 CFR Part 11, clause by clause: what it asks for, how far a file can show it, and what the rules
/// that cite it came to.
///
/// The words for what a clause asks are ours; the text of the regulation counts.
enum Part11Table {
    /// Every clause, in the order of the regulation.
    static func lines(of report: Report) -> [RequirementLine] {
        clauses.map { clause in
            let citation = "21 CFR \(clause.section)"
            return RequirementLine(
                citation, clause.asks, reach: clause.reach.map(\.rawValue).joined(separator: ", "),
                isOutside: clause.reach == [.outside], of: report,
                serves: { $0.clauses.contains { Self.names($0.citation, citation) } })
        }
    }

    /// Whether a citation names a clause, or the whole section of one whose parts stand here.
    private static func names(_ citation: String, _ clause: String) -> Bool {
        citation == clause || (clause.hasPrefix(citation + "(") && !sections.contains(citation))
    }

    private static let sections = Set(clauses.map { "21 CFR \($0.section)" })

    /// How far a file can show what a clause asks.
    enum Reach: String, CaseIterable {
        /// Proved by recomputation from what the file holds.
        case proved
        /// Proved with a key or an anchor that whoever judges brings.
        case anchored = "proved by your anchors"
        /// Records agree with each other and with the policy; their truth rests on who made them.
        case replayed = "consistent"
        /// A statement that is here with its digest.
        case attested
        /// Outside any file.
        case outside = "outside any file"
    }

    private struct Clause {
        let section: String
        let asks: String
        let reach: [Reach]

        init(_ section: String, _ asks: String, _ reach: Reach...) {
            self.section = section
            self.asks = asks
            self.reach = reach
        }
    }

    private static let clauses = [
        Clause("11.1", "which records count, and that inspectors may see the systems", .outside),
        Clause("11.2", "records that are kept, and records that are submitted", .outside),
        Clause(
            "11.10", "authentic, whole records that a signer can't easily disown", .proved,
            .replayed),
        Clause(
            "11.10(a)", "validated systems; invalid or altered records can be told", .proved,
            .attested),
        Clause("11.10(b)", "accurate and complete copies, for people and for machines", .proved),
        Clause(
            "11.10(c)", "records are protected and can be found for as long as they are kept",
            .replayed, .attested),
        Clause("11.10(d)", "access for authorised people only", .replayed, .attested),
        Clause(
            "11.10(e)", "a trail made by the computer, dated, that hides nothing earlier", .proved,
            .replayed),
        Clause("11.10(f)", "steps happen in their permitted order", .replayed),
        Clause("11.10(g)", "authority is checked before somebody acts or signs", .replayed),
        Clause("11.10(h)", "the source of input is checked", .replayed, .attested),
        Clause("11.10(i)", "people are trained for what they do", .outside),
        Clause("11.10(j)", "written policies hold people to account", .outside),
        Clause("11.10(k)(1)", "documentation of the system is controlled", .outside),
        Clause("11.10(k)(2)", "changes of that documentation are traced in time", .attested),
        Clause(
            "11.30", "open systems: besides all that, such as encryption and digital signatures",
            .proved, .attested),
        Clause(
            "11.50(a)", "a signature shows printed name, date and time, and meaning", .replayed,
            .proved),
        Clause("11.50(b)", "the same in every form that people read", .proved),
        Clause("11.70", "a signature can't be cut out, copied or moved by ordinary means", .proved),
        Clause("11.100(a)", "a signature belongs to one person, for ever", .replayed),
        Clause("11.100(b)", "identity is checked before a signature is given out", .attested),
        Clause("11.100(c)", "the use of electronic signatures is certified to FDA", .outside),
        Clause("11.200(a)(1)", "two different components for each signing", .replayed, .attested),
        Clause(
            "11.200(a)(1)(i)–(ii)", "all of them first, then at least one within a session",
            .replayed, .attested),
        Clause("11.200(a)(2)", "used by its owner only", .attested),
        Clause("11.200(a)(3)", "misuse takes two people at least", .replayed, .attested),
        Clause("11.200(b)", "biometrics can be used by their owner only", .attested),
        Clause("11.300(a)", "no two people have the same identification and password", .attested),
        Clause(
            "11.300(b)", "what was given out is checked and renewed from time to time", .attested),
        Clause(
            "11.300(c)", "what was lost is taken out of force and replaced", .replayed, .attested),
        Clause("11.300(d)", "misuse is prevented, noticed and reported", .replayed, .attested),
        Clause("11.300(e)", "tokens are tested at first and from time to time", .attested),
    ]
}

import Findings
import Records

/// SIG-008: where an outside service signed, what was sent and what came back is kept.
///
/// This version's signatures are made on the workstation, and no family of it holds an outside
/// service's receipt. A log may carry such a family all the same; it can't be judged here, and that
/// is said.
struct OutsideServiceCheck: Check {
    let rule: RuleID = "SIG-008"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    /// Families on signatures begin with this word and a dot.
    private static let prefix = SignatureBody.family + "."

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = facts.logs.flatMap { shown($0) + hidden($0) }
        guard findings.isEmpty else { return .findings(findings) }
        return .notApplicable(
            facts.ground(forAbsent: Self.prefix + "receipt"), examined: facts.logCountText)
    }

    private func isForeign(_ family: String) -> Bool {
        family.hasPrefix(Self.prefix) && !Families.known.contains(family)
    }

    private func shown(_ log: LogFacts) -> [Finding] {
        log.shownByFamily.filter { isForeign($0.key) }.sorted { $0.key < $1.key }.map {
            family, count in
            Finding(
                .openQuestion, "UNKNOWN_FIELD", at: Place(member: log.member, log: log.label),
                expected: "records that this version can judge",
                found: "\(family), \(Wording.count(count, "record"))",
                "The log holds records on signatures of a kind that this version can't judge.")
        }
    }

    private func hidden(_ log: LogFacts) -> [Finding] {
        let families = log.epochs.reduce(into: Set<String>()) { families, epoch in
            for count in epoch.counted ?? [] where isForeign(count.family) {
                if epoch.mayHide(count.family) { families.insert(count.family) }
            }
        }
        return families.sorted().map { family in
            Finding(
                .openQuestion, "HIDDEN", at: Place(member: log.member, log: log.label),
                expected: "records of \(family) in clear", found: "some withheld",
                "Records on signatures of a kind that this version can't judge are withheld.")
        }
    }
}

import BundleFormat
import Cryptography
import Findings
import Records

/// REC-001: every record can be read, in its one form, with what its family asks for.
struct RecordsParseCheck: Check {
    let rule: RuleID = "REC-001"
    let needs: [RuleID] = ["BND-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings = absent(facts)
        for log in facts.logs {
            // Only so many findings are listed, and the limit explains why the rest is missing.
            let limits = log.problems.filter { $0.code == "LIMIT_EXCEEDED" }
            let others = log.problems.filter { $0.code != "LIMIT_EXCEEDED" }
            findings += (limits + others).compactMap { judge($0, in: log) }
            if log.unlistedProblems > 0 {
                findings.append(
                    Finding(
                        .failure, "SCHEMA", at: Place(member: log.member, log: log.label),
                        expected: "none",
                        found: Wording.count(log.unlistedProblems, "more problem"),
                        "More records of the log are wrong than are listed."))
            }
            if log.table.count == 0 {
                findings.append(
                    Finding(
                        .failure, "NO_RECORDS", at: Place(member: log.member, log: log.label),
                        expected: "at least the founding record", found: "no line",
                        "The log has no record."))
            }
            findings += unknown(in: log)
        }
        let records = facts.logs.reduce(0) { $0 + $1.table.count }
        return .findings(findings, examined: Wording.count(records, "record"))
    }

    private func judge(_ problem: RecordProblem, in log: LogFacts) -> Finding? {
        let effect: Finding.Effect
        switch problem.kind {
        case .line, .schema: effect = .failure
        case .unknownVersion: effect = .openQuestion
        case .sequence, .epoch, .genesis: return nil
        }
        return Finding(
            effect, problem.code,
            at: Place(
                member: log.member, log: log.label, sequence: problem.seq,
                offset: problem.offset),
            expected: problem.expected, found: problem.found, problem.sentence)
    }

    /// What this version doesn't know, told apart by name as far as there aren't too many.
    private func unknown(in log: LogFacts) -> [Finding] {
        var tally = log.unknown.counts.sorted { $0.key < $1.key }
        if log.unknown.others > 0 { tally.append(("other names", log.unknown.others)) }
        return tally.map { what, count in
            Finding(
                .note, "UNKNOWN_FIELD", at: Place(member: log.member, log: log.label),
                found: "\(what), \(Wording.count(count, "time"))",
                "Records hold something that this version doesn't know; it is kept and hashed.")
        }
    }

    /// A bundle without any log proves nothing.
    private func absent(_ facts: Facts) -> [Finding] {
        guard facts.logs.isEmpty else { return [] }
        return [
            Finding(
                .failure, "NO_RECORDS", expected: "at least one log", found: "none",
                "The bundle holds no records.")
        ]
    }
}

/// REC-002: the table for spreadsheets holds what the records hold.
struct TableEqualsRecordsCheck: Check {
    let rule: RuleID = "REC-002"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = facts.logs.compactMap { log in
            ViewJudgement.finding(
                log.csv, member: MemberPath.recordsCSV(log: log.label).text, log: log.label,
                ifMissing: .failure)
        }
        return .findings(
            findings + facts.logs.flatMap(formulas),
            examined: Wording.count(facts.logs.count, "table"))
    }

    /// Cells that a spreadsheet would run as formulas were they not disarmed.
    private func formulas(in log: LogFacts) -> [Finding] {
        log.formulas.sorted().map { cell in
            Finding(
                .note, "FORMULA_CELL",
                at: Place(member: MemberPath.recordsCSV(log: log.label).text, log: log.label),
                found: Wording.excerpt(cell),
                "Words in the table for spreadsheets begin like a formula. An apostrophe in front "
                    + "keeps a spreadsheet from running them.")
        }
    }
}

/// CPY-001: the readable copy comes out the same when it is made again.
struct ReadableCopyCheck: Check {
    let rule: RuleID = "CPY-001"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let finding = ViewJudgement.finding(
            facts.readme, member: MemberPath.readme.text, log: nil, ifMissing: .openQuestion)
        return .findings(finding.map { [$0] } ?? [], examined: MemberPath.readme.text)
    }
}

/// Judges a member that is made from the records.
private enum ViewJudgement {
    static func finding(
        _ view: ViewFacts, member: String, log: String?, ifMissing: Finding.Effect
    ) -> Finding? {
        switch view {
        case .same:
            return nil
        case .missing:
            return Finding(
                ifMissing, "VIEW_MISSING", at: Place(member: member, log: log),
                expected: "the copy", found: "no such member",
                "A copy for people that belongs into every bundle isn't there.")
        case .differs(let offset, let sequence, let expected, let found):
            return Finding(
                .failure, "VIEW_MISMATCH",
                at: Place(member: member, log: log, sequence: sequence, offset: offset),
                expected: expected, found: found,
                """
                The copy for people doesn't say what the records \
                say\(sequence.map { " at record \($0)" } ?? "").
                """)
        case .unknown(let reason):
            return Finding(
                .openQuestion, "VIEW_UNKNOWN", at: Place(member: member, log: log),
                expected: "records from which it can be made again", found: reason,
                "The copy for people can't be made again here, so it can't be compared.")
        }
    }
}

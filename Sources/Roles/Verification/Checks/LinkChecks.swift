import Cryptography
import Findings
import RecordLog

/// CHAIN-001: every leaf recomputed, and the root of every checkpoint.
struct LinksAndTreeCheck: Check {
    let rule: RuleID = "CHAIN-001"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        var records: UInt64 = 0
        var roots = 0
        for log in facts.logs {
            records += log.table.count
            roots += log.checkpoints.count { $0.recomputedRoot != nil }
            findings += brokenLinks(of: log) + lostLeaves(of: log) + wrongRoots(of: log)
        }
        return .findings(
            findings,
            examined: Wording.count(records, "record") + ", "
                + Wording.count(roots, "checkpoint"))
    }

    /// Openings that don't carry on from the record in front of them.
    private func brokenLinks(of log: LogFacts) -> [Finding] {
        log.epochs.filter { $0.startLeaf != $0.leafBefore }.map { epoch in
            Finding(
                .failure, "LINK_BROKEN",
                at: Place(
                    member: log.member, log: log.label, sequence: epoch.first, epoch: epoch.number),
                expected: epoch.leafBefore.hex, found: epoch.startLeaf.hex,
                """
                Epoch \(epoch.number) says which record it follows, and that isn't the record in \
                front of it: something before record \(epoch.first) was changed, added or removed.
                """)
        }
    }

    /// Lines that give no leaf because they can't be read.
    private func lostLeaves(of log: LogFacts) -> [Finding] {
        log.problems.filter { $0.kind == .line }.map { problem in
            Finding(
                .failure, "LEAF_MISMATCH",
                at: Place(
                    member: log.member, log: log.label, sequence: problem.seq,
                    offset: problem.offset),
                expected: problem.expected, found: problem.found,
                "Record \(problem.seq) can't be read, so the chain doesn't lead through it.")
        }
    }

    private func wrongRoots(of log: LogFacts) -> [Finding] {
        var sound: UInt64 = 0
        var findings: [Finding] = []
        for checkpoint in log.checkpoints {
            guard let stated = checkpoint.checkpoint, let root = checkpoint.recomputedRoot else {
                continue
            }
            if stated.root == root {
                sound = max(sound, stated.size)
                continue
            }
            let range = sound > 0 ? "between record \(sound) and record" : "up to record"
            findings.append(
                Finding(
                    .failure, "ROOT_MISMATCH",
                    at: Place(
                        member: checkpoint.folder + "/note", log: log.label,
                        sequence: stated.size == 0 ? nil : stated.size - 1),
                    expected: stated.root.hex, found: root.hex,
                    """
                    The checkpoint over \(Wording.count(stated.size, "record")) states a sum that \
                    the records don't give: a record \(range) \(stated.size == 0 ? 0 : stated.size - 1) \
                    isn't the one that was written.
                    """))
        }
        return findings
    }
}

/// CHAIN-003: one line of records without hole, repeat, swap or branch.
struct UnbrokenLineCheck: Check {
    let rule: RuleID = "CHAIN-003"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        for log in facts.logs {
            findings += log.problems.filter { $0.kind == .sequence || $0.kind == .genesis }.map {
                problem in
                Finding(
                    .failure, problem.code,
                    at: Place(
                        member: log.member, log: log.label, sequence: problem.seq,
                        offset: problem.offset),
                    expected: problem.expected, found: problem.found, problem.sentence)
            }
            findings += forks(of: log)
        }
        let records = facts.logs.reduce(0) { $0 + $1.table.count }
        return .findings(findings, examined: Wording.count(records, "record"))
    }

    /// Signed heads of one log that contradict each other or the records.
    private func forks(of log: LogFacts) -> [Finding] {
        var roots: [UInt64: Digest] = [:]
        var findings: [Finding] = []
        for checkpoint in log.checkpoints where checkpoint.isSignedByLog {
            guard let stated = checkpoint.checkpoint else { continue }
            if let other = roots[stated.size], other != stated.root {
                findings.append(
                    Finding(
                        .failure, "EQUIVOCATION",
                        at: Place(member: checkpoint.folder + "/note", log: log.label),
                        expected: other.hex, found: stated.root.hex,
                        """
                        The log signed two different heads for the same number of records, \
                        \(Wording.number(stated.size)): it was continued in two ways.
                        """))
            }
            roots[stated.size] = stated.root
        }
        return findings
    }
}

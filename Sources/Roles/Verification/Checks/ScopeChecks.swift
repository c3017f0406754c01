import BundleFormat
import Cryptography
import Findings
import Records

/// EXP-002: every log whole, everything withheld marked and counted, nothing asked for hidden.
struct ScopeCompleteCheck: Check {
    let rule: RuleID = "EXP-002"
    let needs: [RuleID] = ["BND-001", "BND-002", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        guard let manifest = facts.manifest.content else { return .blocked(by: "BND-002") }
        var findings = unlisted(facts)
        let exports = facts.exports()
        for export in exports {
            guard let log = facts.log(export.log) else { continue }
            let head = manifest.logs.first { $0.log.hex.hasPrefix(log.label) }
            if let head, head.size != log.table.count {
                findings.append(incomplete(log, expected: head.size))
            }
            findings += Scope(export: export, log: log).findings
        }
        let withheld = facts.logs.reduce(0) { $0 + $1.withheldCount }
        return .findings(
            findings,
            examined: Wording.count(facts.logs.count, "log") + ", "
                + Wording.count(withheld, "withheld record"))
    }

    private func unlisted(_ facts: Facts) -> [Finding] {
        let listed = facts.manifest.content?.logs.map(\.log.hex) ?? []
        return facts.logs.filter { log in !listed.contains { $0.hasPrefix(log.label) } }.map {
            log in
            Finding(
                .failure, "UNDECLARED_LOG", at: Place(member: log.member, log: log.label),
                expected: "logs that the list of contents names", found: "log \(log.label)",
                "The bundle holds a log that the sealed list of contents doesn't name.")
        }
    }

    private func incomplete(_ log: LogFacts, expected: UInt64) -> Finding {
        Finding(
            .failure, "COUNT_MISMATCH", at: Place(member: log.member, log: log.label),
            expected: Wording.count(expected, "record"),
            found: Wording.count(log.table.count, "record"),
            "The log isn't whole, so nothing can be said of what it leaves out.")
    }
}

/// Judges what one log withholds against what its export request asked for.
///
/// Source: docs/formats/records.md §10.
private struct Scope {
    let export: ExportFacts
    let log: LogFacts

    var findings: [Finding] {
        reasons + log.epochs.flatMap(hidden) + ownRecords + keptHere + words
    }

    private var query: ExportQuery? { export.request?.query }

    /// Whether the query has no filter but the project, if that.
    private var isUnfiltered: Bool {
        guard let query else { return false }
        return query.datasets.isEmpty && query.persons.isEmpty && query.from == nil
            && query.to == nil && query.records.isEmpty
    }

    /// Every reason for withholding must be one that the approved request declares.
    private var reasons: [Finding] {
        guard let request = export.request else { return [] }
        let declared = Set(request.withholding.map(\.reason.rawValue))
        return log.withheldByReason.filter { !declared.contains($0.key) }
            .sorted { $0.key < $1.key }
            .map { reason, count in
                Finding(
                    .failure, "WITHHOLDING_UNDECLARED",
                    at: Place(member: log.member, log: log.label),
                    expected: declared.isEmpty
                        ? "nothing withheld" : Wording.list(declared.sorted()),
                    found: "\(reason) (\(Wording.count(count, "record")))",
                    "Records are withheld for a reason that the approved request doesn't give.")
            }
    }

    // MARK: What one epoch hides

    private func hidden(in epoch: EpochFacts) -> [Finding] {
        guard let query else { return [] }
        let hidden = (epoch.hidden ?? [:]).filter { $0.value > 0 }.sorted { $0.key < $1.key }
        return ofProject(query, hidden, epoch) + outOfScope(query, hidden, epoch)
            + uncounted(query, epoch)
    }

    /// Records of the project that was asked for must all be shown, whatever the reason.
    private func ofProject(
        _ query: ExportQuery, _ hidden: [(key: FamilyCountKey, value: Int64)], _ epoch: EpochFacts
    ) -> [Finding] {
        guard isUnfiltered, let project = query.project else { return [] }
        return hidden.filter { isOfProject($0.key, query) }.map { key, count in
            Finding(
                .failure, "COUNT_MISMATCH", at: log.place(of: epoch.last),
                expected: "every record of what was asked for",
                found: "\(Wording.number(count)) of \(key) hidden",
                """
                The export was to show everything of project \(project), and epoch \
                \(epoch.number) hides \(Wording.count(count, "record")) of \(key.family).
                """)
        }
    }

    private func isOfProject(_ key: FamilyCountKey, _ query: ExportQuery) -> Bool {
        query.project != nil && key.project == query.project
    }

    /// Whether a filter of the query could leave a record of that family and label out.
    ///
    /// A record without a label is shown unless the query names record numbers.
    private func canBeOutOfScope(_ key: FamilyCountKey, of query: ExportQuery) -> Bool {
        guard let label = key.project else { return !query.records.isEmpty }
        return !isUnfiltered || (query.project.map { $0 != label } ?? false)
    }

    /// What no filter leaves out isn't out of scope; other reasons are the approver's word.
    private func outOfScope(
        _ query: ExportQuery, _ hidden: [(key: FamilyCountKey, value: Int64)], _ epoch: EpochFacts
    ) -> [Finding] {
        let asked = hidden.filter { key, _ in
            !canBeOutOfScope(key, of: query) && !isOfProject(key, query)
                && !Families.alwaysShown.contains(key.family)
        }
        guard !asked.isEmpty else { return [] }
        let count = asked.reduce(Int64(0)) { $0.adding($1.value) }
        let otherwise = Int64(clamping: epoch.withheld).adding(
            0 - Int64(clamping: epoch.outOfScope))
        let names = Wording.list(asked.map { "\(Wording.number($0.value)) of \($0.key)" })
        guard count > otherwise else {
            return [
                Finding(
                    .note, "APPROVERS_WORD", at: log.place(of: epoch.last),
                    found: "\(names) hidden",
                    "What was asked for is withheld here for another reason than its scope; that "
                        + "the reason is right is the approver's word.")
            ]
        }
        return [
            Finding(
                .failure, "COUNT_MISMATCH", at: log.place(of: epoch.last),
                expected: otherwise == 0
                    ? "nothing of it out of scope"
                    : "at most \(Wording.count(otherwise, "record")), for other reasons",
                found: "\(names) hidden",
                """
                Epoch \(epoch.number) withholds records as out of scope that nothing in the \
                question leaves out.
                """)
        ]
    }

    /// Where nothing that was written at the time counts, what is hidden can't be told.
    private func uncounted(_ query: ExportQuery, _ epoch: EpochFacts) -> [Finding] {
        guard epoch.withheld > 0, !epoch.isCounted, query.records.isEmpty else { return [] }
        return [
            Finding(
                .openQuestion, "COUNT_ABSENT", at: log.place(of: epoch.last),
                expected: "the count of a close",
                found: Wording.count(epoch.withheld, "withheld record"),
                """
                Epoch \(epoch.number) has no close that counts its records, so it can't be said \
                whether it hides something that was asked for.
                """)
        ]
    }

    // MARK: The log as a whole

    /// The bundle's own request, approval and export stand in clear.
    private var ownRecords: [Finding] {
        guard let record = export.export else { return [] }
        return [record.request.seq, record.approval.seq].filter { log.table.isWithheld(at: $0) }
            .map { sequence in
                Finding(
                    .failure, "HIDDEN_LOG_RECORD", at: log.place(of: sequence),
                    expected: "the record in clear", found: "withheld",
                    "The request or the approval of this very export is withheld.")
            }
    }

    /// What the request declares as kept elsewhere isn't in this log, shown or hidden.
    private var keptHere: [Finding] {
        guard let request = export.request, let record = export.export else { return [] }
        return request.notKeptHere.compactMap { declared in
            let shown = log.shownByFamily[declared.family] ?? 0
            let hidden = log.epochs.reduce(Int64(0)) { sum, epoch in
                let own = (epoch.hidden ?? [:]).filter {
                    $0.key.family == declared.family && $0.value > 0
                }
                return own.values.reduce(sum) { $0.adding($1) }
            }
            guard shown > 0 || hidden > 0 else { return nil }
            return Finding(
                .failure, "KEPT_HERE", at: log.place(of: record.request.seq),
                expected: "no record of \(declared.family), kept at \(declared.location)",
                found: "\(Wording.number(shown)) shown, \(Wording.number(hidden)) hidden",
                "The approved request declares records as kept elsewhere that this log does hold.")
        }
    }

    /// What counting can't show is the approver's word, and the report says so.
    private var words: [Finding] {
        guard let query, !isUnfiltered, log.withheldCount > 0 else { return [] }
        return [
            Finding(
                .note, "APPROVERS_WORD", at: Place(member: log.member, log: log.label),
                found: Wording.count(log.withheldCount, "withheld record"),
                """
                The export was asked for by more than a project\
                \(query.project == nil ? "" : " alone"), so which withheld records belong to the \
                question is the approver's word.
                """)
        ]
    }
}

import BundleFormat
import Cryptography
import Findings
import RecordLog
import Records

/// CHAIN-004: the log begins with its founding record, and somebody outside confirmed it.
struct StartAnchoredCheck: Check {
    let rule: RuleID = "CHAIN-004"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = facts.logs.flatMap { log in
            identity(of: log, in: facts) + beginning(of: log, in: context)
                + previous(of: log, in: facts)
        }
        return .findings(findings, examined: Wording.count(facts.logs.count, "log"))
    }

    private func identity(of log: LogFacts, in facts: Facts) -> [Finding] {
        let place = Place(member: log.member, log: log.label, sequence: 0)
        guard let id = log.logID, log.genesis != nil else {
            return [
                Finding(
                    .failure, "GENESIS_MISSING", at: place,
                    expected: "the founding record in clear", found: "something else",
                    "The log doesn't begin with its founding record, so nothing says which log it is."
                )
            ]
        }
        var findings: [Finding] = []
        if !id.hex.hasPrefix(log.label) {
            findings.append(
                Finding(
                    .failure, "LOG_ID_MISMATCH", at: place, expected: log.label,
                    found: String(id.hex.prefix(16)),
                    "The founding record belongs to another log than the members' names say."))
        }
        let stated = facts.manifest.content?.logs.first { $0.log.hex.hasPrefix(log.label) }?.log
        if let stated, stated != id {
            findings.append(
                Finding(
                    .failure, "LOG_ID_MISMATCH", at: place, expected: stated.hex, found: id.hex,
                    "The founding record isn't that of the log which the list of contents names."))
        }
        return findings
    }

    /// Where outside protection begins.
    private func beginning(of log: LogFacts, in context: JudgementContext) -> [Finding] {
        guard let genesis = log.genesis, let first = log.epochs.first else { return [] }
        let place = Place(log: log.label, sequence: 0, epoch: 0)
        let earliest = context.provedReceipts(of: log.label).map(\.size).min()
        let declared = genesis.unwitnessed ? " The founding record says that this was known." : ""
        guard let earliest else {
            return [
                Finding(
                    .openQuestion, "UNWITNESSED_START", at: place,
                    expected: "a proved receipt for epoch 0", found: "no proved receipt at all",
                    "No receipt that you trust confirms the beginning of this log.\(declared)")
            ]
        }
        guard earliest > first.last + 1 else { return [] }
        let isFar = earliest > UInt64(clamping: context.profile.limits.unwitnessedStartRecords)
        return [
            Finding(
                isFar ? .openQuestion : .observation, "UNWITNESSED_START", at: place,
                expected: "a proved receipt for epoch 0",
                found: "the first proved receipt covers \(Wording.count(earliest, "record"))",
                """
                Epoch 0 has no receipt of its own that you trust; outside protection begins with \
                the receipt over the first \(Wording.count(earliest, "record")).\(declared)
                """)
        ]
    }

    /// Whether the log that this one continues ends as its successor says.
    private func previous(of log: LogFacts, in facts: Facts) -> [Finding] {
        guard let previous = log.genesis?.previous else { return [] }
        let place = Place(member: log.member, log: log.label, sequence: 0)
        guard let earlier = facts.logs.first(where: { $0.logID == previous.log }) else {
            return [
                Finding(
                    .note, "PREVIOUS_ELSEWHERE", at: place, found: previous.log.hex,
                    "The log continues an earlier one that isn't part of this bundle.")
            ]
        }
        guard previous.size <= earlier.table.count else {
            return [shorter(earlier, than: previous, lost: log.genesis?.lost, at: place)]
        }
        let root = earlier.root(ofFirst: previous.size)
        guard root == previous.root else {
            return [
                Finding(
                    .failure, "LINK_MISMATCH", at: place, expected: previous.root.hex,
                    found: root.hex,
                    "The earlier log isn't the one that this log says it continues.")
            ]
        }
        guard earlier.table.count > previous.size else { return [] }
        return [
            Finding(
                .failure, "LOG_RUNS_ON", at: earlier.place(of: previous.size),
                expected: Wording.count(previous.size, "record"),
                found: Wording.count(earlier.table.count, "record"),
                "The earlier log goes on after the end that the log which continues it names.")
        ]
    }

    /// Records that a host had lost, as the founding record of the next log says, can't be here.
    private func shorter(
        _ earlier: LogFacts, than previous: LogReference, lost: UInt64?, at place: Place
    ) -> Finding {
        let missing = previous.size - earlier.table.count
        let isDeclared = missing <= lost ?? 0
        return Finding(
            isDeclared ? .openQuestion : .failure, "LINK_MISMATCH", at: place,
            expected: Wording.count(previous.size, "record"),
            found: Wording.count(earlier.table.count, "record"),
            isDeclared
                ? "The earlier log lacks its last records, which the founding record calls lost, "
                    + "so its end can't be compared."
                : "The earlier log is shorter here than the log that continues it says.")
    }
}

/// CHAIN-005: the log ends where the sealed list says, and nothing knows of a later record.
struct TailAnchoredCheck: Check {
    let rule: RuleID = "CHAIN-005"
    let needs: [RuleID] = ["BND-001", "BND-002", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        guard let manifest = facts.manifest.content else { return .blocked(by: "BND-002") }
        var findings: [Finding] = []
        for head in manifest.logs {
            guard let log = facts.logs.first(where: { head.log.hex.hasPrefix($0.label) }) else {
                findings.append(
                    Finding(
                        .failure, "SHORTER_THAN_CHECKPOINT",
                        at: Place(member: "manifest.json", log: String(head.log.hex.prefix(16))),
                        expected: Wording.count(head.size, "record"), found: "no record",
                        "The sealed list names a log of which the bundle holds no record."))
                continue
            }
            findings += tail(of: log, size: head.size, stated: head.root.hex)
        }
        for log in facts.logs { findings += laterHeads(of: log) }
        return .findings(
            findings, examined: Wording.count(manifest.logs.count, "sealed head"))
    }

    private func tail(of log: LogFacts, size: UInt64, stated: String) -> [Finding] {
        var findings: [Finding] = []
        let end = Place(
            member: log.member, log: log.label,
            sequence: log.table.count == 0 ? nil : log.table.count - 1)
        if log.table.count != size {
            findings.append(
                Finding(
                    .failure, log.table.count < size ? "SHORTER_THAN_CHECKPOINT" : "COUNT_MISMATCH",
                    at: end, expected: Wording.count(size, "record"),
                    found: Wording.count(log.table.count, "record"),
                    """
                    The sealed list of contents says that the log has \
                    \(Wording.count(size, "record")), and the bundle holds \
                    \(Wording.number(log.table.count)).
                    """))
        }
        let shown = min(size, log.table.count)
        let root = log.root(ofFirst: shown)
        if log.table.count >= size, root.hex != stated {
            findings.append(
                Finding(
                    .failure, "ROOT_MISMATCH", at: end, expected: stated, found: root.hex,
                    "The records don't give the head that the sealed list of contents states."))
        }
        return findings + lastCheckpoint(of: log, size: size, stated: stated) + ending(of: log)
    }

    private func lastCheckpoint(of log: LogFacts, size: UInt64, stated: String) -> [Finding] {
        let place = Place(member: "manifest.json", log: log.label)
        guard let last = log.checkpoints.last(where: { $0.checkpoint?.size == size }),
            let note = last.checkpoint
        else {
            return [
                Finding(
                    .openQuestion, "PROOF_ABSENT", at: place,
                    expected: "a checkpoint over \(Wording.count(size, "record"))", found: "none",
                    "The log's own signed statement about its end isn't in the bundle.")
            ]
        }
        guard note.root.hex != stated else { return [] }
        return [
            Finding(
                .failure, "MANIFEST_NOTE_MISMATCH",
                at: Place(member: last.folder + "/note", log: log.label),
                expected: stated, found: note.root.hex,
                "The sealed list and the log's own checkpoint state different heads.")
        ]
    }

    /// A whole log ends with a close.
    private func ending(of log: LogFacts) -> [Finding] {
        guard let last = log.epochs.last, last.closes.last != last.last else { return [] }
        return [
            Finding(
                .failure, "TRUNCATED_CHAIN",
                at: Place(
                    member: log.member, log: log.label, sequence: last.last, epoch: last.number),
                expected: "the close of epoch \(last.number)", found: "another record",
                "The log doesn't end with the close of its last epoch: its end is missing.")
        ]
    }

    private func laterHeads(of log: LogFacts) -> [Finding] {
        log.checkpoints.compactMap { checkpoint in
            let size = max(checkpoint.checkpoint?.size ?? 0, checkpoint.folderSize)
            guard size > log.table.count else { return nil }
            return Finding(
                .failure, "SHORTER_THAN_CHECKPOINT",
                at: Place(member: checkpoint.folder + "/note", log: log.label),
                expected: Wording.count(size, "record"),
                found: Wording.count(log.table.count, "record"),
                """
                A checkpoint in the bundle was made over \(Wording.count(size, "record")), so the \
                log once was longer than what is here.
                """)
        }
    }
}

import Cryptography
import Findings
import Records

/// CHAIN-002: every code recomputed with the key that the custodian disclosed.
struct KeyedCodesCheck: Check {
    let rule: RuleID = "CHAIN-002"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        for log in facts.logs {
            findings += disclosure(of: log)
            findings += codes(of: log)
            findings += receipts(of: log, in: context)
        }
        let epochs = facts.logs.flatMap { $0.epochs.compactMap(\.codes) }
        let codes = epochs.reduce(0) { $0 + $1.checked }
        return .findings(
            findings,
            examined: Wording.count(codes, "code") + " in " + Wording.count(epochs.count, "epoch"))
    }

    /// What stands in the way of recomputing: no keys, keys that can't be read, secrets.
    private func disclosure(of log: LogFacts) -> [Finding] {
        let place = Place(member: log.keys.member, log: log.label)
        var findings = log.keys.ratchetStates.map { epoch in
            Finding(
                .failure, "SECRET_STATE_DISCLOSED",
                at: Place(member: log.keys.member, log: log.label, epoch: epoch),
                expected: "the key of epoch \(epoch)", found: "the secret it follows from",
                """
                What the bundle gives as the key of epoch \(epoch) is the secret from which all \
                later keys follow: whoever holds it could write codes of every later epoch.
                """)
        }
        switch log.keys.state {
        case .missing:
            findings.append(
                Finding(
                    .openQuestion, "KEY_NOT_AVAILABLE", at: place,
                    expected: "the keys that the custodian disclosed", found: "none",
                    "No keys were disclosed for this log, so its codes can't be computed again."))
        case .unreadable(let reason):
            findings.append(
                Finding(
                    .failure, "KEYS_FORMAT", at: place, expected: "its one valid form",
                    found: reason,
                    "The file of disclosed keys isn't in its one valid form."))
        case .noCalendar:
            findings.append(
                Finding(
                    .openQuestion, "KEY_NOT_AVAILABLE", at: place,
                    expected: "a founding record with the calendar of keys", found: "none",
                    """
                    The founding record can't be read, so nothing says which keys belong to \
                    this log.
                    """))
        case .calendarDiffers, .calendarHolds:
            break
        }
        return findings
    }

    private func codes(of log: LogFacts) -> [Finding] {
        switch log.keys.state {
        case .calendarHolds: brokenCodes(of: log) + withoutKey(of: log)
        case .calendarDiffers(let reason):
            foreignKeys(of: log, reason: reason) + withoutKey(of: log)
        case .missing, .unreadable, .noCalendar: []
        }
    }

    /// Codes that don't hold under a key that the founding record fixed: the record was changed.
    private func brokenCodes(of log: LogFacts) -> [Finding] {
        log.epochs.indices.compactMap { place in
            // By place: an epoch isn't copied to be asked.
            guard let codes = log.epochs[place].codes, let first = codes.firstMismatch,
                case let epoch = log.epochs[place], !log.keys.ratchetStates.contains(epoch.number)
            else { return nil }
            let others =
                codes.mismatches > 1
                ? " With it \(Wording.count(codes.mismatches - 1, "later code")) of the epoch "
                    + "\(codes.mismatches == 2 ? "comes" : "come") out otherwise." : ""
            return Finding(
                .failure, "MAC_MISMATCH",
                at: Place(
                    member: log.member, log: log.label, sequence: first, epoch: epoch.number),
                expected: "the code that the key of epoch \(epoch.number) gives",
                found: "another code",
                """
                The code of record \(first) doesn't come out when it is computed again with the \
                genuine key: the record, or what stands in front of it, isn't what was \
                written.\(others)
                """)
        }
    }

    /// Keys of which nothing shows that they are the log's own.
    ///
    /// The calendar is one sum over all keys, so it can't say which of them is wrong. Where every
    /// code holds, somebody wrote codes under keys of his own; where codes don't hold, most likely
    /// the wrong keys were handed out, and that is never called tampering.
    private func foreignKeys(of log: LogFacts, reason: String) -> [Finding] {
        let keyed = log.epochs.filter {
            $0.codes != nil && !log.keys.ratchetStates.contains($0.number)
        }
        let wrong = keyed.filter { $0.codes?.hold != true }
        if wrong.isEmpty, log.keys.ratchetStates.isEmpty {
            return [
                Finding(
                    .failure, "FOREIGN_KEY", at: Place(member: log.keys.member, log: log.label),
                    expected: log.genesis?.calendar.hex, found: reason,
                    """
                    The codes hold under the disclosed keys, but these aren't the keys that the \
                    log fixed when it was founded: the codes were written with keys of somebody \
                    else's.
                    """)
            ]
        }
        return wrong.map { epoch in
            Finding(
                .openQuestion, "WRONG_KEY",
                at: Place(
                    member: log.keys.member, log: log.label, sequence: epoch.codes?.firstMismatch,
                    epoch: epoch.number),
                expected: log.genesis?.calendar.hex, found: reason,
                """
                The key given for epoch \(epoch.number) isn't the one that the log fixed when it \
                was founded, so its codes can't be judged; ask the custodian for the right key.
                """)
        }
    }

    private func withoutKey(of log: LogFacts) -> [Finding] {
        let missing = log.epochs.filter { $0.codes == nil }.map(\.number)
        guard let first = missing.first else { return [] }
        let code = missing.count == log.epochs.count ? "KEY_NOT_AVAILABLE" : "COVERAGE_PARTIAL"
        return [
            Finding(
                .openQuestion, code,
                at: Place(member: log.keys.member, log: log.label, epoch: first),
                expected: "a key for each of \(Wording.count(log.epochs.count, "epoch"))",
                found: "none for epoch \(Wording.list(missing.map(String.init)))",
                """
                For \(Wording.count(missing.count, "epoch")) no key was disclosed, so the codes \
                there can't be computed again.
                """)
        ]
    }

    /// Keys that were public before anybody outside knew the records.
    private func receipts(of log: LogFacts, in context: JudgementContext) -> [Finding] {
        let proved = context.provedSize(of: log.label)
        let open = log.epochs.filter { $0.codes != nil && $0.last >= proved }
        guard let first = open.first else { return [] }
        return [
            Finding(
                .openQuestion, "KEY_WITHOUT_RECEIPT",
                at: Place(
                    member: log.keys.member, log: log.label, sequence: first.first,
                    epoch: first.number),
                expected: "a proved receipt over the whole epoch",
                found: proved == 0 ? "no proved receipt" : "proved up to record \(proved - 1)",
                """
                The keys of \(Wording.count(open.count, "epoch")) from epoch \(first.number) on \
                are disclosed, but no receipt that you trust covers the records there: whoever had \
                the keys could have written them.
                """)
        ]
    }
}

import Cryptography
import Findings
import Records

/// CHAIN-006: epochs contiguous, opened and closed once, counted rightly, nothing of the log hidden.
struct EpochsCheck: Check {
    let rule: RuleID = "CHAIN-006"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        for log in facts.logs {
            let places = EpochPlaces(log: log)
            findings += EpochOrder(places: places).findings
            findings +=
                EpochClosing(
                    places: places, limit: context.profile.limits.unclosedSeconds
                ).findings
            findings += EpochCounts(places: places).findings
            findings += secrets(of: log) + custody(of: log)
        }
        let epochs = facts.logs.reduce(0) { $0 + $1.epochs.count }
        return .findings(findings, examined: Wording.count(epochs, "epoch"))
    }

    private func secrets(of log: LogFacts) -> [Finding] {
        log.keys.ratchetStates.map { epoch in
            Finding(
                .failure, "SECRET_STATE_DISCLOSED",
                at: Place(member: log.keys.member, log: log.label, epoch: epoch),
                expected: "the key of epoch \(epoch)", found: "the secret it follows from",
                "The bundle gives away the secret from which every later key of the log follows.")
        }
    }

    private func custody(of log: LogFacts) -> [Finding] {
        guard let genesis = log.genesis else { return [] }
        let sentence =
            switch genesis.custody {
            case .custodian:
                "The founding record says that a custodian keeps the log's secret; that is declared, "
                    + "not proved."
            case .host:
                "The founding record says that the secret stays on the workstation, so whoever rules "
                    + "the workstation can write codes of every epoch."
            }
        return [
            Finding(
                .note, "CUSTODY", at: Place(log: log.label, sequence: 0),
                found: genesis.custody.rawValue, sentence)
        ]
    }
}

/// Names the places of a log's epochs.
struct EpochPlaces {
    let log: LogFacts

    func first(_ epoch: EpochFacts) -> Place {
        Place(member: log.member, log: log.label, sequence: epoch.first, epoch: epoch.number)
    }

    func last(_ epoch: EpochFacts) -> Place {
        Place(member: log.member, log: log.label, sequence: epoch.last, epoch: epoch.number)
    }
}

/// Whether the epochs are numbered without a hole, each with one opening.
private struct EpochOrder {
    let places: EpochPlaces

    var findings: [Finding] {
        numbering + openings + ending + strays
    }

    private var numbering: [Finding] {
        places.log.epochs.indices.compactMap { index in
            // By place: an epoch isn't copied to be asked.
            let previous = index == 0 ? nil : places.log.epochs[index - 1].number
            let due = previous.map { $0 &+ 1 } ?? 0
            guard places.log.epochs[index].number != due else { return nil }
            let epoch = places.log.epochs[index]
            if epoch.number == previous {
                return Finding(
                    .failure, "EPOCH_STRUCTURE", at: places.first(epoch), expected: "epoch \(due)",
                    found: "epoch \(epoch.number) again",
                    "Epoch \(epoch.number) is opened a second time.")
            }
            return Finding(
                .failure, "EPOCH_GAP", at: places.first(epoch), expected: "epoch \(due)",
                found: "epoch \(epoch.number)",
                "The epochs aren't numbered without a hole: at least one was taken out or put in.")
        }
    }

    /// Every stretch but the first begins with an opening by the way it is cut; the first is genesis.
    private var openings: [Finding] {
        guard let first = places.log.epochs.first, places.log.genesis != nil else { return [] }
        guard first.number == 0, first.open == nil else {
            return [
                Finding(
                    .failure, "EPOCH_STRUCTURE", at: places.first(first), expected: "genesis",
                    found: "an opening",
                    "Epoch 0 must begin with the founding record and nothing else.")
            ]
        }
        // Epoch 0 is genesis and its close, so anything else means that an opening is missing.
        guard first.count > 2 else { return [] }
        return [
            Finding(
                .failure, "EPOCH_STRUCTURE",
                at: Place(
                    member: places.log.member, log: places.log.label, sequence: first.first + 2,
                    epoch: 0),
                expected: "the opening of epoch 1", found: "another record",
                "Epoch 0 holds more than the founding record and its close: an opening is missing.")
        ]
    }

    /// Behind the record that ends a log stands the close of its epoch and nothing else.
    private var ending: [Finding] {
        places.log.entries(of: LogEndBody.family).compactMap { end in
            guard let place = firstPlace(behindEnd: end.seq) else { return nil }
            return Finding(
                .failure, "LOG_RUNS_ON", at: places.log.place(of: place),
                expected: "nothing behind the close of the log",
                found: Wording.count(
                    places.log.table.count &- min(place, places.log.table.count), "record"),
                "The log goes on after the record that ended it.")
        }
    }

    /// The first record that may not stand behind the end; nil where the log stops as it must.
    ///
    /// A program that stopped before the close opens one more epoch and closes it.
    private func firstPlace(behindEnd end: UInt64) -> UInt64? {
        var rest = places.log.epochs.drop { $0.last < end }
        guard var epoch = rest.popFirst() else { return nil }
        let due = epoch.closes.first ?? end
        if due > end &+ 1 { return end &+ 1 }
        if epoch.last > due { return due &+ 1 }
        while !epoch.isClosed, let next = rest.popFirst() {
            if next.count > (next.isClosed ? 2 : 1) { return next.first &+ 1 }
            epoch = next
        }
        return rest.first?.first
    }

    private var strays: [Finding] {
        places.log.problems.filter { $0.kind == .epoch }.map { problem in
            Finding(
                .failure, problem.code,
                at: Place(
                    member: places.log.member, log: places.log.label, sequence: problem.seq,
                    offset: problem.offset),
                expected: problem.expected, found: problem.found, problem.sentence)
        }
    }
}

/// Whether each epoch has one close at its end, or the next opening accounts for the loss.
private struct EpochClosing {
    let places: EpochPlaces
    let limit: Int64

    var findings: [Finding] {
        let epochs = places.log.epochs
        return epochs.indices.flatMap { index in
            let next = index + 1 < epochs.count ? epochs[index + 1] : nil
            return closing(of: epochs[index], next: next)
        }
    }

    private func closing(of epoch: EpochFacts, next: EpochFacts?) -> [Finding] {
        if epoch.closes.count > 1 {
            return epoch.closes.dropFirst().map { second in
                Finding(
                    .failure, "EPOCH_DOUBLE_CLOSE",
                    at: Place(
                        member: places.log.member, log: places.log.label, sequence: second,
                        epoch: epoch.number),
                    expected: "one close", found: Wording.count(epoch.closes.count, "close"),
                    "Epoch \(epoch.number) is closed more than once.")
            }
        }
        guard let close = epoch.closes.first else { return unclosed(epoch, next: next) }
        if close != epoch.last {
            return [
                Finding(
                    .failure, "EPOCH_STRUCTURE",
                    at: Place(
                        member: places.log.member, log: places.log.label, sequence: close &+ 1,
                        epoch: epoch.number),
                    expected: "the opening of the next epoch", found: "another record",
                    "A record follows the close of epoch \(epoch.number) without an opening.")
            ]
        }
        guard let recovery = next?.open?.recovery, let next else { return [] }
        return [
            Finding(
                .observation, "EPOCH_STRUCTURE", at: places.first(next),
                found: "recovery from record \(recovery.seq)",
                "Epoch \(next.number) says that it recovered from a loss, though epoch "
                    + "\(epoch.number) was closed.")
        ]
    }

    private func unclosed(_ epoch: EpochFacts, next: EpochFacts?) -> [Finding] {
        guard let next else {
            return [
                Finding(
                    .failure, "EPOCH_UNCLOSED", at: places.last(epoch), expected: "a close",
                    found: "the end of the log",
                    "The last epoch of the log has no close.")
            ]
        }
        guard let recovery = next.open?.recovery else {
            return [
                Finding(
                    .failure, "EPOCH_STRUCTURE", at: places.first(next),
                    expected: "a recovery that accounts for epoch \(epoch.number)", found: "none",
                    "Epoch \(epoch.number) has no close, and the next one doesn't say why.")
            ]
        }
        return disagreements(recovery, epoch: epoch, next: next)
            + [stretch(recovery, epoch: epoch)]
    }

    /// What the recovery says of the last record found must be so.
    private func disagreements(
        _ recovery: Recovery, epoch: EpochFacts, next: EpochFacts
    ) -> [Finding] {
        var findings: [Finding] = []
        if recovery.seq != epoch.last {
            findings.append(
                Finding(
                    .failure, "RECOVERY_MISMATCH", at: places.first(next),
                    expected: "record \(recovery.seq)", found: "record \(epoch.last)",
                    "The recovery found another last record than stands there now."))
        } else if recovery.leaf != next.leafBefore {
            findings.append(
                Finding(
                    .failure, "RECOVERY_MISMATCH", at: places.first(next),
                    expected: recovery.leaf.hex, found: next.leafBefore.hex,
                    "The last record before the recovery isn't the one that was found."))
        }
        if let last = epoch.lastTime, last > recovery.time {
            findings.append(
                Finding(
                    .failure, "RECOVERY_MISMATCH", at: places.first(next),
                    expected: recovery.time.text, found: last.text,
                    "A record of the unclosed epoch is younger than the last one that was found."))
        }
        return findings
    }

    /// A crash and a cut tail look alike: the report shows the stretch.
    private func stretch(_ recovery: Recovery, epoch: EpochFacts) -> Finding {
        let seconds = recovery.startedAt.unixSeconds &- recovery.time.unixSeconds
        return Finding(
            seconds > limit ? .openQuestion : .observation, "EPOCH_UNCLOSED",
            at: places.last(epoch), expected: "a close",
            found: "nothing from \(recovery.time.text) to \(recovery.startedAt.text)",
            """
            Epoch \(epoch.number) was never closed: after record \(epoch.last) nothing is known \
            for \(Wording.span(seconds: seconds)). A crash and a cut tail look alike.
            """)
    }
}

/// CHAIN-007: the central copy equals the copy on the workstation.
///
/// This version forwards no logs, so a bundle holds one copy and there is nothing to compare.
struct ForwardingCheck: Check {
    let rule: RuleID = "CHAIN-007"
    let needs: [RuleID] = ["BND-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        .notApplicable(.nothingOfTheKind, examined: Wording.count(facts.logs.count, "log"))
    }
}

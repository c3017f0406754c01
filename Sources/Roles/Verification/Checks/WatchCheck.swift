import Cryptography
import Findings
import Records

/// CAP-003: where folders were watched, every interruption is told, looked into and short.
///
/// A log says that folders were watched by its records of the watching program, of gaps, or of what
/// is watched. Where it holds none of these, files were captured when somebody asked for it, and
/// there is nothing to ask.
///
/// Source: docs/formats/records.md §3, docs/rules.md.
struct WatchContinuityCheck: Check {
    let rule: RuleID = "CAP-003"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let watched = facts.logs.filter(\.isWatched)
        guard !watched.isEmpty else {
            return .notApplicable(
                facts.ground(forAbsent: ServiceBody.family), examined: facts.logCountText)
        }
        let limits = context.profile.limits
        var findings = FindingList()
        for log in watched {
            findings.add(GapJudge(log: log, limit: limits.gapSeconds).findings)
            findings.add(
                InterruptionJudge(log: log, skew: max(0, limits.skewMilliseconds)).findings)
            findings.add(ConfigurationWalk(log: log).findings)
        }
        let gaps = watched.reduce(0) { $0 + $1.entries(of: GapBody.family).count }
        return .findings(
            findings.kept, examined: Wording.count(gaps, "gap"), unlisted: findings.unlisted)
    }
}

extension LogFacts {
    /// Whether the log says that folders were watched.
    var isWatched: Bool {
        !rescanned.isEmpty
            || [ServiceBody.family, GapBody.family].contains { !entries(of: $0).isEmpty }
            || bodies(ConfigBody.self).contains { !$0.body.watched.isEmpty }
    }
}

/// Whether each gap was looked into, and what was found then stands in the log.
private struct GapJudge {
    let log: LogFacts
    let limit: Int64
    private let hidden: HiddenRecords

    init(log: LogFacts, limit: Int64) {
        self.log = log
        self.limit = limit
        hidden = HiddenRecords(of: CaptureBody.family, in: log)
    }

    var findings: [Finding] {
        let gaps = log.bodies(GapBody.self)
        var files = log.rescanned[...]
        var findings = strays(RescanCount(taking: &files, before: gaps.first?.seq))
        for (index, gap) in gaps.enumerated() {
            let next = index + 1 < gaps.count ? gaps[index + 1].seq : nil
            let found = RescanCount(taking: &files, before: next)
            findings += judge(gap.body, found, at: gap.seq, before: next)
        }
        return findings
    }

    private func judge(
        _ gap: GapBody, _ found: RescanCount, at seq: UInt64, before next: UInt64?
    ) -> [Finding] {
        guard let result = gap.result else {
            let rest = found.isEmpty ? [] : [contradiction(at: seq, "no rescan", found)]
            return [presence(gap, at: seq)] + rest
        }
        let stated = RescanCount(result)
        guard found != stated else { return [presence(gap, at: seq)] }
        if found.isWithin(stated), hidden.mayStand(after: seq, before: next) {
            return [presence(gap, at: seq), withheld(at: seq, stated, found)]
        }
        return [presence(gap, at: seq), contradiction(at: seq, stated.text, found)]
    }

    /// What a gap leaves open, as long as nobody can say what happened in it.
    private func presence(_ gap: GapBody, at seq: UInt64) -> Finding {
        let (seconds, overflow) = gap.to.unixSeconds.subtractingReportingOverflow(
            gap.from.unixSeconds)
        let isOrdered = gap.from <= gap.to && !overflow
        let isOpen = !isOrdered || gap.result == nil || seconds > limit
        let scope = gap.scope.map { ", \(Wording.excerpt($0))" } ?? ""
        let span = isOrdered ? " for \(Wording.span(seconds: seconds))" : ""
        let looked =
            gap.result == nil
            ? "Nobody looked afterwards for what had changed."
            : "A rescan told what had changed by the end of it."
        return Finding(
            isOpen ? .openQuestion : .observation, "GAP_PRESENT", at: log.place(of: seq),
            expected: "a rescan, within \(Wording.span(seconds: limit))",
            found: "\(Wording.excerpt(gap.cause))\(scope), \(gap.from.text) to \(gap.to.text)",
            """
            Nothing was watched\(span). \(looked) What was changed and put back in that time can't be \
            seen, so the records aren't shown to be complete for it.
            """)
    }

    private func contradiction(
        at seq: UInt64, _ stated: String, _ found: RescanCount
    ) -> Finding {
        Finding(
            .failure, "RESCAN_MISMATCH", at: log.place(of: seq), expected: stated,
            found: found.text,
            "The record of a gap counts other changes than the rescan's own records show.")
    }

    private func withheld(
        at seq: UInt64, _ stated: RescanCount, _ found: RescanCount
    ) -> Finding {
        Finding(
            .openQuestion, "HIDDEN", at: log.place(of: seq), expected: stated.text,
            found: "\(found.text) shown, and withheld file events",
            "What a rescan found may stand in withheld records, so its count can't be checked.")
    }

    /// Findings of a rescan in front of every gap: nobody says why there was one.
    private func strays(_ found: RescanCount) -> [Finding] {
        guard !found.isEmpty, let stray = log.rescanned.first else { return [] }
        return [
            Finding(
                .openQuestion, "GAP_UNRECORDED", at: log.place(of: stray.seq),
                expected: "the record of a gap in front of it", found: found.text,
                "A rescan found changes, and no record tells of a time without watching.")
        ]
    }
}

/// How many files a rescan found in which way.
private struct RescanCount: Hashable {
    var created: UInt64 = 0
    var modified: UInt64 = 0
    var deleted: UInt64 = 0

    init(_ result: Reconciliation) {
        (created, modified, deleted) = (result.created, result.modified, result.deleted)
    }

    /// Takes the records in front of a place, or all that are left.
    init(taking files: inout ArraySlice<RescannedFile>, before end: UInt64?) {
        while let file = files.first, end.map({ file.seq < $0 }) ?? true {
            files.removeFirst()
            switch file.event {
            case .created: created += 1
            case .modified: modified += 1
            case .deleted: deleted += 1
            }
        }
    }

    var isEmpty: Bool { created == 0 && modified == 0 && deleted == 0 }

    func isWithin(_ other: RescanCount) -> Bool {
        created <= other.created && modified <= other.modified && deleted <= other.deleted
    }

    var text: String {
        "\(Wording.number(created)) new, \(Wording.number(modified)) changed, "
            + "\(Wording.number(deleted)) gone"
    }
}

/// Whether each time in which the watching program didn't run is covered by the record of a gap.
private struct InterruptionJudge {
    let log: LogFacts
    /// How far two readings of one clock may lie apart, in milliseconds.
    let skew: Int64

    /// A time without the program, by the record that ends it.
    private struct Interruption {
        let seq: UInt64
        let from: Timestamp
        let to: Timestamp
    }

    /// The gap stands behind the record that ends the interruption, and in front of the next one's.
    var findings: [Finding] {
        let lost = interruptions
        var gaps = log.bodies(GapBody.self)[...]
        return lost.indices.compactMap { index in
            let end = index + 1 < lost.count ? lost[index + 1].seq : nil
            var isTold = false
            while let gap = gaps.first, end.map({ gap.seq < $0 }) ?? true {
                gaps.removeFirst()
                isTold = isTold || (gap.seq > lost[index].seq && covers(gap.body, lost[index]))
            }
            return isTold ? nil : finding(on: lost[index])
        }
    }

    private func finding(on lost: Interruption) -> Finding {
        Finding(
            .openQuestion, "GAP_UNRECORDED", at: log.place(of: lost.seq),
            expected: "the record of a gap over this time, behind it",
            found: "nothing from \(lost.from.text) to \(lost.to.text)",
            "The watching program didn't run, and no record tells of the time in between.")
    }

    private func covers(_ gap: GapBody, _ lost: Interruption) -> Bool {
        lost.from.milliseconds(to: gap.from) <= skew && gap.to.milliseconds(to: lost.to) <= skew
    }

    /// From a stop to the next start, and from the last record before a crash to the restart.
    private var interruptions: [Interruption] {
        var found: [Interruption] = []
        var stopped: Timestamp?
        var isRunning = false
        for kept in log.entries {
            let time = kept.entry.time.utc
            switch kept.body {
            case let body as ServiceBody where body.event == .stop:
                stopped = stopped ?? time
                isRunning = false
            case is ServiceBody:
                if let from = stopped {
                    found.append(Interruption(seq: kept.seq, from: from, to: time))
                }
                (stopped, isRunning) = (nil, true)
            case let body as EpochOpenBody:
                guard isRunning, let lost = body.recovery else { continue }
                found.append(Interruption(seq: kept.seq, from: lost.time, to: lost.startedAt))
            default: continue
            }
        }
        return found
    }
}

/// Follows the configuration through the log: every change has its record, and says what is no longer
/// watched.
private struct ConfigurationWalk {
    private let log: LogFacts
    private var inForce: Digest?
    private var watched: Set<String> = []
    private(set) var findings: [Finding] = []

    init(log: LogFacts) {
        self.log = log
        inForce = log.genesis?.configSha256
        for kept in log.entries {
            switch kept.body {
            case let body as ConfigBody: take(body, at: kept.seq)
            case let body as EpochOpenBody: take(body.configSha256, at: kept.seq)
            default: continue
            }
        }
    }

    /// An epoch opens under a configuration that no record brought into force.
    private mutating func take(_ digest: Digest, at seq: UInt64) {
        defer { inForce = digest }
        guard let before = inForce, before != digest else { return }
        findings.append(
            Finding(
                .openQuestion, "CONFIG_CHANGED", at: log.place(of: seq),
                expected: "configuration \(before.hex)", found: digest.hex,
                "The configuration was changed, and no record says so, or what is watched since."))
    }

    private mutating func take(_ body: ConfigBody, at seq: UInt64) {
        let before = inForce
        let dropped = body.watched.isEmpty ? [] : watched.subtracting(body.watched).sorted()
        inForce = body.sha256
        if !body.watched.isEmpty { watched = Set(body.watched) }
        if let before, let previous = body.previous, previous != before {
            findings.append(
                Finding(
                    .failure, "CONFIG_CHANGED", at: log.place(of: seq),
                    expected: "a change of \(before.hex)", found: "one of \(previous.hex)",
                    "The record of a changed configuration names another one before it."))
        } else if before == body.sha256, !dropped.isEmpty {
            findings.append(
                Finding(
                    .failure, "CONFIG_CHANGED", at: log.place(of: seq),
                    expected: "another digest", found: "the same, without \(Self.text(dropped))",
                    "Less is watched than before under what is said to be the same configuration."))
        } else if before != body.sha256 {
            let less =
                dropped.isEmpty
                ? "" : " Since then these folders are no longer watched: \(Self.text(dropped))."
            findings.append(
                Finding(
                    .observation, "CONFIG_CHANGED", at: log.place(of: seq),
                    found: Wording.excerpt(body.reason),
                    "The configuration was changed, and a record tells of it.\(less)"))
        }
    }

    private static func text(_ folders: [String]) -> String {
        Wording.list(folders.map { Wording.excerpt($0) })
    }
}

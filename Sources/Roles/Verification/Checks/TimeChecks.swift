import Findings
import Records

/// The checks on the times that records state of themselves, in catalogue order.
enum TimeChecks {
    static let all: [any Check] = [
        ZoneCheck(), RunningForwardCheck(), SkewCheck(), ClockChangesCheck(),
        BetweenReceiptsCheck(),
    ]
}

/// TIME-002: times don't step back unaccounted, and the seal comes after them and soon.
struct RunningForwardCheck: Check {
    let rule: RuleID = "TIME-002"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let skew = context.profile.limits.skewMilliseconds
        let steps = facts.logs.flatMap { log in
            Self.steps(of: log, beyond: skew) + Self.counters(of: log) + log.unlistedTimes
        }
        let sealed = facts.seal.closed.map {
            SealMoment(seal: $0, facts: facts, context: context).findings
        }
        return .findings(steps + (sealed ?? []), examined: facts.logCountText)
    }

    private static func steps(of log: LogFacts, beyond skew: Int64) -> [Finding] {
        log.clock.stepsBack.filter { !$0.isAccounted && $0.milliseconds > skew }.map { step in
            Finding(
                .failure, "TIME_ORDER", at: log.place(of: step.seq),
                expected: "not before \(step.before.text)", found: step.time.text,
                """
                Record \(step.seq) is dated before the record in front of it, and no record tells \
                of a change of the clock.
                """)
        }
    }

    private static func counters(of log: LogFacts) -> [Finding] {
        log.clock.countersBack.map { seq in
            Finding(
                .failure, "TIME_ORDER", at: log.place(of: seq),
                expected: "a counter that only runs forward", found: "a smaller number",
                "The counter that only runs forward stands lower than in the record in front, "
                    + "though the machine wasn't started anew.")
        }
    }
}

/// TIME-003: the clock was within its limit against a reference, by what records state of it.
struct SkewCheck: Check {
    let rule: RuleID = "TIME-003"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = facts.logs.flatMap { log in
            [
                Self.skew(log, context.profile.limits), Self.age(log, context.profile.limits),
                Self.unmeasured(log),
            ].compactMap { $0 }
        }
        let measured = facts.logs.reduce(UInt64(0)) { $0 &+ $1.clock.sync.measured }
        return .findings(findings, examined: Wording.count(measured, "measured record"))
    }

    private static func skew(_ log: LogFacts, _ limits: ProfileLimits) -> Finding? {
        guard let worst = log.clock.sync.largestOffset, worst.value > limits.skewMilliseconds
        else { return nil }
        return Finding(
            .failure, "CLOCK_SKEW", at: log.place(of: worst.seq),
            expected: "at most \(Wording.count(limits.skewMilliseconds, "millisecond"))",
            found: Wording.count(worst.value, "millisecond"),
            "The clock was further from its reference than the profile allows.")
    }

    private static func age(_ log: LogFacts, _ limits: ProfileLimits) -> Finding? {
        guard let oldest = log.clock.sync.oldestCheck, oldest.value > limits.syncAgeSeconds
        else { return nil }
        return Finding(
            .openQuestion, "SYNC_STALE", at: log.place(of: oldest.seq),
            expected: "a measurement of the last \(Wording.span(seconds: limits.syncAgeSeconds))",
            found: "one \(Wording.span(seconds: oldest.value)) old",
            "The clock was compared with its reference too long before the record was made.")
    }

    private static func unmeasured(_ log: LogFacts) -> Finding? {
        guard let first = log.clock.sync.firstUnmeasured else { return nil }
        let counts = log.clock.sync.unmeasured.map {
            "\(Wording.number($0.value)) \($0.key.rawValue)"
        }
        return Finding(
            .openQuestion, "SYNC_NOT_MEASURED", at: log.place(of: first),
            expected: "a measured offset and when it was measured",
            found: Wording.list(counts.sorted()),
            "Records don't say how far their clock was from a reference, so it can't be held "
                + "against a limit.")
    }
}

/// TIME-004: where the wall clock left the counter that only runs forward, a record tells of it.
struct ClockChangesCheck: Check {
    let rule: RuleID = "TIME-004"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let skew = context.profile.limits.skewMilliseconds
        let findings = facts.logs.flatMap { log in
            log.clock.jumps.filter { $0.milliseconds.magnitude > UInt64(max(0, skew)) }
                .map { Self.finding(on: $0, log, skew) } + log.unlistedTimes
        }
        let told = facts.logs.reduce(0) { $0 + $1.entries(of: ClockBody.family).count }
        return .findings(findings, examined: Wording.count(told, "recorded change"))
    }

    private static func finding(on jump: ClockJump, _ log: LogFacts, _ skew: Int64) -> Finding {
        let size = "\(Wording.number(jump.milliseconds)) milliseconds"
        guard let told = jump.told else {
            return Finding(
                .failure, "CLOCK_JUMP", at: log.place(of: jump.seq),
                expected: "a record of the change", found: "\(size) and none",
                "The clock was changed in front of this record, and no record tells of it.")
        }
        let difference = told.milliseconds - jump.milliseconds
        guard difference.magnitude <= UInt64(max(0, skew)) else {
            return Finding(
                .failure, "CLOCK_JUMP", at: log.place(of: told.seq), expected: size,
                found: "\(Wording.number(told.milliseconds)) milliseconds",
                "The record of a change of the clock tells of another one than the clocks show.")
        }
        return Finding(
            .observation, "CLOCK_STEP", at: log.place(of: told.seq), found: size,
            "The clock was changed here, as the log itself noticed; who did it isn't recorded.")
    }
}

extension LogFacts {
    /// Says that more was seen of the clock than is kept, so that the rest wasn't judged.
    var unlistedTimes: [Finding] {
        guard clock.unlisted > 0 else { return [] }
        return [
            Finding(
                .openQuestion, "LIMIT_EXCEEDED", at: Place(member: member, log: label),
                expected: "at most \(Wording.number(ClockWalk.limit)) changes of each kind",
                found: Wording.count(clock.unlisted, "more change"),
                "The clock of this log changed so often that not every change was judged.")
        ]
    }
}

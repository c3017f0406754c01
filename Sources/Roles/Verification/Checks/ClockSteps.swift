import Findings
import Records

extension LogFacts {
    /// Steps back of the clock beyond a tolerance that no `clock` record tells of.
    ///
    /// - Parameter milliseconds: By how much a clock may step back, 0 or more.
    func unaccountedSteps(beyond milliseconds: Int64) -> [Finding] {
        stepsBack.filter { !$0.isAccounted && $0.milliseconds > milliseconds }.map { step in
            Finding(
                .failure, "TIME_ORDER",
                at: Place(
                    member: member, log: label, sequence: step.seq,
                    epoch: epoch(of: step.seq)?.number),
                expected: "not before \(step.before.text)", found: step.time.text,
                """
                Record \(step.seq) is dated before the record in front of it, and no record tells \
                of a change of the clock.
                """)
        }
    }
}

extension StepBack {
    /// How far the clock stepped back, in milliseconds.
    var milliseconds: Int64 {
        let seconds = before.unixSeconds &- time.unixSeconds
        return seconds &* 1000 &+ (before.nanoseconds &- time.nanoseconds) / 1_000_000
    }
}

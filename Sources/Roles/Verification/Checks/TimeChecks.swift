import Findings

/// The checks on the times that records state of themselves, in catalogue order.
enum TimeChecks {
    static let all: [any Check] = [RunningForwardCheck()]
}

/// TIME-002: times don't step back unaccounted, and the seal comes after them and soon.
struct RunningForwardCheck: Check {
    let rule: RuleID = "TIME-002"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let steps = facts.logs.flatMap {
            $0.unaccountedSteps(beyond: context.profile.limits.skewMilliseconds)
        }
        let sealed = facts.seal.closed.map {
            SealMoment(seal: $0, facts: facts, context: context).findings
        }
        return .findings(steps + (sealed ?? []), examined: facts.logCountText)
    }
}

package import Findings

/// Asks every rule of a profile and gets one result for each, always.
///
/// 1. The plan is the profile's rules in catalogue order, whatever the facts are.
/// 2. A rule whose ground is missing is not run, and its result names the blocker.
/// 3. Every other rule is asked, on all cores, and behind those whose results it looks at; nothing
///    stops at the first failure.
/// 4. Observations never fail: a rule of that weight is lowered to an observation.
package struct PlanRunner: Sendable {
    private let checks: [RuleID: any Check]

    /// Takes the checks to run with; of two for one rule the first counts.
    package init(checks: [any Check]) {
        self.checks = Dictionary(checks.map { ($0.rule, $0) }, uniquingKeysWith: { one, _ in one })
    }

    /// Asks the profile's rules.
    ///
    /// - Returns: One result per rule of the profile, in catalogue order.
    package func results(on facts: Facts, in context: JudgementContext) async -> [RuleResult] {
        let plan = context.profile.plan
        let (seeing, alone) = (plan.filter(seesOthers), plan.filter { !seesOthers($0) })
        var context = context
        for result in await results(of: alone, on: facts, in: context) {
            context.prior[result.rule.id] = result
        }
        for rule in seeing {
            context.prior[rule.id] = result(of: rule, on: facts, in: context)
        }
        return plan.compactMap { context.prior[$0.id] }
    }

    private func seesOthers(_ rule: Rule) -> Bool { checks[rule.id]?.sees.isEmpty == false }

    /// Asks rules that don't look at each other's results, side by side.
    private func results(
        of rules: [Rule], on facts: Facts, in context: JudgementContext
    ) async -> [RuleResult] {
        await withTaskGroup(of: RuleResult.self) { group in
            for rule in rules {
                group.addTask { result(of: rule, on: facts, in: context) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func result(
        of rule: Rule, on facts: Facts, in context: JudgementContext
    ) -> RuleResult {
        guard let check = checks[rule.id] else {
            // A profile can name a rule that nothing answers only by our own mistake; it stays open.
            return RuleResult(rule: rule, outcome: .notRun(blockedBy: rule.id))
        }
        if let blocker = check.needs.first(where: { facts.lacksGround(of: $0) }) {
            return RuleResult(rule: rule, outcome: .notRun(blockedBy: blocker))
        }
        switch check.run(on: facts, in: context) {
        case .findings(let findings, let examined, let unlisted):
            return Self.weighed(rule, findings, examined, unlisted)
        case .notApplicable(let ground, let notes, let examined):
            return RuleResult(
                rule: rule, outcome: .notApplicable(ground), findings: notes, examined: examined)
        case .blocked(let blocker, let notes):
            return RuleResult(rule: rule, outcome: .notRun(blockedBy: blocker), findings: notes)
        }
    }

    private static func weighed(
        _ rule: Rule, _ findings: [Finding], _ examined: String?, _ unlisted: Int
    ) -> RuleResult {
        let result = RuleResult(
            rule: rule, findings: findings, examined: examined, unlisted: unlisted)
        guard rule.severity == .observation, result.outcome != .passed else { return result }
        return RuleResult(
            rule: rule, outcome: .observation, findings: findings, examined: examined,
            unlisted: unlisted)
    }
}

internal import Findings
internal import Reporting
internal import Verification

/// The pages of `docs/rules`, one a rule, and the list of them.
package enum RulePages {
    /// Name of the file and what it holds, the list first.
    package static var all: [(name: String, text: String)] {
        let explanations = Catalogue.rules.map { rule in
            RuleExplanation(rule, profiles: profiles(of: rule.id), samples: samples(of: rule.id))
        }
        return [(name: "README.md", text: RuleExplanation.list(explanations))]
            + explanations.map { (name: "\($0.rule.id).md", text: $0.page) }
    }

    private static func profiles(of rule: RuleID) -> [String] {
        Profile.shipped.filter { profile in profile.plan.contains { $0.id == rule } }.map(\.name)
    }

    private static func samples(of rule: RuleID) -> [RuleSample] {
        Samples.all.compactMap { sample in
            sample.rules[rule.rawValue].map { RuleSample(name: sample.name, answer: $0) }
        }
    }
}

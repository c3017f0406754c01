import CommandSupport
import Cryptography
import Findings
import Reporting
import SelfTest
import Verification

/// What the program says of itself: its rules and their reasons.
enum Explanation {
    /// Lists every rule with its weight and whether this version asks it.
    static func listRules(_ arguments: ParsedArguments) throws(CommandFailure) -> ExitStatus {
        if arguments.flag("json") {
            let rules = Catalogue.rules.map(explanation)
            try StandardStreams.write(RuleList.json(rules, sha256: Catalogue.sha256.hex))
        } else {
            try StandardStreams.write(RuleList.table(Catalogue.rules))
        }
        return .success
    }

    /// Explains a rule or a reason code.
    static func explain(_ word: String, _ arguments: ParsedArguments) throws -> ExitStatus {
        let word = word.uppercased()
        if let rule = Catalogue.rule(RuleID(rawValue: word)) {
            try StandardStreams.write(explanation(of: rule).text())
        } else if let text = ReasonCodes.explanation(of: word, rules: Catalogue.rules) {
            try StandardStreams.write(text)
        } else {
            throw arguments.usage(
                "there is no rule or reason code \(Printable.line(word)); "
                    + "'trailseal-verify rules' lists the rules")
        }
        return .success
    }

    private static func explanation(of rule: Rule) -> RuleExplanation {
        let profiles = Profile.shipped.filter { profile in
            profile.plan.contains { $0.id == rule.id }
        }
        let samples = (Corpus.builtIn?.samples ?? []).compactMap { sample in
            sample.rules[rule.id.rawValue].map { RuleSample(name: sample.name, answer: $0) }
        }
        return RuleExplanation(rule, profiles: profiles.map(\.name), samples: samples)
    }
}

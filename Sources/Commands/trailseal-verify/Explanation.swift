import CommandSupport
import Findings
import Reporting
import Verification

/// What the program says of itself: its rules, their reasons, its known answers.
enum Explanation {
    /// Lists every rule with its weight and whether this version asks it.
    static func listRules() throws(CommandFailure) -> ExitStatus {
        let width = Catalogue.rules.map(\.id.rawValue.count).max() ?? 0
        let lines = Catalogue.rules.map { rule in
            let state = rule.isImplemented ? rule.severity.rawValue : "not implemented"
            return pad(rule.id.rawValue, width + 2) + pad(state, 17) + rule.title
        }
        try StandardStreams.write(lines.map { $0 + "\n" }.joined())
        return .success
    }

    /// Explains a rule or a reason code.
    static func explain(_ word: String, _ arguments: ParsedArguments) throws -> ExitStatus {
        if let rule = Catalogue.rule(RuleID(rawValue: word.uppercased())) {
            try StandardStreams.write(text(of: rule))
        } else if let meaning = ReasonCodes.meaning(of: word.uppercased()) {
            try StandardStreams.write("\(word.uppercased())\n\n  \(meaning)\n")
        } else {
            throw arguments.usage(
                "there is no rule or reason code \(Printable.line(word)); "
                    + "'trailseal-verify rules' lists the rules")
        }
        return .success
    }

    private static func text(of rule: Rule) -> String {
        var facts = [
            ("Question", rule.question),
            (
                "Serves",
                rule.clauses.map { "\($0.citation) (\($0.strength.rawValue))" }
                    .joined(separator: "; ")
            ),
            ("Weight", rule.severity.rawValue), ("Part", rule.block.rawValue),
            ("Rests on", rule.basis.rawValue), ("Evidence missing", missing(rule.missing)),
        ]
        if let phrase = RulePhrases.phrase(for: rule.id) {
            facts += [
                ("If it fails", phrase.whenFailed), ("If open", phrase.whenOpen),
                ("Check it", phrase.reproduce),
            ]
        }
        if !rule.isImplemented { facts.append(("State", "not implemented in this version")) }
        return "\(rule.id)  \(rule.title)\n\n"
            + facts.map { label, value in
                TextReport.labelled(label, value, indent: 20, width: 80)
            }.joined()
    }

    private static func missing(_ missing: MissingEvidence) -> String {
        switch missing {
        case .fails: "the rule fails"
        case .indeterminate: "the rule stays open"
        case .notApplicable: "the rule does not apply, on one of three grounds"
        }
    }

    /// Computes the known answers, one line each.
    static func selfTest() throws(CommandFailure) -> ExitStatus {
        let results = KnownAnswers.cases.map { ($0.name, $0.holds()) }
        let lines = results.map { pad($1 ? "ok" : "WRONG", 8) + $0 + "\n" }
        try StandardStreams.write(lines.joined())
        let wrong = results.filter { !$0.1 }
        guard wrong.isEmpty else {
            throw CommandFailure(
                .internalError,
                "\(wrong.count) known answers come out wrong: do not rely on this "
                    + "program on this machine")
        }
        return .success
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

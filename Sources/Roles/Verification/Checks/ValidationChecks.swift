import Findings

/// VAL-004: this program gives the known answers now, on this machine.
struct KnownAnswersCheck: Check {
    let rule: RuleID = "VAL-004"
    let needs: [RuleID] = []
    /// The names of the cases that came out otherwise.
    var failures: @Sendable () -> [String] = { KnownAnswers.failuresOfThisProcess }

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = failures().map { name in
            Finding(
                .failure, "KNOWN_ANSWER", expected: name, found: "another answer",
                """
                This program doesn't give a known answer on this machine, so nothing it says of \
                the bundle counts.
                """)
        }
        return .findings(
            findings, examined: Wording.count(KnownAnswers.cases.count, "known answer"))
    }
}

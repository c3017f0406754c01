import Findings

/// VAL-004: this program gives the known answers now, on this machine.
struct KnownAnswersCheck: Check {
    let rule: RuleID = "VAL-004"
    let needs: [RuleID] = []

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = KnownAnswers.failuresOfThisProcess.map { name in
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

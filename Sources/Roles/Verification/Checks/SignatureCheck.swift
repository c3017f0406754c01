import Findings

/// A check that looks at every signature that is shown.
protocol SignatureCheck: Check {
    /// What is wrong with the signatures, at least one.
    func findings(
        on views: [SignatureView], facts: Facts, context: JudgementContext
    ) -> [Finding]
}

extension SignatureCheck {
    var needs: [RuleID] { ["BND-001", "REC-001"] }

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        guard facts.showsSignatures else { return facts.answerWithoutSignatures }
        let views = context.signatures
        return .findings(
            findings(on: views, facts: facts, context: context),
            examined: Wording.count(views.count, "signature"))
    }
}

/// What decides whether a signature counts: SIG-001, SIG-003 and SIG-004 together.
struct SignatureJudgement {
    let facts: Facts
    let context: JudgementContext
    /// Every signature that is shown, by log and sequence.
    let views: [SignatureView]
    private let reused: SignatureReuse

    init(_ facts: Facts, _ context: JudgementContext) {
        self.facts = facts
        self.context = context
        views = context.signatures
        reused = SignatureReuse(views)
    }

    /// What is wrong with one of them.
    func findings(on view: SignatureView) -> [Finding] {
        ManifestationCheck.findings(on: view, facts: facts, context: context)
            + TargetCheck.findings(on: view, facts: facts)
            + BindingCheck.findings(on: view, facts: facts, reused: reused)
    }
}

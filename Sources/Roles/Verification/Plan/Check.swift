package import Findings

/// One question made executable: a stateless value that reads facts and answers.
///
/// It never throws, prints, reads a file or asks the clock.
package protocol Check: Sendable {
    /// The rule it answers.
    var rule: RuleID { get }
    /// The rules whose ground it stands on, nearest first; see `Facts.lacksGround(of:)`.
    var needs: [RuleID] { get }
    /// The rules whose results it looks at, each earlier in the catalogue; mostly none.
    var sees: [RuleID] { get }
    /// Answers the rule from facts.
    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer
}

extension Check {
    /// None: most checks look at facts alone.
    package var sees: [RuleID] { [] }
}

/// What a check came to.
package enum CheckAnswer: Hashable, Sendable {
    /// It was asked: the findings decide, none means passed. What is unlisted is counted and has the
    /// effect of one that is listed.
    case findings([Finding], examined: String? = nil, unlisted: Int = 0)
    /// There was nothing to ask, on one of the three grounds, with notes that explain it.
    case notApplicable(NotApplicableGround, notes: [Finding] = [], examined: String? = nil)
    /// It couldn't be asked, as another rule's ground is missing.
    case blocked(by: RuleID, notes: [Finding] = [])
}

/// One thing that a report says, and who would have to act together to make it false.
///
/// Source: docs/formats/report.md §14.
package struct Reliance: Hashable, Sendable {
    /// A stable name, such as `T-01`.
    package var id: String
    /// What is said, as one sentence.
    package var claim: String
    /// The rules that the sentence rests on.
    package var rules: [RuleID]
    /// Whether every one of these that was asked holds; otherwise nobody has to act to make it false.
    package var isShown: Bool
    /// Those who would all have to act together; one alone suffices where one stands here.
    package var parties: [String]
    /// What a reader should know besides.
    package var note: String?

    /// Makes the line of its parts.
    package init(
        id: String, claim: String, rules: [RuleID], isShown: Bool, parties: [String],
        note: String? = nil
    ) {
        self.id = id
        self.claim = claim
        self.rules = rules
        self.isShown = isShown
        self.parties = parties
        self.note = note
    }
}

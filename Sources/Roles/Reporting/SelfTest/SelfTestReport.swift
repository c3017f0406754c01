/// What a verifier's test of itself came to: a page that can be filed.
///
/// Source: docs/formats/report.md §11.
package struct SelfTestReport: Hashable, Sendable {
    /// A profile with the digest that reports print.
    package struct Profile: Hashable, Sendable {
        /// Its name.
        package let name: String
        /// SHA-256, 64 hex digits.
        package let sha256: String

        /// Pairs a name with the digest.
        package init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }
    }

    /// A known answer, and whether it came out.
    package struct Answer: Hashable, Sendable {
        /// What was computed.
        package let name: String
        /// Whether the answer came out.
        package let holds: Bool

        /// Pairs a name with whether it holds.
        package init(name: String, holds: Bool) {
            self.name = name
            self.holds = holds
        }
    }

    /// A rule that came to something else than it must.
    package struct WrongRule: Hashable, Sendable {
        /// The rule.
        package let rule: String
        /// What it must come to.
        package let expected: String
        /// What it came to.
        package let found: String

        /// Makes the line of its parts.
        package init(rule: String, expected: String, found: String) {
            self.rule = rule
            self.expected = expected
            self.found = found
        }
    }

    /// A bundle of the corpus, and how it was judged.
    package struct Bundle: Hashable, Sendable {
        /// The sample's name.
        package let name: String
        /// The verdict that it must get.
        package let expected: String
        /// The verdict that it got, or why it got none.
        package let found: String
        /// Of how many rules the answers were compared.
        package let ruleCount: Int
        /// Those that came to something else.
        package let wrongRules: [WrongRule]

        /// Makes the line of its parts.
        package init(
            name: String, expected: String, found: String, ruleCount: Int, wrongRules: [WrongRule]
        ) {
            self.name = name
            self.expected = expected
            self.found = found
            self.ruleCount = ruleCount
            self.wrongRules = wrongRules
        }

        /// Whether verdict and rules are as they must be.
        package var isRight: Bool { expected == found && wrongRules.isEmpty }
    }

    /// Name and version of the program.
    package let program: String
    /// The date that was given to be printed; nil without one.
    package let date: String?
    /// SHA-256 of the rule catalogue, 64 hex digits.
    package let ruleSetSHA256: String
    /// Version and SHA-256 of the table of algorithms.
    package let algorithmTable: String
    /// The profiles that come with the program.
    package let profiles: [Profile]
    /// SHA-256 of the corpus, 64 hex digits; nil where the program holds none that can be read.
    package let corpusSHA256: String?
    /// The known answers.
    package let answers: [Answer]
    /// The bundles of the corpus.
    package let bundles: [Bundle]

    /// Makes a report of its parts.
    package init(
        program: String, date: String?, ruleSetSHA256: String, algorithmTable: String,
        profiles: [Profile], corpusSHA256: String?, answers: [Answer], bundles: [Bundle]
    ) {
        self.program = program
        self.date = date
        self.ruleSetSHA256 = ruleSetSHA256
        self.algorithmTable = algorithmTable
        self.profiles = profiles
        self.corpusSHA256 = corpusSHA256
        self.answers = answers
        self.bundles = bundles
    }

    /// Whether everything came out; an empty test never passes.
    package var isPassed: Bool {
        corpusSHA256 != nil && !answers.isEmpty && !bundles.isEmpty && rightCount == caseCount
    }

    /// Known answers and bundles together.
    package var caseCount: Int { answers.count + bundles.count }

    /// Those that came out.
    package var rightCount: Int { answers.count(where: \.holds) + bundles.count(where: \.isRight) }

    /// The word for the whole.
    package var word: String { isPassed ? "PASSED" : "FAILED" }
}

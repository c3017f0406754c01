/// Where in a bundle something was seen.
package struct Place: Hashable, Sendable {
    /// The member's path, as its bytes read.
    package var member: String?
    /// The log, as the first 16 hex digits of its id.
    package var log: String?
    /// The sequence number of the record.
    package var sequence: UInt64?
    /// The epoch.
    package var epoch: UInt64?
    /// The byte offset in the member, or in the archive where no member is named.
    package var offset: UInt64?

    /// Names the parts that are known.
    package init(
        member: String? = nil, log: String? = nil, sequence: UInt64? = nil,
        epoch: UInt64? = nil, offset: UInt64? = nil
    ) {
        self.member = member
        self.log = log
        self.sequence = sequence
        self.epoch = epoch
        self.offset = offset
    }

    /// Nowhere in particular: the bundle as a whole.
    package static let wholeBundle = Place()
}

/// One thing that a check saw.
///
/// Strings hold the bundle's own words, unescaped: each renderer makes them harmless.
package struct Finding: Hashable, Sendable {
    /// What the finding does to its rule.
    package enum Effect: String, Hashable, Sendable {
        /// The evidence contradicts.
        case failure
        /// The evidence is missing or can't be judged.
        case openQuestion = "open question"
        /// Worth a human look.
        case observation
        /// Said for completeness.
        case note
    }

    /// What it does to its rule.
    package let effect: Effect
    /// The reason code in capitals, such as `TRAILING_DATA`; a closed list in docs/rules.
    package let code: String
    /// Where it was seen.
    package let place: Place
    /// What a sound bundle would show there.
    package let expected: String?
    /// What stands there.
    package let found: String?
    /// One sentence for a reader who isn't an engineer.
    package let sentence: String

    /// Makes a finding of its parts.
    package init(
        _ effect: Effect, _ code: String, at place: Place = .wholeBundle,
        expected: String? = nil, found: String? = nil, _ sentence: String
    ) {
        self.effect = effect
        self.code = code
        self.place = place
        self.expected = expected
        self.found = found
        self.sentence = sentence
    }
}

/// Why a rule had nothing to ask; there are three grounds and no fourth.
///
/// Source: docs/formats/bundle.md §14.
package enum NotApplicableGround: String, Hashable, Sendable {
    /// Nothing of the kind in the bundle's own bytes (computed).
    case nothingOfTheKind = "nothing of the kind in the bundle"
    /// None recorded, by the closes' counts (computed).
    case noneRecorded = "none recorded by the counts of the log"
    /// Kept elsewhere, by the approved request (attested).
    case keptElsewhere = "kept elsewhere, as the approved request declares"
}

/// What a rule's question came to.
package enum Outcome: Hashable, Sendable {
    /// The evidence shows it.
    case passed
    /// The evidence contradicts it.
    case failed
    /// The evidence is missing or can't be judged.
    case indeterminate
    /// There was nothing to ask.
    case notApplicable(NotApplicableGround)
    /// A pattern for human review.
    case observation
    /// Something else had to hold first.
    case notRun(blockedBy: RuleID)

    /// The word for it in every rendering.
    package var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .indeterminate: "indeterminate"
        case .notApplicable: "not applicable"
        case .observation: "observation"
        case .notRun: "not run"
        }
    }
}

/// The answer to one rule.
package struct RuleResult: Hashable, Sendable {
    /// The question.
    package let rule: Rule
    /// The answer.
    package let outcome: Outcome
    /// What was seen, in the order of the bundle; at most `findingLimit` per rule.
    package let findings: [Finding]
    /// How many more findings there were than are listed.
    package let unlistedFindings: Int
    /// What was examined, such as `1,287 records in 1 log`.
    package let examined: String?

    /// Findings listed for one rule; what is beyond is counted.
    package static let findingLimit = 100

    /// Answers with an outcome that was settled elsewhere.
    ///
    /// - Parameter unlisted: Findings that are counted and not among `findings`.
    package init(
        rule: Rule, outcome: Outcome, findings: [Finding] = [], examined: String? = nil,
        unlisted: Int = 0
    ) {
        self.rule = rule
        self.outcome = outcome
        self.findings = Array(findings.prefix(Self.findingLimit))
        self.unlistedFindings = max(0, findings.count - Self.findingLimit) + unlisted
        self.examined = examined
    }

    /// Answers by the findings: a failure fails, else an open question leaves it open, else passed.
    ///
    /// - Parameter unlisted: Findings that are counted and not among `findings`.
    package init(rule: Rule, findings: [Finding], examined: String? = nil, unlisted: Int = 0) {
        let outcome: Outcome =
            if findings.contains(where: { $0.effect == .failure }) {
                .failed
            } else if findings.contains(where: { $0.effect == .openQuestion }) {
                .indeterminate
            } else {
                .passed
            }
        let weightFirst =
            findings.filter { $0.effect == .failure }
            + findings.filter { $0.effect != .failure }
        self.init(
            rule: rule, outcome: outcome, findings: weightFirst, examined: examined,
            unlisted: unlisted)
    }
}

/// Collects findings of which there may be very many: keeps as many of each effect as a result lists,
/// and counts the rest.
package struct FindingList: Hashable, Sendable {
    /// The findings that are kept, in the order in which they were added.
    package private(set) var kept: [Finding] = []
    /// How many more there were.
    package private(set) var unlisted = 0
    private var counts: [Finding.Effect: Int] = [:]

    /// Makes an empty list.
    package init() {}

    /// Adds a finding.
    package mutating func add(_ finding: Finding) {
        let count = counts[finding.effect] ?? 0
        counts[finding.effect] = count + 1
        if count < RuleResult.findingLimit { kept.append(finding) } else { unlisted += 1 }
    }

    /// Adds findings, if any.
    package mutating func add(_ findings: some Sequence<Finding>) {
        for finding in findings { add(finding) }
    }
}

/// The stable name of a rule, such as `CHAIN-003`; never reused.
///
/// Source: docs/rules.
package struct RuleID: RawRepresentable, Hashable, Sendable, Comparable,
    ExpressibleByStringLiteral, CustomStringConvertible
{
    /// The name as printed.
    package let rawValue: String

    /// Takes the name as it stands.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Takes the name as it stands.
    package init(stringLiteral value: String) { self.rawValue = value }

    /// The name as printed.
    package var description: String { rawValue }

    /// The family in front of the hyphen, such as `CHAIN`.
    package var family: String {
        String(rawValue.prefix { $0 != "-" })
    }

    /// Orders by name.
    package static func < (left: RuleID, right: RuleID) -> Bool { left.rawValue < right.rawValue }
}

/// How much a broken rule weighs.
///
/// Source: docs/rules, Results.
package enum Severity: String, Hashable, Sendable, CaseIterable {
    /// Decides the verdict.
    case critical
    /// Decides the verdict.
    case major
    /// Is listed and doesn't decide the verdict.
    case minor
    /// A pattern for human review; never a failure.
    case observation

    /// Whether a result of this weight can keep a bundle from passing.
    package var decides: Bool { self == .critical || self == .major }
}

/// What a result rests on; printed with every line.
///
/// Source: docs/rules, Results.
package enum Basis: String, Hashable, Sendable, CaseIterable {
    /// Recomputed from the bundle's own public data.
    case publicData = "recomputed from public data"
    /// Recomputed with a key that the custodian disclosed.
    case disclosedKey = "recomputed with a disclosed key"
    /// Rests on an anchor that the auditor brought.
    case auditorAnchor = "rests on the auditor's anchor"
    /// Records replayed against each other and the policy.
    case replay = "replayed against records and policy"
    /// Somebody's word, pinned by a digest.
    case attested = "attested"
}

/// What a rule gives when its evidence is missing.
package enum MissingEvidence: String, Hashable, Sendable {
    /// Absence is itself a failure.
    case fails
    /// Absence leaves the question open.
    case indeterminate
    /// Absence means that there was nothing to ask, on one of the three grounds.
    case notApplicable
}

/// How firmly a rule is tied to the text it cites.
package enum ClauseStrength: String, Hashable, Sendable {
    /// The clause's own words.
    case clauseText = "clause"
    /// Guidance or draft.
    case guidance = "guidance"
    /// Our design choice.
    case design = "design"
}

/// A text that a rule serves, and how firmly.
package struct Clause: Hashable, Sendable {
    /// The citation, such as `21 CFR 11.10(e)`.
    package let citation: String
    /// How firmly the rule is tied to it.
    package let strength: ClauseStrength

    /// Pairs a citation with its strength.
    package init(_ citation: String, _ strength: ClauseStrength) {
        self.citation = citation
        self.strength = strength
    }
}

/// One of the four parts of a verdict.
package enum Block: String, Hashable, Sendable, CaseIterable {
    /// Archive, records, chain, notaries, certificates, instrument trails.
    case integrity = "Integrity"
    /// Electronic signatures and who made them.
    case signatures = "Signatures"
    /// What the records say of themselves and the data.
    case records = "Records"
    /// Retention, export, custody, copies, validation, review.
    case governance = "Governance"
}

/// One question that the verifier asks of a bundle.
///
/// Source: docs/rules.
package struct Rule: Hashable, Sendable {
    /// The stable name.
    package let id: RuleID
    /// A few words.
    package let title: String
    /// The question in plain words, answered yes by a sound bundle.
    package let question: String
    /// The texts it serves.
    package let clauses: [Clause]
    /// How much a broken rule weighs, before a profile changes it.
    package let severity: Severity
    /// The part of the verdict it belongs to.
    package let block: Block
    /// What it rests on.
    package let basis: Basis
    /// What missing evidence gives.
    package let missing: MissingEvidence
    /// Whether this version answers it; a rule that isn't built is listed and in no profile.
    package let isImplemented: Bool

    /// Makes a rule of its parts.
    package init(
        id: RuleID, title: String, question: String, clauses: [Clause], severity: Severity,
        block: Block, basis: Basis, missing: MissingEvidence, isImplemented: Bool
    ) {
        self.id = id
        self.title = title
        self.question = question
        self.clauses = clauses
        self.severity = severity
        self.block = block
        self.basis = basis
        self.missing = missing
        self.isImplemented = isImplemented
    }
}

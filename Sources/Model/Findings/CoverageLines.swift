/// One epoch of a log, as the records of the bundle show it.
package struct EpochLine: Hashable, Sendable {
    /// Its number.
    package var number: UInt64
    /// The place of its first record.
    package var first: UInt64
    /// The place of its last record.
    package var last: UInt64
    /// Records in it that are withheld.
    package var withheld: UInt64
    /// The time of its first shown record, in UTC.
    package var firstTime: String?
    /// The time of its last shown record, in UTC.
    package var lastTime: String?
    /// Why it was closed, in the close's word; nil where it has no close that can be read.
    package var closedBy: String?
    /// What recomputing its codes came to: `hold`, `do not hold` or `not recomputed`.
    package var codes: String

    /// Makes the line of its parts.
    package init(
        number: UInt64, first: UInt64, last: UInt64, withheld: UInt64, firstTime: String?,
        lastTime: String?, closedBy: String?, codes: String
    ) {
        self.number = number
        self.first = first
        self.last = last
        self.withheld = withheld
        self.firstTime = firstTime
        self.lastTime = lastTime
        self.closedBy = closedBy
        self.codes = codes
    }
}

/// A stretch without observation, as a record tells it.
package struct GapLine: Hashable, Sendable {
    /// The place of the record.
    package var sequence: UInt64
    /// Why nothing was observed.
    package var cause: String
    /// What it concerned; nil where the record doesn't say.
    package var scope: String?
    /// When it began, in UTC.
    package var from: String
    /// When it ended, in UTC.
    package var to: String
    /// What was found afterwards, in words; nil where the record doesn't say.
    package var result: String?

    /// Makes the line of its parts.
    package init(
        sequence: UInt64, cause: String, scope: String?, from: String, to: String, result: String?
    ) {
        self.sequence = sequence
        self.cause = cause
        self.scope = scope
        self.from = from
        self.to = to
        self.result = result
    }
}

/// How many records of a kind there are.
package struct CountLine: Hashable, Sendable {
    /// The family of the records, or why they are withheld.
    package var name: String
    /// How many.
    package var count: UInt64

    /// Pairs a name with a number.
    package init(name: String, count: UInt64) {
        self.name = name
        self.count = count
    }
}

/// What the approved request says of something that isn't in the bundle.
package struct ExceptionLine: Hashable, Sendable {
    /// What kind of exception it is.
    package enum Kind: String, Hashable, Sendable {
        /// A family of records that the log never holds.
        case keptElsewhere = "kept elsewhere"
        /// A reason for which records are withheld.
        case withheld = "withheld"
    }

    /// What kind of exception it is.
    package var kind: Kind
    /// The log, as the first 16 hex digits of its id.
    package var log: String
    /// The family that is kept elsewhere, or the reason of withholding.
    package var what: String
    /// Why, and where to; as the request says.
    package var why: String

    /// Makes the line of its parts.
    package init(kind: Kind, log: String, what: String, why: String) {
        self.kind = kind
        self.log = log
        self.what = what
        self.why = why
    }
}

/// A site's policy that a record brings into force.
package struct PolicyLine: Hashable, Sendable {
    /// The place of the record.
    package var place: Place
    /// The policy's id.
    package var policyID: String
    /// Its version.
    package var version: String
    /// SHA-256 of the policy file, 64 hex digits.
    package var sha256: String
    /// Whether the bundle holds that file.
    package var isIncluded: Bool

    /// Makes the line of its parts.
    package init(
        place: Place, policyID: String, version: String, sha256: String, isIncluded: Bool
    ) {
        self.place = place
        self.policyID = policyID
        self.version = version
        self.sha256 = sha256
        self.isIncluded = isIncluded
    }
}

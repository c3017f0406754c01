package import Cryptography
package import Records

/// A stretch of records from one opening to the next, by position in the log.
package struct EpochFacts: Hashable, Sendable {
    /// The number that the opening states; for a first stretch without one, 0.
    package var number: UInt64
    /// The place of the first record.
    package var first: UInt64
    /// The place of the last record.
    package var last: UInt64
    /// What the opening says; nil for epoch 0, and where it can't be read.
    package var open: EpochOpenBody? {
        get { opening?.body }
        set { opening = newValue.map { Opening(body: $0) } }
    }
    // Epochs are walked by one rule after the other, and most of them ask for something else.
    private var opening: Opening?
    /// The places of the closes, in order; a sound epoch has one, and it is the last record.
    package var closes: [UInt64]
    /// What the last close says.
    package var close: EpochCloseBody?
    /// The counts of its records by family and project label: those of its close, or without one
    /// those that the next opening found; nil where neither tells.
    package var counted: [FamilyCount]?
    /// The leaf that the walk of this stretch started from: the claim of its opening, or the
    /// leaf before it.
    package var startLeaf: Digest
    /// The leaf of the record before it; for the first stretch the log's id.
    package var leafBefore: Digest
    /// Records in clear, by family and project label.
    package var shown: [FamilyCountKey: UInt64]
    /// Records withheld.
    package var withheld: UInt64
    /// Records withheld for the reason that they are out of scope, among those withheld.
    package var outOfScope: UInt64
    /// Lines that couldn't be read.
    package var unreadable: UInt64
    /// When its first shown record was made.
    package var firstTime: Timestamp?
    /// When its last shown record was made.
    package var lastTime: Timestamp?
    /// The earliest time of a shown record.
    package var earliestTime: Timestamp?
    /// The latest time of a shown record.
    package var latestTime: Timestamp?
    /// What recomputing its codes came to; nil where no key was disclosed for it.
    package var codes: CodeFacts?

    private final class Opening: Hashable, Sendable {
        let body: EpochOpenBody

        init(body: EpochOpenBody) { self.body = body }

        static func == (left: Opening, right: Opening) -> Bool { left.body == right.body }

        func hash(into hasher: inout Hasher) { hasher.combine(body) }
    }

    /// Makes the facts of a stretch that begins at a place.
    package init(number: UInt64, first: UInt64, startLeaf: Digest, leafBefore: Digest) {
        self.number = number
        self.first = first
        self.last = first
        self.startLeaf = startLeaf
        self.leafBefore = leafBefore
        closes = []
        shown = [:]
        withheld = 0
        outOfScope = 0
        unreadable = 0
    }

    /// Whether the stretch has a close.
    package var isClosed: Bool { !closes.isEmpty }

    /// The number of records, shown or not.
    package var count: UInt64 { last >= first ? last - first + 1 : 0 }

    /// The places of its records.
    package var records: ClosedRange<UInt64> { first...max(first, last) }

    /// How many records of a family and label were counted, less those that are shown.
    ///
    /// - Returns: Keys with what is hidden; below zero where more is shown than was counted. Nil
    ///   where nothing counts the stretch. What is beyond all numbers stays at their end.
    package var hidden: [FamilyCountKey: Int64]? {
        guard let counted else { return nil }
        var hidden: [FamilyCountKey: Int64] = [:]
        for count in counted {
            let key = FamilyCountKey(family: count.family, project: count.project)
            hidden[key] = (hidden[key] ?? 0).adding(Int64(clamping: count.count))
        }
        for (key, count) in shown {
            hidden[key] = (hidden[key] ?? 0).adding(0 - Int64(clamping: count))
        }
        return hidden.filter { $0.value != 0 }
    }

    /// Whether a count that was made while its records were written says what is hidden in it.
    ///
    /// Without a close only the recovery of the next epoch counts: the word of whoever started the
    /// log again. Source: docs/formats/records.md §10.
    package var isCounted: Bool { isClosed && counted != nil }

    /// Whether a record of a family may be hidden in it.
    ///
    /// - Parameter label: Counts records with this label or none; nil counts every label.
    package func mayHide(_ family: String, of label: String? = nil) -> Bool {
        guard isCounted, let counted else { return withheld > 0 }
        return counted.contains { count in
            guard count.family == family,
                label == nil || count.project == nil || count.project == label
            else { return false }
            let key = FamilyCountKey(family: count.family, project: count.project)
            return count.count > shown[key] ?? 0
        }
    }
}

extension Int64 {
    /// The sum, or the nearest end of the numbers where it lies beyond.
    func adding(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        if overflow { return other < 0 ? .min : .max }
        return sum
    }
}

/// A family and a project label, by which the closes count.
package struct FamilyCountKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The family.
    package var family: String
    /// The project label, where there is one.
    package var project: String?

    /// Pairs a family with a label.
    package init(family: String, project: String? = nil) {
        self.family = family
        self.project = project
    }

    /// Family and label in words.
    package var description: String { project.map { "\(family) of project \($0)" } ?? family }

    /// Orders by family, then label.
    package static func < (left: FamilyCountKey, right: FamilyCountKey) -> Bool {
        (left.family, left.project ?? "") < (right.family, right.project ?? "")
    }
}

/// What recomputing the codes of one epoch under its disclosed key came to.
package struct CodeFacts: Hashable, Sendable {
    /// Codes recomputed.
    package var checked: UInt64
    /// The place of the first code that came out otherwise; nil where all held.
    package var firstMismatch: UInt64?
    /// Codes that came out otherwise.
    package var mismatches: UInt64

    /// Makes the facts of their parts.
    package init(checked: UInt64 = 0, firstMismatch: UInt64? = nil, mismatches: UInt64 = 0) {
        self.checked = checked
        self.firstMismatch = firstMismatch
        self.mismatches = mismatches
    }

    /// Whether there was a code, and every one held.
    package var hold: Bool { checked > 0 && mismatches == 0 }
}

/// The keys that the custodian disclosed for a log.
package struct KeyFacts: Hashable, Sendable {
    /// What the keys file came to.
    package enum State: Hashable, Sendable {
        /// There is none.
        case missing
        /// It can't be read, with why.
        case unreadable(String)
        /// It doesn't give the calendar that genesis names, with why.
        case calendarDiffers(String)
        /// It gives the calendar that genesis names.
        case calendarHolds
        /// It was read, and there is no readable genesis to hold it against.
        case noCalendar
    }

    /// The member that holds them.
    package var member: String?
    /// What the file came to.
    package var state: State
    /// The epochs that have a key.
    package var disclosed: Set<UInt64>
    /// The number of epochs that the file lists.
    package var listedEpochs: UInt64
    /// Epochs whose value is the state from which later keys follow, which must never leave the
    /// custodian.
    package var ratchetStates: [UInt64]

    /// Makes the facts of a bundle without keys.
    package init(
        member: String? = nil, state: State = .missing, disclosed: Set<UInt64> = [],
        listedEpochs: UInt64 = 0, ratchetStates: [UInt64] = []
    ) {
        self.member = member
        self.state = state
        self.disclosed = disclosed
        self.listedEpochs = listedEpochs
        self.ratchetStates = ratchetStates
    }
}

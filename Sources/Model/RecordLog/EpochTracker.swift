import CanonicalJSON
package import Records

/// Counts the records of an epoch and tells when it has to end.
///
/// Writer and verifier count by the same rule: each record under its family and label; a `gap`
/// record is a gap, and one with `result` is a reconciliation too.
///
/// Source: docs/formats/log.md §6.3.
package struct EpochTracker: Hashable, Sendable {
    private struct Key: Hashable {
        let family: String
        let project: String?
    }

    private var counted: [Key: UInt64] = [:]
    /// The number of records counted.
    package private(set) var recordCount: UInt64 = 0
    /// How many of them are gaps.
    package private(set) var gaps: UInt64 = 0
    /// How many of them hold the result of a rescan.
    package private(set) var reconciliations: UInt64 = 0

    /// An epoch without records.
    package init() {}

    /// Counts a record.
    ///
    /// - Parameters:
    ///   - family: Its family.
    ///   - project: Its label.
    ///   - hasReconciliation: Whether it is a gap with the result of a rescan.
    package mutating func count(
        family: String, project: String?, hasReconciliation: Bool = false
    ) {
        counted[Key(family: family, project: project), default: 0] += 1
        recordCount += 1
        guard family == GapBody.family else { return }
        gaps += 1
        if hasReconciliation { reconciliations += 1 }
    }

    /// Counts an entry.
    package mutating func count(_ entry: Entry) {
        count(
            family: entry.family, project: entry.project,
            hasReconciliation: entry.body["result"] != nil)
    }

    /// Counts a draft that is about to be written.
    package mutating func count(_ draft: EntryDraft) {
        count(
            family: draft.family, project: draft.project,
            hasReconciliation: draft.body["result"] != nil)
    }

    /// The counts so far, rising by family and label.
    package var counts: [FamilyCount] {
        counted.map { FamilyCount(family: $0.family, project: $0.project, count: $1) }.sorted()
    }

    /// The body of the close that ends the epoch now, itself included.
    package func closeBody(cause: EpochCloseCause) -> EpochCloseBody {
        var whole = self
        whole.count(family: EpochCloseBody.family, project: nil)
        return EpochCloseBody(
            cause: cause, counts: whole.counts, gaps: gaps, reconciliations: reconciliations)
    }
}

extension EpochTracker {
    /// Why the epoch has to end behind the record just counted; nil when it goes on.
    ///
    /// - Parameters:
    ///   - family: The family of that record.
    ///   - limits: The site's limits.
    ///   - age: How long the epoch has lasted.
    package func boundary(
        after family: String, limits: SitePolicy.Limits, age: Duration
    ) -> EpochCloseCause? {
        if let cause = Self.boundaryFamilies[family] { return cause }
        // The close is a record too.
        if recordCount + 1 >= UInt64(max(limits.epochMaxRecords, 0)) { return .count }
        if age >= .seconds(limits.epochMaxSeconds) { return .time }
        return nil
    }

    /// Families whose record is the last before a close.
    package static let boundaryFamilies: [String: EpochCloseCause] = [
        GenesisBody.family: .genesis, SignatureBody.family: .signature, ExportBody.family: .export,
        ConfigBody.family: .configuration, ClockBody.family: .clock, LogEndBody.family: .end,
    ]
}

package import CanonicalJSON

/// The last record of an epoch: what the epoch holds.
///
/// Source: docs/formats/records.md §3, docs/formats/log.md §6.3.
package struct EpochCloseBody: RecordBody {
    /// What ended an epoch.
    package enum Cause: String, Hashable, Sendable, CaseIterable {
        /// What happened, or which limit of the policy was reached: records, age, silence.
        case genesis, count, time, heartbeat, signature, export, configuration, clock, shutdown
        /// Somebody asked for a checkpoint; the log ended for good.
        case checkpoint, end
    }

    package static let family = "epoch.close"

    /// What ended the epoch.
    package let cause: Cause
    /// The epoch's records by family and project, this one and the open included, rising.
    package let counts: [FamilyCount]
    /// How many stretches without observation the epoch records.
    package let gaps: UInt64
    /// How many rescans the epoch records.
    package let reconciliations: UInt64

    /// Makes a close; `counts` are put in order.
    package init(cause: Cause, counts: [FamilyCount], gaps: UInt64, reconciliations: UInt64) {
        self.cause = cause
        self.counts = counts.sorted()
        self.gaps = gaps
        self.reconciliations = reconciliations
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        cause = try reader.choice("cause")
        counts = try reader.filled("counts", try reader.familyCounts("counts"))
        gaps = try reader.count("gaps")
        reconciliations = try reader.count("reconciliations")
    }

    package var json: JSONObject {
        JSONObject([
            ("cause", .choice(cause)), ("counts", .list(counts)), ("gaps", .count(gaps)),
            ("reconciliations", .count(reconciliations)),
        ])
    }
}

/// What ended an epoch.
package typealias EpochCloseCause = EpochCloseBody.Cause

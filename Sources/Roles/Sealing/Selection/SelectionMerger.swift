internal import BundleFormat
internal import Cryptography
internal import Records

/// Puts the stretches of a log together in order: all that depends on what stands in front.
struct SelectionMerger {
    /// What the page for people says in front of the records.
    private(set) var page: CopySummary
    /// The policies that shown records name.
    private(set) var policies: Set<Digest> = []
    /// The places of records that are withheld.
    private(set) var withheld = PlaceRuns()
    /// How many records besides those of the log itself are shown.
    private(set) var shownCount: UInt64 = 0
    private let lines: ByteTally
    private let table: ByteTally

    /// Begins in front of the first record.
    ///
    /// - Parameter isLong: Whether so many are coming that each member is hashed on a thread of its own.
    init(label: String, isLong: Bool) {
        page = CopySummary(label: label, isFirst: true)
        lines = ByteTally(isLong: isLong)
        table = ByteTally(isLong: isLong)
        table.take(CSVRendering.head)
    }

    /// Takes the next stretch.
    mutating func take(_ stretch: StretchSelection, reason: WithholdingReason) {
        lines.take(stretch.lines)
        table.take(stretch.rows)
        withheld.append(stretch.withheld)
        shownCount += stretch.shownCount
        page.add(withheld: stretch.withheld.count, for: reason)
        for finding in stretch.findings {
            switch finding {
            case .files(let files, let dataset): page.add(files, of: dataset)
            case .record(let record):
                if let policy = record.policy { policies.insert(policy) }
                page.add(record)
            }
        }
    }

    /// Digest and size of both members; the datasets are in their last state.
    ///
    /// - Throws: `SealingError.brokenStore` where that was asked before.
    mutating func totals() throws(SealingError) -> (lines: ByteTally.Total, table: ByteTally.Total)
    {
        page.endReplay()
        guard let lines = lines.total(), let table = table.total() else {
            throw .brokenStore("the records could not be hashed")
        }
        return (lines, table)
    }
}

package import Records

/// Decides what a bundle shows of a log and what it withholds.
///
/// Shown are: the records of the log itself; the bundle's own request, approval and export;
/// records without a project label (people, policy, credentials: what signatures rest on); and the
/// records of the queried project that pass the query's other filters, with every signature over
/// one of them. A dataset is shown with all its capture records or not at all, because its state is
/// a replay of them. All else keeps its place as a withheld line.
///
/// A value that no record changes, so that stretches of a log can be decided side by side.
///
/// Source: docs/formats/bundle.md §7.
package struct RecordSelection: Sendable {
    /// What becomes of a record.
    package enum Verdict: Hashable, Sendable {
        /// It is shown whatever is asked for.
        case shown
        /// It is shown because it answers the query.
        case answering
        /// It isn't shown.
        case withheld
    }

    /// What has to be known of other records where a query filters by more than the project.
    package struct Related: Sendable {
        /// The datasets of which an event answers the query.
        package var datasets: Set<String>
        /// The signatures over a record that answers the query.
        package var signatures: Set<UInt64> = []

        /// States the datasets.
        package init(datasets: Set<String>) { self.datasets = datasets }
    }

    private let query: ExportQuery
    private let ownRecords: Set<UInt64>
    /// Nil where the query filters by project only.
    package var related: Related?

    /// Makes a selection.
    ///
    /// - Parameters:
    ///   - query: What the approved request asks for.
    ///   - ownRecords: Sequence numbers of this bundle's request, approval and export.
    package init(query: ExportQuery, ownRecords: Set<UInt64>, related: Related? = nil) {
        self.query = query
        self.ownRecords = ownRecords
        self.related = related
    }

    /// Whether a query filters by more than the project.
    package static func filters(_ query: ExportQuery) -> Bool {
        !query.datasets.isEmpty || !query.persons.isEmpty || !query.records.isEmpty
            || query.from != nil || query.to != nil
    }

    /// What becomes of a record.
    package func verdict(on record: RecordTraits) -> Verdict {
        if Families.alwaysShown.contains(record.family) || ownRecords.contains(record.sequence) {
            return .shown
        }
        guard isInProject(record) else { return .withheld }
        if record.project == nil && query.records.isEmpty { return .shown }
        return passesFilters(record) ? .answering : .withheld
    }

    /// A query that names no project asks for all of them.
    private func isInProject(_ record: RecordTraits) -> Bool {
        guard let wanted = query.project, let label = record.project else { return true }
        return label == wanted
    }

    private func passesFilters(_ record: RecordTraits) -> Bool {
        guard let related else { return true }
        switch record.family {
        case ProjectBody.family: return true
        case CaptureBody.family: return record.dataset.map(related.datasets.contains) ?? false
        case SignatureBody.family where related.signatures.contains(record.sequence): return true
        default: return record.answers(query) && query.datasets.isEmpty
        }
    }
}

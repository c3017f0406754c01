package import Records

/// Decides, record by record in sequence order, what a bundle shows and what it withholds.
///
/// Shown are: the records of the log itself; the bundle's own request, approval and export;
/// records without a project label (people, policy, credentials: what signatures rest on); and the
/// records of the queried project that pass the query's other filters, with every signature over
/// one of them. A dataset is shown with all its capture records or not at all, because its state is
/// a replay of them. All else keeps its place as a withheld line.
///
/// Source: docs/formats/bundle.md §7.
package struct RecordSelection {
    private let query: ExportQuery
    private let ownRecords: Set<UInt64>
    private let reason: WithholdingReason
    private let chosenDatasets: Set<String>?
    private var shownFiltered: Set<UInt64> = []

    /// Begins a selection.
    ///
    /// - Parameters:
    ///   - query: What the approved request asks for.
    ///   - ownRecords: Sequence numbers of this bundle's request, approval and export.
    ///   - reason: Why the rest is withheld.
    ///   - chosenDatasets: The datasets of which an event answers the query; nil when the query has
    ///     no filter besides the project, so that all of them do.
    package init(
        query: ExportQuery, ownRecords: Set<UInt64>, reason: WithholdingReason,
        chosenDatasets: Set<String>?
    ) {
        self.query = query
        self.chosenDatasets = chosenDatasets
        self.ownRecords = ownRecords
        self.reason = reason
    }

    /// Why a record is withheld; nil when it is shown.
    ///
    /// - Parameters:
    ///   - entry: The record; records have to be asked for in sequence order.
    ///   - body: What it holds where it is a capture or a signature.
    package mutating func withholding(_ entry: Entry, _ body: SelectedBody) -> WithholdingReason? {
        if Families.alwaysShown.contains(entry.family) || ownRecords.contains(entry.seq) {
            return nil
        }
        guard isInProject(entry) else { return reason }
        if entry.project == nil && query.records.isEmpty { return nil }
        guard passesFilters(entry, body) else { return reason }
        shownFiltered.insert(entry.seq)
        return nil
    }

    /// A query that names no project asks for all of them.
    private func isInProject(_ entry: Entry) -> Bool {
        guard let wanted = query.project, let label = entry.project else { return true }
        return label == wanted
    }

    private func passesFilters(_ entry: Entry, _ body: SelectedBody) -> Bool {
        switch body {
        case _ where entry.family == ProjectBody.family: true
        case .dataset(let id): chosenDatasets?.contains(id) ?? true
        case .signature(let targets) where targets.contains(where: shownFiltered.contains): true
        case .signature, .other: Self.answers(entry, query) && query.datasets.isEmpty
        }
    }

    /// Whether a record itself answers a query's filters by person, time and number.
    package static func answers(_ entry: Entry, _ query: ExportQuery) -> Bool {
        if !query.records.isEmpty, !query.records.contains(entry.seq) { return false }
        if !query.persons.isEmpty {
            guard let person = entry.actor.personId, query.persons.contains(person) else {
                return false
            }
        }
        if let from = query.from, entry.time.utc < from { return false }
        if let to = query.to, to < entry.time.utc { return false }
        return true
    }
}

/// What a selection needs to know of a record's body.
package enum SelectedBody {
    /// A capture event of a dataset, by its id.
    case dataset(String)
    /// A signature over records of the same log.
    case signature(targets: [UInt64])
    /// Anything else.
    case other
}

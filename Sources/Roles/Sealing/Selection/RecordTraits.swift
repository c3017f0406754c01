internal import CanonicalJSON
package import Records

/// What a selection asks of a record, however it was read.
package struct RecordTraits: Sendable {
    /// The place in the log.
    package let sequence: UInt64
    /// The family.
    package let family: String
    /// The project label.
    package let project: String?
    /// Who acted, where the host knew the person.
    package let personId: String?
    /// When it was made.
    package let utc: Timestamp
    /// The id of the dataset that its body is about.
    package let dataset: String?

    /// What an entry says.
    package init(_ entry: StatedEntry) {
        sequence = entry.seq
        family = entry.family
        project = entry.project
        personId = entry.actor.personId
        utc = entry.time.utc
        dataset = entry.body["dataset"]?.objectValue?["id"]?.stringValue
    }

    /// What a file event says that was read straight from its bytes.
    package init(_ scan: FileEventScan, of scanner: FileEventScanner) {
        sequence = scan.sequence
        family = CaptureBody.family
        project = scanner.projects[Int(scan.project)]
        personId = scanner.actors[Int(scan.actor)].personId
        utc = scan.utc
        dataset = scanner.datasets[Int(scan.dataset)].id
    }

    /// Whether the record itself is one that a query asks for.
    func isAskedFor(by query: ExportQuery) -> Bool {
        if let wanted = query.project, project != wanted { return false }
        if !query.datasets.isEmpty {
            guard let dataset, query.datasets.contains(dataset) else { return false }
        }
        return answers(query)
    }

    /// Whether the record itself answers a query's filters by person, time and number.
    func answers(_ query: ExportQuery) -> Bool {
        if !query.records.isEmpty, !query.records.contains(sequence) { return false }
        if !query.persons.isEmpty {
            guard let personId, query.persons.contains(personId) else { return false }
        }
        if let from = query.from, utc < from { return false }
        if let to = query.to, to < utc { return false }
        return true
    }
}

internal import CanonicalJSON
package import Cryptography
package import RecordLog
package import Records

/// What the sealing desk has to know of a log before it can ask or assemble anything.
///
/// Reads the few families that say it; a later state of a person or policy replaces the earlier one.
package struct LogSurvey {
    /// The first record's body.
    package private(set) var genesis: GenesisBody?
    /// Everybody's newest state, by person id.
    package private(set) var people: [String: IdentityBody] = [:]
    /// The projects' labels, by name.
    package private(set) var projectLabels: [String: String] = [:]
    /// Those of the datasets that were asked about which the log holds.
    package let datasets: Set<String>
    /// The number of records.
    package let size: UInt64
    /// The policy in force at the end.
    package private(set) var policySha256: Digest?
    /// Every export request, by its id, with the sequence number of its record.
    package private(set) var requests: [String: (sequence: UInt64, body: ExportRequestBody)] = [:]
    /// Every export, by its id, with the sequence number of its record.
    package private(set) var exports: [String: (sequence: UInt64, body: ExportBody)] = [:]
    /// The last bundle that was sealed and logged of each export, by the export's id.
    package private(set) var sealedExports: [String: (sequence: UInt64, manifest: Digest)] = [:]

    private static let families: Set<String> = [
        GenesisBody.family, IdentityBody.family, ProjectBody.family, PolicyBody.family,
        ExportRequestBody.family, ExportBody.family, ExportSealedBody.family,
    ]

    /// Reads what a log holds of these families.
    ///
    /// - Parameter datasets: Ids of datasets that somebody names.
    /// - Throws: `SealingError.brokenStore` when a line isn't a record of the format, and what the
    ///   source throws when it can't be read.
    package init(_ source: some EvidenceSource, asking datasets: [String] = []) throws {
        size = source.size
        self.datasets = Set(try datasets.filter { try source.hasDataset($0) })
        try source.forEachLine(ofFamilies: Self.families) { sequence, line in
            try take(StoredEntry(line, sequence: sequence).entry)
        }
    }

    /// The newest state of everybody with a user id, by person id; one id belongs to one person, so
    /// more than one is a register that contradicts itself.
    package func people(userId: String) -> [IdentityBody] {
        people.values.filter { $0.userId == userId }.sorted { $0.personId < $1.personId }
    }

    private mutating func take(_ entry: StatedEntry) throws {
        do {
            switch entry.family {
            case GenesisBody.family: genesis = try GenesisBody(json: entry.body)
            case IdentityBody.family:
                let person = try IdentityBody(json: entry.body)
                people[person.personId] = person
            case ProjectBody.family:
                let project = try ProjectBody(json: entry.body)
                projectLabels[project.name] = project.label
            case PolicyBody.family: policySha256 = try PolicyBody(json: entry.body).sha256
            case ExportRequestBody.family:
                let request = try ExportRequestBody(json: entry.body)
                requests[request.exportId] = (entry.seq, request)
            case ExportBody.family:
                let export = try ExportBody(json: entry.body)
                exports[export.exportId] = (entry.seq, export)
            case ExportSealedBody.family:
                let sealed = try ExportSealedBody(json: entry.body)
                sealedExports[sealed.exportId] = (entry.seq, sealed.manifestSha256)
            default: break
            }
        } catch {
            throw SealingError.brokenStore("record \(entry.seq), \(entry.family): \(error)")
        }
    }
}

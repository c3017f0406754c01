import BundleFormat
package import CanonicalJSON
package import Cryptography
import LinuxFiles
package import Records
import RecordLog
import SQLiteDatabase

/// Where a store stands.
package struct StatusReport: Hashable, Sendable {
    /// One enrolled person.
    package struct Person: Hashable, Sendable {
        /// The person's state now.
        package let identity: IdentityBody
        /// Whether wrong passwords have locked the account.
        package let isLocked: Bool
    }

    /// The newest version of one dataset.
    package struct Dataset: Hashable, Sendable {
        /// Its id.
        package let id: String
        /// Its project's name.
        package let project: String
        /// Its path in printable form.
        package let path: String
        /// The dataset record; nil while the first version was interrupted.
        package let closed: CapturedDataset?
    }

    /// The log's id.
    package let logID: Digest
    /// Organisation and site.
    package let genesis: GenesisBody
    /// Number of records.
    package let size: UInt64
    /// The epoch of the last record.
    package let epoch: UInt64
    /// Whether the last epoch has its close.
    package let isClosed: Bool
    /// Whether `log.end` was written.
    package let isEnded: Bool
    /// Whether the custodian has confirmed the file.
    package let isCustodyConfirmed: Bool
    /// Size of the newest checkpoint, nil when there is none.
    package let checkpointSize: UInt64?
    /// Names of the receipts of the newest checkpoint.
    package let receipts: [String]
    /// Size of the newest checkpoint that has a receipt.
    package let witnessedSize: UInt64?
    /// Everybody who is or was enrolled.
    package let people: [Person]
    /// All datasets in order of path.
    package let datasets: [Dataset]

    /// Records that no receipt covers yet.
    package var unwitnessedRecords: UInt64 { size - min(witnessedSize ?? 0, size) }

    /// Reads the state of a store.
    package static func read(_ reader: StoreReader) throws -> StatusReport {
        try translating {
            let table = reader.table
            guard let last = try table.last() else {
                throw CaptureError.damaged("The store holds no genesis.")
            }
            let newest = try table.newestCheckpoint()
            let witnessed = try table.database.rows(
                "SELECT max(size) FROM receipt"
            ).first?.first?.integer
            let isClosed = last.family == EpochCloseBody.family
            let before = last.seq > 0 ? try table.record(at: last.seq - 1) : nil
            return StatusReport(
                logID: reader.logID, genesis: reader.genesis, size: last.seq + 1,
                epoch: last.epoch, isClosed: isClosed,
                isEnded: isClosed && before?.family == LogEndBody.family,
                isCustodyConfirmed: try table.setting(StoreSetting.confirmed) != nil,
                checkpointSize: newest?.size, receipts: newest?.receipts.map(\.name) ?? [],
                witnessedSize: witnessed.map { UInt64(clamping: $0) },
                people: try people(table), datasets: try datasets(reader))
        }
    }

    private static func people(_ table: RecordTable) throws -> [Person] {
        try PersonRegister(table).people.map { identity in
            Person(
                identity: identity,
                isLocked: try CredentialState(of: identity.personId, table).isLocked)
        }
    }

    private static func datasets(_ reader: StoreReader) throws -> [Dataset] {
        let projects = try reader.projects()
        return try DatasetIndex(reader.table).all().map { entry in
            Dataset(
                id: entry.id, project: projects.name(of: entry.project) ?? entry.project,
                path: PathText.shown(entry.absolutePath),
                closed: try DatasetRecords(reader.table).newestBody(of: entry.id))
        }.sorted { ($0.path, $0.id) < ($1.path, $1.id) }
    }
}

extension StatusReport {
    /// The report for a program.
    package var json: JSONValue {
        .object(
            JSONObject([
                ("log", .digest(logID)), ("organisation", .string(genesis.organisation)),
                ("site", .string(genesis.site)), ("host", .string(genesis.host)),
                ("size", .count(size)), ("epoch", .count(epoch)),
                ("closed", .boolean(isClosed)), ("ended", .boolean(isEnded)),
                ("custodyConfirmed", .boolean(isCustodyConfirmed)),
                ("checkpointSize", .count(checkpointSize)), ("receipts", .texts(receipts)),
                ("witnessedSize", .count(witnessedSize)),
                ("unwitnessedRecords", .count(unwitnessedRecords)),
                ("people", people.isEmpty ? nil : .array(people.map(json))),
                ("datasets", datasets.isEmpty ? nil : .array(datasets.map(json))),
            ]))
    }

    private func json(_ person: Person) -> JSONValue {
        .object(
            JSONObject([
                ("personId", .string(person.identity.personId)),
                ("userId", .string(person.identity.userId)),
                ("printedName", .string(person.identity.printedName)),
                ("roles", .texts(person.identity.roles)),
                ("status", .choice(person.identity.status)),
                ("osUser", .text(person.identity.osUser)),
                ("locked", .boolean(person.isLocked)),
            ]))
    }

    private func json(_ dataset: Dataset) -> JSONValue {
        .object(
            JSONObject([
                ("id", .string(dataset.id)), ("project", .string(dataset.project)),
                ("path", .string(dataset.path)),
                ("version", .count(dataset.closed?.dataset.version)),
                ("kind", .text(dataset.closed?.dataset.kind)),
                ("state", .choice(dataset.closed?.dataset.state)),
                ("missing", .texts(dataset.closed?.dataset.missing ?? [])),
                ("files", .count(dataset.closed?.fileCount)),
                ("bytes", .count(dataset.closed?.byteCount)),
                ("sha256", .digest(dataset.closed?.sha256)),
            ]))
    }
}

import BundleFormat
import Cryptography
import LinuxFiles
import RecordLog
import SQLiteDatabase
package import Records

/// Sets stores with Object Lock up as notaries of a log, and tests them.
package enum ObjectLockSetup {
    /// Tests a store and, where it keeps what is locked, makes it a notary of the log.
    ///
    /// The result of the test and the new settings are records.
    ///
    /// - Returns: What the test gave.
    /// - Throws: `refused` where the store let go of what was locked; the log then says so.
    package static func add(
        _ notary: NotaryConfiguration, to writer: LogWriter,
        transport: @escaping ObjectStoreTransport
    ) throws -> NotaryBody {
        try translating {
            guard !writer.configuration.notaries.contains(where: { $0.name == notary.name }) else {
                throw CaptureError.usage("A notary \(notary.name) is there already.")
            }
            let result = try test(notary, writer, transport)
            let before = writer.configuration
            let after = Configuration(
                organisation: before.organisation, site: before.site, authority: before.authority,
                notaries: before.notaries + [notary])
            let body = ConfigBody(
                sha256: after.sha256, previous: before.sha256,
                reason: "notary \(notary.name) added")
            _ = try writer.append([
                EntryDraft(
                    family: ConfigBody.family, body: body.json, actor: try writer.administrator())
            ])
            try Files.writeDurably(after.encoded, to: writer.layout.configuration)
            writer.take(configuration: after)
            return result
        }
    }

    /// Tests a store that is a notary, and records what came of it.
    ///
    /// - Throws: `refused` where the store let go of what was locked; the log then says so.
    package static func test(
        _ notary: NotaryConfiguration, _ writer: LogWriter,
        _ transport: @escaping ObjectStoreTransport
    ) throws -> NotaryBody {
        try translating {
            let (client, settings) = try client(of: notary, writer.context, transport)
            let result = try StoreSelfTest(
                client: client, settings: settings, log: writer.logID,
                random: writer.context.random
            ).run(notary: notary.name)
            _ = try writer.append([
                EntryDraft(family: NotaryBody.family, body: result.json, actor: writer.serviceActor)
            ])
            guard result.result == .reliable else {
                let broken = result.tests.last { $0.outcome == .broken }?.attempt.rawValue ?? ""
                throw CaptureError.refused(
                    "WORM_UNRELIABLE: the store \(notary.place) does not keep what is locked in it "
                        + "(\(broken)). The log says so; nothing it answers counts for this log.")
            }
            return result
        }
    }

    /// Whether the log holds a test that a notary's store failed.
    static func isUnreliable(_ notary: NotaryConfiguration, in table: RecordTable) throws -> Bool {
        let records = try table.records(
            "WHERE \(RecordTable.ofFamily) ORDER BY seq", [.text(NotaryBody.family)])
        for record in records {
            guard let line = try table.line(at: record.seq),
                let body = try StoredLine.entry(line).readableBody as? NotaryBody,
                body.result == .unreliable, body.store.endpoint == notary.place,
                body.store.bucket == notary.objectLock?.bucket
            else { continue }
            return true
        }
        return false
    }

    /// What a notary's store is asked with.
    static func client(
        of notary: NotaryConfiguration, _ context: CaptureContext,
        _ transport: @escaping ObjectStoreTransport
    ) throws -> (StoreClient, ObjectLockSettings) {
        guard notary.kind == .objectLock, let settings = notary.objectLock else {
            throw CaptureError.usage("\(notary.name) is no store with Object Lock.")
        }
        let client = StoreClient(
            store: try settings.store(at: notary.place),
            credentials: try StoreCredentials(reading: settings.credentials),
            clock: context.clock, transport: transport)
        return (client, settings)
    }
}

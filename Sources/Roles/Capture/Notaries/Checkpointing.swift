import Cryptography
import RecordLog
import Records

/// What one notary did for a checkpoint.
package struct NotaryOutcome: Hashable, Sendable {
    /// How it went.
    package enum Result: Hashable, Sendable {
        /// A receipt was checked and stored.
        case received
        /// The store has its receipt already.
        case alreadyThere
        /// It gave none, and why; the log is as before.
        case failed(String)
    }

    /// The notary's name.
    package let name: String
    /// How it went.
    package let result: Result
}

/// A checkpoint with what the notaries made of it.
package struct CheckpointOutcome: Hashable, Sendable {
    /// Number of records.
    package let size: UInt64
    /// One outcome for each configured notary.
    package let notaries: [NotaryOutcome]

    /// Whether at least one notary has given a receipt.
    package var hasReceipt: Bool {
        notaries.contains { outcome in
            if case .failed = outcome.result { false } else { true }
        }
    }
}

/// Asks the configured notaries for receipts of the newest checkpoint.
///
/// A notary that fails is reported and holds up nothing: the log doesn't depend on it.
package enum Checkpointing {
    /// Collects what is missing for the newest checkpoint, and sees to the store's own word on
    /// revocation.
    ///
    /// - Parameter transport: How notaries are reached that don't live in a folder.
    /// - Returns: nil when the log has no checkpoint.
    package static func collect(
        _ writer: LogWriter, transport: NotaryTransport
    ) throws -> CheckpointOutcome? {
        try translating {
            try RevocationUpkeep.renew(writer)
            guard let checkpoint = try writer.store.table.newestCheckpoint() else { return nil }
            var outcomes: [NotaryOutcome] = []
            for notary in writer.configuration.notaries {
                outcomes.append(
                    NotaryOutcome(
                        name: notary.name,
                        result: ask(notary, checkpoint, writer, transport)))
            }
            return CheckpointOutcome(size: checkpoint.size, notaries: outcomes)
        }
    }

    private static func ask(
        _ notary: NotaryConfiguration, _ checkpoint: StoredCheckpoint, _ writer: LogWriter,
        _ transport: NotaryTransport
    ) -> NotaryOutcome.Result {
        let names = names(notary)
        if let last = names.last, checkpoint.receipts.contains(where: { $0.name == last }) {
            return .alreadyThere
        }
        do {
            switch notary.kind {
            case .witness: try askWitness(notary, checkpoint, writer)
            case .rfc3161: try askAuthority(notary, checkpoint, writer, transport.timeStamps)
            case .objectLock: try askStore(notary, checkpoint, writer, transport.stores)
            }
            return .received
        } catch {
            return .failed("\(error)")
        }
    }

    /// File names of a notary's receipt, the proof itself last.
    private static func names(_ notary: NotaryConfiguration) -> [String] {
        switch notary.kind {
        case .witness: ["\(notary.name).cosignature"]
        case .rfc3161: ["\(notary.name).tsq", "\(notary.name).tsr"]
        case .objectLock: ["\(notary.name).s3.json"]
        }
    }

    private static func askWitness(
        _ notary: NotaryConfiguration, _ checkpoint: StoredCheckpoint, _ writer: LogWriter
    ) throws {
        let witness = try DirectoryWitness(writer.context.presentation.actual(notary.place))
        let old = witness.newestHead(of: writer.logID)?.size ?? 0
        guard old <= checkpoint.size else {
            throw CaptureError.notary("\(notary.name) has seen \(old) records of this log.")
        }
        var proof: [Digest] = []
        if old > 0, old < checkpoint.size {
            proof = try StoredTree.consistencyProof(
                of: writer.store.table, old: old, new: checkpoint.size)
        }
        let line = try witness.countersign(
            DirectoryWitness.Request(
                note: checkpoint.note, logKey: writer.genesis.logKey, oldSize: old, proof: proof),
            time: writer.context.clock.now().utc)
        try writer.store.add(
            receipt: StoredReceipt(name: "\(notary.name).cosignature", bytes: line),
            size: checkpoint.size)
    }

    private static func askAuthority(
        _ notary: NotaryConfiguration, _ checkpoint: StoredCheckpoint, _ writer: LogWriter,
        _ transport: TimeStampTransport
    ) throws {
        let receipt = try TimeStampClient.ask(
            notary.place, about: checkpoint.note, random: writer.context.random,
            transport: transport)
        let folder = CertificateFolder(writer.layout)
        for certificate in receipt.token.certificates { try folder.keep(certificate) }
        try writer.store.add(
            receipt: StoredReceipt(name: "\(notary.name).tsq", bytes: receipt.query),
            size: checkpoint.size)
        try writer.store.add(
            receipt: StoredReceipt(name: "\(notary.name).tsr", bytes: receipt.answer),
            size: checkpoint.size)
    }

    /// A store that once let go of what was locked isn't asked any more.
    private static func askStore(
        _ notary: NotaryConfiguration, _ checkpoint: StoredCheckpoint, _ writer: LogWriter,
        _ transport: @escaping ObjectStoreTransport
    ) throws {
        guard try !ObjectLockSetup.isUnreliable(notary, in: writer.store.table) else {
            throw CaptureError.notary(
                "WORM_UNRELIABLE: the store \(notary.place) failed its test; the log says so.")
        }
        let (client, settings) = try ObjectLockSetup.client(of: notary, writer.context, transport)
        let receipt = try ObjectLockNotary(client: client, settings: settings).receipt(
            of: checkpoint.note, log: writer.logID, size: checkpoint.size)
        try writer.store.add(
            receipt: StoredReceipt(name: "\(notary.name).s3.json", bytes: receipt.encoded),
            size: checkpoint.size)
    }
}

import Cryptography
import LinuxFiles
import RecordLog
import SQLiteDatabase
package import Records

/// Opening a store for writing.
extension LogWriter {
    /// Opens a store, takes the writer's lock and compares the log with its witnesses.
    ///
    /// - Parameters:
    ///   - layout: The store.
    ///   - context: Clock, randomness, host and program.
    /// - Throws: `noStore`, `busy`, `damaged`, and `rolledBack` when a witness has seen more, or
    ///   something else, than the store holds.
    package static func open(
        _ layout: StoreLayout, context: CaptureContext
    ) throws -> LogWriter {
        try translating {
            let store = try RecordStore(opening: layout)
            let configuration = try Configuration.read(layout)
            let found = try LogState.read(
                store.table, nextEpoch: try store.ratchet().epoch,
                startedAt: context.clock.now().utc)
            let seed = try Files.read(layout.logKey, limit: 64)
            let logSeed = SecretBytes(copying: seed)
            guard try Ed25519.publicKey(seed: logSeed) == found.genesis.logKey else {
                throw CaptureError.damaged("The log's key isn't the one that genesis names.")
            }
            let policy = try PolicyRegister.current(
                store.table, layout: layout, genesis: found.genesis)
            let writer = LogWriter(
                store: store, context: context, configuration: configuration,
                genesis: found.genesis, found: found, logSeed: logSeed, limits: policy.limits)
            writer.take(
                rollbackCheck: try RollbackGuard.check(
                    found.logID, configuration: configuration, table: store.table,
                    presentation: context.presentation))
            return writer
        }
    }

    /// Opens a store, does some work and closes the epoch that the work began.
    ///
    /// The close is made also when the work throws, so that a refused signing leaves a closed
    /// epoch with the record of the attempt.
    ///
    /// - Parameters:
    ///   - layout: The store.
    ///   - context: Clock, randomness, host and program.
    ///   - cause: What the close says.
    ///   - closed: Called after the last close of a session that appended something, to ask for
    ///     receipts.
    ///   - body: The work.
    package static func session<Result>(
        _ layout: StoreLayout, context: CaptureContext, closing cause: EpochCloseCause = .shutdown,
        closed: (LogWriter) throws -> Void = { _ in }, _ body: (LogWriter) throws -> Result
    ) throws -> Result {
        let writer = try open(layout, context: context)
        let sizeBefore = writer.size
        let result: Swift.Result<Result, any Error>
        do {
            try writer.recordBeginning()
            result = .success(try body(writer))
        } catch {
            result = .failure(error)
        }
        if writer.isEpochOpen { _ = try writer.closeEpoch(cause: cause) }
        if writer.size != sizeBefore { try closed(writer) }
        return try result.get()
    }

    /// Brings a new log as far as it may go: receipts for epoch 0, then the policy in epoch 1.
    ///
    /// Also recovers a log whose last epoch was never closed, and collects receipts that are
    /// missing.
    ///
    /// - Parameters:
    ///   - isHeartbeat: Whether to append an empty epoch when there is nothing else to close.
    ///   - transport: How notaries are reached that don't live in a folder.
    /// - Returns: What the notaries made of the newest checkpoint.
    package static func advance(
        _ layout: StoreLayout, context: CaptureContext, isHeartbeat: Bool = false,
        transport: NotaryTransport
    ) throws -> CheckpointOutcome? {
        let writer = try open(layout, context: context)
        let sizeBefore = writer.size
        var outcome = try Checkpointing.collect(writer, transport: transport)
        try writer.recordBeginning()
        if writer.isEpochOpen {
            _ = try writer.closeEpoch(cause: .configuration)
        } else if writer.recovery != nil {
            _ = try writer.heartbeat(cause: writer.isEnded ? .end : .checkpoint)
        } else if isHeartbeat {
            _ = try writer.heartbeat()
        }
        if writer.size != sizeBefore {
            outcome = try Checkpointing.collect(writer, transport: transport)
        }
        return outcome
    }

    /// Appends the policy that genesis names, once epoch 1 may begin.
    package func recordBeginning() throws {
        try translating {
            guard !isEnded,
                try store.table.records(
                    "WHERE \(RecordTable.ofFamily) LIMIT 1", [.text(PolicyBody.family)]
                )
                .isEmpty, try isBeginningAllowed()
            else { return }
            let policy = try PolicyRegister.read(layout, sha256: genesis.policySha256)
            let body = PolicyBody(
                policyId: policy.policyId, version: policy.version, sha256: policy.sha256)
            let actor = ActorResolution.administrator(
                context.host, in: try PersonRegister(store.table))
            _ = try append([
                EntryDraft(family: PolicyBody.family, body: body.json, actor: actor)
            ])
        }
    }
}

import Cryptography
package import RecordLog
package import Records
import SQLiteDatabase

/// Beginning and closing epochs.
extension LogWriter {
    /// Begins an epoch if none runs.
    ///
    /// One durable step holds the line of `epoch.open` and the next ratchet state. Only when it
    /// is durable do S_e and K_e go out of memory and a second record may be written.
    ///
    /// - Returns: Whether the clock was changed since the last record; the epoch then holds the
    ///   record of that step, and is to be closed.
    @discardableResult
    func ensureEpoch(closing: Bool = false) throws -> Bool {
        guard epoch == nil else { return false }
        try requireUsable(closing: closing)
        let (number, state) = try store.ratchet()
        guard number < UInt64(1) << UInt64(genesis.calendarDepth) else {
            throw CaptureError.logEnded(
                "The calendar of this log is used up; end it and begin the next one.")
        }
        if number == 1 { try requireConfirmedStart() }
        let firstKey = Ratchet.firstRecordKey(Ratchet.epochKey(state))
        let time = context.clock.now()
        let step = closing ? nil : clockStep(to: time)
        let draft = EntryDraft(
            family: EpochOpenBody.family, body: try openBody().json, actor: serviceActor)
        let record = try coded(draft, time: time, epoch: number, key: firstKey, under: nil)
        var next = head
        next.append(leaf: record.leaf, time: time)
        var batch = StoreBatch(records: [record], blocks: next.takeCompleted())
        batch.ratchet = (number + 1, Ratchet.nextState(state))
        try commit(batch)
        var tracker = EpochTracker()
        tracker.count(family: record.family, project: nil)
        head = next
        epoch = RunningEpoch(
            number: number, key: Ratchet.nextRecordKey(firstKey), tracker: tracker,
            opening: coder.opening(at: time))
        recovery = nil
        if let step { try tell(step) }
        return step != nil
    }

    /// Closes the running epoch and signs the checkpoint over it, in one durable step.
    ///
    /// When none runs and the newest checkpoint covers every record, that checkpoint is the
    /// answer. After a stop without a close a new epoch says so and is closed.
    package func closeEpoch(cause: EpochCloseCause) throws -> StoredCheckpoint {
        try translating {
            if epoch == nil, let newest = try store.table.newestCheckpoint(),
                newest.size == head.size
            {
                return newest
            }
            return try heartbeat(cause: cause)
        }
    }

    /// Closes the running epoch, or begins an empty one and closes that.
    package func heartbeat(cause: EpochCloseCause = .heartbeat) throws -> StoredCheckpoint {
        try translating {
            let isStepped = try ensureEpoch(closing: recovery != nil)
            guard let running = epoch else {
                throw CaptureError.writerStopped("no epoch is open.")
            }
            return try close(running, cause: isStepped ? .clock : cause)
        }
    }

    func close(_ running: RunningEpoch, cause: EpochCloseCause) throws -> StoredCheckpoint {
        let time = context.clock.now()
        // Behind the record that ends a log, and in epoch 0, stands the close and nothing else.
        if cause != .end, cause != .genesis, let step = clockStep(to: time) {
            try tell(step)
            guard let told = epoch else {
                throw CaptureError.writerStopped("no epoch is open.")
            }
            return try close(told, cause: .clock)
        }
        let draft = EntryDraft(
            family: EpochCloseBody.family, body: running.tracker.closeBody(cause: cause).json,
            actor: serviceActor)
        let record = try coded(
            draft, time: time, epoch: running.number, key: running.key, under: running.opening)
        var next = head
        next.append(leaf: record.leaf, time: time)
        let checkpoint = StoredCheckpoint(
            size: next.size,
            note: try Checkpoint.sign(
                logID: logID, size: next.size, root: next.tree.root, logKeySeed: logSeed
            ).note)
        var batch = StoreBatch(records: [record], blocks: next.takeCompleted())
        batch.checkpoint = checkpoint
        try commit(batch)
        head = next
        epoch = nil
        return checkpoint
    }

    private func openBody() throws -> EpochOpenBody {
        EpochOpenBody(
            after: head.lastLeaf, notBefore: try newestReceipt(), boot: context.host.boot,
            program: context.program, configSha256: configuration.sha256,
            rollbackCheck: rollbackCheck, recovery: recovery)
    }

    /// The newest receipt that was checked when it came in, by size, then by name.
    func newestReceipt() throws -> ReceiptReference? {
        let row = try store.table.database.rows(
            "SELECT size, bytes FROM receipt WHERE name LIKE '%.cosignature' OR name LIKE '%.tsr' "
                + "ORDER BY size DESC, name LIMIT 1"
        ).first
        guard let size = row?[0].integer, let bytes = row?[1].blob else { return nil }
        return ReceiptReference(size: UInt64(clamping: size), sha256: SHA256.hash(bytes))
    }

    /// Whether epoch 1 has what it waits for.
    func isBeginningAllowed() throws -> Bool {
        if genesis.unwitnessed { return true }
        return try newestReceipt() != nil
            && store.table.setting(StoreSetting.confirmed) != nil
    }

    /// Epoch 1 waits for an outside receipt of epoch 0 and for the custodian's word.
    private func requireConfirmedStart() throws {
        if genesis.unwitnessed { return }
        guard try newestReceipt() != nil else {
            throw CaptureError.notReady(
                "No notary has given a receipt for the beginning of this log; run "
                    + "`trailseal-capture checkpoint`, or begin the log with --unwitnessed.")
        }
        guard try store.table.setting(StoreSetting.confirmed) != nil else {
            throw CaptureError.notReady(
                "The custodian has not confirmed that the custodian file opens; run "
                    + "`trailseal-capture confirm enter` with the code that the custodian reads out."
            )
        }
    }
}

/// Names of the values that a store keeps beside the records.
enum StoreSetting {
    /// SHA-256 of the custodian's confirmation code.
    static let confirmationDigest = "custodian-confirmation-sha256"
    /// Present once the custodian has confirmed the file: when.
    static let confirmed = "custodian-confirmed"
}

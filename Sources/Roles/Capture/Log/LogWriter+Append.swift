package import RecordLog
package import Records

/// Appending records.
extension LogWriter: EvidenceAppender {
    /// The most records that one durable step holds.
    private static var batchSize: Int { 512 }

    /// Appends drafts in order, all of them in one durable step or none.
    ///
    /// Everything is checked before the first record is coded. What doesn't fit into the running
    /// epoch any more begins the next one.
    ///
    /// - Returns: Their places, in the same order.
    /// - Throws: `usage` for a draft that no record may hold, or more drafts than an epoch takes.
    package func append(_ drafts: [EntryDraft]) throws -> [AppendedRecord] {
        guard Int64(drafts.count) <= limits.epochMaxRecords - 2 else {
            throw CaptureError.usage(
                "\(drafts.count) records at once are more than an epoch takes.")
        }
        return try append(drafts, registering: [], isWhole: true)
    }

    /// Appends drafts and puts datasets into the index with the first of them.
    ///
    /// - Parameters:
    ///   - isWhole: Whether all must go into one step; otherwise a long list is stored in steps,
    ///     and a boundary by count may fall between two of them.
    ///   - keepsOpen: Whether the caller closes the epoch itself, for a reason of its own.
    func append(
        _ drafts: [EntryDraft], registering datasets: [NewDataset], isWhole: Bool = false,
        keepsOpen: Bool = false
    ) throws -> [AppendedRecord] {
        try translating {
            try requireUsable()
            try RecordCoder.check(drafts)
            var rest = drafts[...]
            var datasets = datasets
            var appended: [AppendedRecord] = []
            while !rest.isEmpty {
                try noticeClock()
                if isWhole, let running = epoch, room(in: running) < rest.count {
                    _ = try closeEpoch(cause: .count)
                }
                if try ensureEpoch() {
                    _ = try closeEpoch(cause: .clock)
                    try ensureEpoch()
                }
                guard let running = epoch else {
                    throw CaptureError.writerStopped("no epoch is open.")
                }
                let most = isWhole ? rest.count : Self.batchSize
                let portion = rest.prefix(min(room(in: running), most))
                appended += try appendPortion(portion, running, datasets)
                datasets = []
                rest = rest.dropFirst(portion.count)
                if keepsOpen { continue }
                if let cause = boundary(after: portion.last?.family ?? "") {
                    _ = try closeEpoch(cause: cause)
                }
            }
            return appended
        }
    }

    /// Appends the last records of an epoch and closes it for the reason they give.
    package func append(
        _ drafts: [EntryDraft], closing cause: EpochCloseCause
    ) throws -> (records: [AppendedRecord], checkpoint: StoredCheckpoint) {
        let records = try append(drafts, registering: [], isWhole: true, keepsOpen: true)
        return (records, try closeEpoch(cause: cause))
    }

    private func appendPortion(
        _ drafts: ArraySlice<EntryDraft>, _ running: RunningEpoch, _ datasets: [NewDataset]
    ) throws -> [AppendedRecord] {
        var running = running
        var next = head
        var batch = StoreBatch()
        batch.datasets = datasets
        for draft in drafts {
            let time = context.clock.now()
            let record = try coded(
                draft, time: time, at: next, epoch: running.number, key: running.key)
            batch.records.append(record)
            next.append(leaf: record.leaf, time: time)
            running.tracker.count(draft)
            running.key = Ratchet.nextRecordKey(running.key)
        }
        try commit(batch)
        // Only now does the running key give way: what it coded is durable.
        head = next
        epoch = running
        return batch.records.map {
            AppendedRecord(seq: $0.seq, epoch: $0.epoch, leaf: $0.leaf)
        }
    }

    /// How many records the epoch still takes, its close not counted; at least one.
    private func room(in running: RunningEpoch) -> Int {
        let held = Int64(clamping: running.tracker.recordCount)
        return Int(clamping: max(limits.epochMaxRecords - 1 - held, 1))
    }

    /// Why the running epoch ends behind a record of this family; nil when it goes on.
    private func boundary(after family: String) -> EpochCloseCause? {
        guard let running = epoch, let last = head.lastTime else { return nil }
        let age = last.utc.unixSeconds - running.begun.utc.unixSeconds
        return running.tracker.boundary(after: family, limits: limits, age: .seconds(age))
    }

    /// Records a step of the clock against the clock that only runs forward, and closes.
    private func noticeClock() throws {
        guard let step = clockStep(to: context.clock.now()) else { return }
        if let running = epoch {
            _ = try appendPortion([step], running, [])
        } else {
            // The opening is the first record behind the step, and is followed by its record.
            try ensureEpoch()
        }
        _ = try closeEpoch(cause: .clock)
    }

    /// The record of a step of the wall clock since the last record; nil where it made none.
    func clockStep(to now: RecordTime) -> EntryDraft? {
        guard let last = head.lastTime, last.boot == now.boot,
            now.monotonicMicros >= last.monotonicMicros
        else { return nil }
        let forward = (now.monotonicMicros - last.monotonicMicros) / 1000
        let step = last.utc.milliseconds(to: now.utc) - forward
        guard abs(step) > limits.skewMilliseconds else { return nil }
        let body = ClockBody(
            stepMs: step, from: last.utc.adding(nanoseconds: forward * 1_000_000), to: now.utc)
        return EntryDraft(family: ClockBody.family, body: body.json, actor: serviceActor)
    }

    /// Appends the record of a step to the running epoch.
    func tell(_ step: EntryDraft) throws {
        guard let running = epoch else { return }
        _ = try appendPortion([step], running, [])
    }
}

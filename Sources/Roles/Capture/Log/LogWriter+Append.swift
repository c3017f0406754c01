import LinuxFiles
package import RecordLog
package import Records

/// Appending records.
extension LogWriter: EvidenceAppender {
    /// The most records of a long list that one durable step holds.
    ///
    /// A sync of an idle medium costs as much as coding some 50 records, of a busy one several times
    /// that. Records of files have 0.7 KB, so the two portions that exist at a time, one being stored and
    /// one being coded, have some 3 MB.
    static let portionSize = 2048

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
    ///   - areChecked: Whether it is known that every draft may be recorded.
    func append(
        _ drafts: [EntryDraft], registering datasets: [NewDataset], isWhole: Bool = false,
        keepsOpen: Bool = false, areChecked: Bool = false
    ) throws -> [AppendedRecord] {
        try translating {
            try requireUsable()
            if !areChecked { try RecordCoder.check(drafts) }
            var rest = drafts[...]
            var datasets = datasets
            var appended: [AppendedRecord] = []
            while !rest.isEmpty {
                let running = try runningEpoch(taking: isWhole ? rest.count : 1)
                let stored = try appendPortions(
                    rest.prefix(room(in: running)), running, datasets,
                    portionSize: isWhole ? rest.count : Self.portionSize)
                let family = rest.prefix(stored.count).last?.family ?? ""
                appended += stored
                datasets = []
                rest = rest.dropFirst(stored.count)
                if keepsOpen { continue }
                try closeAtBoundary(behind: family)
            }
            return appended
        }
    }

    /// The epoch for the next records; one is begun where none runs, or the one that runs hasn't the room.
    func runningEpoch(taking count: Int = 1) throws -> RunningEpoch {
        try requireUsable()
        try noticeClock()
        if let running = epoch, room(in: running) < count {
            _ = try closeEpoch(cause: .count)
        }
        if try ensureEpoch() {
            _ = try closeEpoch(cause: .clock)
            try ensureEpoch()
        }
        guard let running = epoch else {
            throw CaptureError.writerStopped("no epoch is open.")
        }
        return running
    }

    /// Closes the epoch where it ends behind a record of some family.
    func closeAtBoundary(behind family: String) throws {
        if let cause = epoch?.boundary(after: family, at: head.lastTime, limits: limits) {
            _ = try closeEpoch(cause: cause)
        }
    }

    /// Stores coded records in one durable step and takes them over.
    func take(_ coded: CodedPortion, registering datasets: [NewDataset]) throws {
        try commit(
            StoreBatch(records: coded.records, blocks: coded.blocks, datasets: datasets))
        // Only now does the running key give way: what it coded is durable.
        head = coded.head
        epoch = coded.epoch
        coder = coded.coder
    }

    /// Appends the last records of an epoch and closes it for the reason they give.
    package func append(
        _ drafts: [EntryDraft], closing cause: EpochCloseCause
    ) throws -> (records: [AppendedRecord], checkpoint: StoredCheckpoint) {
        let records = try append(drafts, registering: [], isWhole: true, keepsOpen: true)
        return (records, try closeEpoch(cause: cause))
    }

    /// Appends drafts to the running epoch in durable steps, and codes a portion while the one before is
    /// being stored.
    ///
    /// - Returns: The places of those that were appended: at least the first portion, and not the
    ///   portions in front of which the clock was set or the epoch has to end.
    private func appendPortions(
        _ drafts: ArraySlice<EntryDraft>, _ running: RunningEpoch, _ datasets: [NewDataset] = [],
        portionSize: Int
    ) throws -> [AppendedRecord] {
        let portions = stride(from: drafts.startIndex, to: drafts.endIndex, by: portionSize).map {
            drafts[$0..<min($0 + portionSize, drafts.endIndex)]
        }
        let portionCoder = PortionCoder(coder, limits: limits, head: head, epoch: running)
        var datasets = datasets
        var appended: [AppendedRecord] = []
        try Parallel.ahead(
            portions, from: portionCoder, make: { portion, coder in try coder.codeNext(portion) },
            use: { coded in
                try take(coded, registering: datasets)
                datasets = []
                appended += coded.records.map {
                    AppendedRecord(seq: $0.seq, epoch: $0.epoch, leaf: $0.leaf)
                }
            })
        return appended
    }

    /// How many records the epoch still takes, its close not counted; at least one.
    func room(in running: RunningEpoch) -> Int {
        let held = Int64(clamping: running.tracker.recordCount)
        return Int(clamping: max(limits.epochMaxRecords - 1 - held, 1))
    }

    /// Records a step of the clock against the clock that only runs forward, and closes.
    private func noticeClock() throws {
        guard let step = clockStep(to: context.clock.now()) else { return }
        if let running = epoch {
            _ = try appendPortions([step], running, portionSize: 1)
        } else {
            // The opening is the first record behind the step, and is followed by its record.
            try ensureEpoch()
        }
        _ = try closeEpoch(cause: .clock)
    }

    /// The record of a step of the wall clock since the last record; nil where it made none.
    func clockStep(to now: RecordTime) -> EntryDraft? {
        guard let body = head.clockStep(to: now, beyond: limits.skewMilliseconds) else {
            return nil
        }
        return EntryDraft(family: ClockBody.family, body: body.json, actor: serviceActor)
    }

    /// Appends the record of a step to the running epoch.
    func tell(_ step: EntryDraft) throws {
        guard let running = epoch else { return }
        _ = try appendPortions([step], running, portionSize: 1)
    }
}

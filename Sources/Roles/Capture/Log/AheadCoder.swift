import RecordLog
import Records

/// Codes the records of steps that follow each other, each while the one before it is being stored.
///
/// What it codes is good only where everything that it coded before was stored, in this order, and
/// nothing else.
struct AheadCoder: Sendable {
    private var portions: PortionCoder
    /// How many records the epoch takes besides those that were coded.
    private var room: Int

    fileprivate init(_ portions: PortionCoder, room: Int) {
        self.portions = portions
        self.room = room
    }

    /// Codes the drafts of one durable step.
    ///
    /// - Parameter drafts: At least one; all may be recorded.
    /// - Returns: Nil where they don't fit into one step of the running epoch, or something else has to come
    ///   in front of them; this value is of no use any more then.
    mutating func code(_ drafts: [EntryDraft]) throws -> CodedPortion? {
        guard drafts.count <= min(room, LogWriter.portionSize) else { return nil }
        let coded = try portions.codeNext(drafts[...])
        room -= drafts.count
        return coded
    }
}

extension LogWriter {
    /// A coder for the steps that come next, in an epoch that was begun where none ran.
    func aheadCoder() throws -> AheadCoder {
        let running = try runningEpoch()
        return AheadCoder(
            PortionCoder(coder, limits: limits, head: head, epoch: running),
            room: room(in: running))
    }

    /// Stores what was coded ahead, and closes the epoch where it has to end behind that.
    ///
    /// - Returns: The place of the last record.
    func store(_ coded: CodedPortion, registering datasets: [NewDataset]) throws -> UInt64? {
        try translating {
            try take(coded, registering: datasets)
            try closeAtBoundary(behind: coded.records.last?.family ?? "")
            return coded.records.last?.seq
        }
    }
}

import CanonicalJSON
import Cryptography
import RecordLog
import Records
import SQLiteDatabase

/// What a start finds in a store.
struct LogState {
    let logID: Digest
    let genesis: GenesisBody
    let head: LogHead
    /// What was found of an epoch without a close.
    let recovery: Recovery?
    let isEnded: Bool

    /// Reads the state of a log.
    ///
    /// - Parameters:
    ///   - table: The records.
    ///   - nextEpoch: The epoch that the stored ratchet state belongs to.
    ///   - startedAt: When this program started.
    static func read(
        _ table: RecordTable, nextEpoch: UInt64, startedAt: Timestamp
    ) throws -> LogState {
        guard let first = try table.line(at: 0), let last = try table.last() else {
            throw CaptureError.damaged("The store holds no genesis.")
        }
        let (entryBytes, genesis) = try Self.genesis(first)
        let logID = Chain.logID(genesisEntry: entryBytes)
        let lastEntry = try StoredLine.entry(
            table.line(at: last.seq) ?? [], under: table.opening(before: last.seq))
        let head = LogHead(
            tree: try StoredTree.edge(of: table, size: last.seq + 1), lastLeaf: last.leaf,
            lastTime: lastEntry.time)
        guard nextEpoch == last.epoch + 1 else {
            throw CaptureError.damaged(
                "The sealed state is for epoch \(nextEpoch), and the last record belongs to "
                    + "epoch \(last.epoch).")
        }
        let isClosed = last.family == EpochCloseBody.family
        let recovery =
            isClosed
            ? nil
            : Recovery(
                seq: last.seq, leaf: last.leaf, time: lastEntry.time.utc,
                counts: try counts(of: last.epoch, table), startedAt: startedAt)
        return LogState(
            logID: logID, genesis: genesis, head: head, recovery: recovery,
            isEnded: try !table.records(
                "WHERE \(RecordTable.ofFamily) LIMIT 1", [.text(LogEndBody.family)]
            ).isEmpty)
    }

    private static func genesis(_ line: [UInt8]) throws -> ([UInt8], GenesisBody) {
        let bytes = try StoredLine.entryBytes(line)
        let entry = try StoredLine.entry(line)
        do { return (bytes, try GenesisBody(json: entry.body)) } catch {
            throw CaptureError.damaged("Record 0 is not a genesis: \(error).")
        }
    }

    private static func counts(of epoch: UInt64, _ table: RecordTable) throws -> [FamilyCount] {
        let rows = try table.database.rows(
            "SELECT family, project, count(*) FROM record WHERE epoch = ? GROUP BY family, project",
            [.integer(Int64(clamping: epoch))])
        return rows.compactMap { row in
            guard let family = row[0].text, let count = row[2].integer else { return nil }
            return FamilyCount(
                family: family, project: row[1].text, count: UInt64(clamping: count))
        }
    }
}

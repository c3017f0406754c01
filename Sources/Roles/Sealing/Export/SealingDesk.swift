internal import BundleFormat
package import Cryptography
package import RecordLog
package import Records

/// The order of an export, step by step; what belongs to the log is appended by the log's own writer.
///
/// Source: docs/formats/bundle.md §12.
package struct SealingDesk {
    private let source: any EvidenceSource
    private let appender: any EvidenceAppender

    /// Sets the desk before a log.
    package init(source: any EvidenceSource, appender: any EvidenceAppender) {
        self.source = source
        self.appender = appender
    }

    /// Step 1: the request enters the log.
    ///
    /// - Returns: Its record, which the approver signs.
    /// - Throws: `SealingError`, and what reading and appending throw.
    package func ask(
        _ order: ExportOrder, sealKey: Digest, actor: Actor
    ) throws -> AppendedRecord {
        let request = try order.request(
            against: LogSurvey(source, asking: order.datasets), sealKey: sealKey, by: actor)
        return try one(
            appender.append([EntryDraft(request, project: request.query.project, actor: actor)]))
    }

    /// Step 3: the approved export enters the log, the epoch is closed and the head witnessed.
    ///
    /// - Parameters:
    ///   - exportId: The export.
    ///   - request: The record of step 1.
    ///   - approval: The approver's signature over it, step 2.
    ///   - project: The label of the query.
    ///   - actor: Who lets the program do it.
    /// - Returns: The export's record, and the checkpoint over its epoch.
    package func begin(
        _ exportId: String, request: AppendedRecord, approval: AppendedRecord, project: String?,
        actor: Actor
    ) throws -> (export: AppendedRecord, checkpoint: StoredCheckpoint) {
        // The record names its own epoch, which is known only when it is open: a heartbeat-sized
        // first append would open it, so the epoch is the next one after the approval's close.
        let body = ExportBody(
            exportId: exportId, request: request.reference, approval: approval.reference,
            epochs: EpochRange(first: 0, last: approval.epoch &+ 1))
        let export = try one(
            appender.append([EntryDraft(body, project: project, actor: actor)]))
        guard export.epoch == body.epochs.last else {
            throw SealingError.brokenStore(
                "the export stands in epoch \(export.epoch), not in \(body.epochs.last)")
        }
        return (export, try appender.closeEpoch(cause: .export))
    }

    /// Step 4: what the custodian is asked.
    ///
    /// - Parameter exportId: An export whose epoch is closed.
    package func releaseRequest(for exportId: String) throws -> ReleaseRequest {
        let pending = try pending(exportId)
        let size = pending.checkpoint.size
        guard size >= 2 else {
            throw SealingError.brokenStore("the checkpoint covers \(size) records")
        }
        let end = try LogEnd(of: source, size: size)
        guard end.root == pending.checkpoint.root else {
            throw SealingError.brokenStore("the log's records don't give its own checkpoint")
        }
        return ReleaseRequest(
            exportId: exportId, epochs: pending.export.body.epochs,
            genesisLine: try source.line(at: 0), closeLine: try source.line(at: size - 1),
            leafBeforeClose: end.leafBeforeLast, inclusionProof: end.proofOfLast,
            note: pending.stored.note,
            receipts: pending.stored.receipts.map {
                ReleaseRequest.Receipt(name: $0.name, bytes: $0.bytes)
            })
    }

    /// Step 6: the sealed bundle is named in the log, in a later epoch.
    package func record(
        _ sealed: SealedBundle, release: KeyRelease?, actor: Actor
    ) throws {
        let body = ExportSealedBody(
            exportId: sealed.exportId, bundle: sealed.bundle.text,
            manifestSha256: sealed.manifestSha256, release: release?.signed)
        _ = try appender.append([EntryDraft(body, project: sealed.project, actor: actor)])
        _ = try appender.closeEpoch(cause: .export)
    }

    /// An export whose records and checkpoint are in the log.
    package func pending(_ exportId: String) throws -> PendingExport {
        let survey = try LogSurvey(source)
        guard let request = survey.requests[exportId], let export = survey.exports[exportId] else {
            throw SealingError.unknown(what: "approved export", name: exportId)
        }
        let stored = try source.checkpoints()
        for candidate in stored.sorted(by: { $0.size < $1.size })
        where candidate.size > export.sequence {
            guard case .success(let checkpoint) = Checkpoint.read(candidate.note) else { break }
            return PendingExport(
                export: export, request: request.body, stored: candidate, checkpoint: checkpoint,
                genesis: survey.genesis, all: stored, sealed: survey.sealedExports[exportId])
        }
        throw SealingError.brokenStore("the epoch of export \(exportId) has no checkpoint")
    }

    private func one(_ appended: [AppendedRecord]) throws(SealingError) -> AppendedRecord {
        guard let record = appended.last else {
            throw .brokenStore("the log's writer appended nothing")
        }
        return record
    }
}

/// An approved export that waits for its bundle.
package struct PendingExport {
    /// Where the export's record stands, and what it says.
    package let export: (sequence: UInt64, body: ExportBody)
    /// The approved request.
    package let request: ExportRequestBody
    /// The checkpoint over its epoch, with the receipts that are there.
    package let stored: StoredCheckpoint
    /// The same, read.
    package let checkpoint: Checkpoint
    /// The log's genesis.
    package let genesis: GenesisBody?
    /// All checkpoints of the log.
    package let all: [StoredCheckpoint]
    /// The last bundle of this export that the log knows to be sealed; nil before the first.
    package let sealed: (sequence: UInt64, manifest: Digest)?
}

package import Cryptography
import LinuxFiles
import RecordLog
package import Records

/// The one writer of a log.
///
/// Keeps the running key in locked memory only. A record is coded, stored in one durable step
/// and only then counted; the key gives way when that step is durable. A step that failed is
/// tried again with the same bytes; when that fails too nothing more is written by this value,
/// and the next start finds an unclosed epoch and says so in its `epoch.open`.
///
/// Source: docs/formats/log.md §6.4. Not thread safe: belongs to whoever opened it.
package final class LogWriter {
    /// The log's id.
    package let logID: Digest
    /// What the first record says.
    package let genesis: GenesisBody
    /// The store's places.
    package let layout: StoreLayout
    /// Clock, randomness, host and program.
    package let context: CaptureContext
    /// The site's settings in force.
    package private(set) var configuration: Configuration
    /// What a witness said when this value was made.
    package private(set) var rollbackCheck = RollbackCheck(result: .notAsked)

    let store: RecordStore
    let logSeed: SecretBytes
    /// Knows what repeats from one record to the next, for as long as the settings stay.
    var coder: EntryCoder
    var head: LogHead
    var epoch: RunningEpoch?
    var limits: SitePolicy.Limits
    var recovery: Recovery?
    private var stopped: String?
    private(set) var isEnded: Bool

    init(
        store: RecordStore, context: CaptureContext, configuration: Configuration,
        genesis: GenesisBody, found: LogState, logSeed: SecretBytes, limits: SitePolicy.Limits
    ) {
        self.layout = store.layout
        self.store = store
        self.context = context
        self.configuration = configuration
        self.genesis = genesis
        self.logID = found.logID
        self.head = found.head
        self.recovery = found.recovery
        self.isEnded = found.isEnded
        self.logSeed = logSeed
        self.limits = limits
        self.coder = EntryCoder(context: context, origin: Self.origin(context, configuration))
    }

    /// Whether an epoch is open, so that a close is owed.
    package var isEpochOpen: Bool { epoch != nil && stopped == nil }

    /// The number of records.
    package var size: UInt64 { head.size }

    /// Lets a test fail at a step of the next commits.
    func setProbe(_ probe: @escaping (CommitStep) throws -> Void) {
        store.probe = probe
    }

    func take(rollbackCheck: RollbackCheck) {
        self.rollbackCheck = rollbackCheck
    }

    func take(configuration: Configuration) {
        self.configuration = configuration
        coder = EntryCoder(context: context, origin: Self.origin(context, configuration))
    }

    /// Refuses to write when a commit failed before or the log has ended.
    ///
    /// - Parameter closing: Whether only a close is to be written, which an ended log may owe.
    func requireUsable(closing: Bool = false) throws(CaptureError) {
        if let stopped { throw .writerStopped(stopped) }
        if isEnded, !closing {
            throw .logEnded("This log was ended; begin the next one with `init --previous STORE`.")
        }
    }

    /// Codes an entry for the next place, not stored yet.
    func coded(
        _ draft: EntryDraft, time: RecordTime, epoch: UInt64, key: SecretBytes,
        under opening: EpochOpening?
    ) throws -> NewRecord {
        try coder.code(draft, time: time, at: head, epoch: epoch, key: key, under: opening)
    }

    /// Stores a batch; a failure stops this writer for good.
    func commit(_ batch: StoreBatch) throws {
        do { try store.commit(batch) } catch {
            stopped = "\(error)"
            epoch = nil
            throw error
        }
    }

    /// Takes note that the log has its last record.
    func end() {
        isEnded = true
    }

    private static func origin(
        _ context: CaptureContext, _ configuration: Configuration
    ) -> Origin {
        Origin(
            system: context.program.name, systemRole: "capture", site: configuration.site,
            organisation: configuration.organisation, version: context.program.version,
            configSha256: configuration.sha256, host: context.host.host)
    }

    /// The program as an actor, for the records that the log makes about itself.
    package var serviceActor: Actor {
        Actor(
            userId: context.host.osUser, kind: .service, source: "program",
            attribution: .kernelPeer)
    }
}

import BundleFormat
import LinuxFiles
import RecordLog
import Records

/// Compares datasets with what the log knows of them and appends the difference.
struct DatasetRecorder {
    let request: RecordingRequest
    let label: String
    let writer: LogWriter
    /// The datasets of this project that lie where is recorded, with their ids.
    let known: [DatasetIndex.Entry]

    /// Records datasets in their order, each in durable steps of its own.
    ///
    /// While one is being stored the files of the next are read, and its records coded.
    func record(_ found: [PlacedDataset]) throws -> [DatasetOutcome] {
        let ids = Dictionary(known.map { ($0.place, $0.id) }) { first, _ in first }
        var outcomes: [DatasetOutcome] = []
        var rest = found[...]
        var step = try rest.popFirst().map { try begin($0, ids, behind: nil).result().get() }
        while var current = step {
            if current.isUncoded {
                current = try RecordingStep(current.version, by: writer.aheadCoder())
            }
            // Whatever is wrong with the next dataset, this one is stored first.
            let coming = Result {
                try rest.popFirst().map { try begin($0, ids, behind: current.coder) }
            }
            let outcome = Result { try store(current) }
            let next = coming.map { $0?.result() }
            outcomes.append(try outcome.get())
            step = try next.get()?.get()
        }
        return outcomes
    }

    /// Records datasets that the log knows and nobody found.
    func recordVanished(except found: [PlacedDataset]) throws -> [DatasetOutcome] {
        let present = Set(found.map(\.place.text))
        var outcomes: [DatasetOutcome] = []
        for entry in known where !present.contains(entry.place.text) {
            let before = try state(of: entry.id)
            if before.fileCount == 0, !before.isInterrupted { continue }
            var survey = DatasetSurvey(after: before)
            survey.missing = ["the dataset is gone"]
            survey.changes = before.names.map { DatasetSurvey.Change.deleted($0) }
            let version = DraftedVersion.Maker(
                id: entry.id, isNew: false, label: label, place: entry.place,
                kind: DatasetKind(rawValue: entry.kind) ?? .folder, request: request)
            outcomes.append(try append(try version.make(of: survey)))
        }
        return outcomes
    }

    /// Begins to read the files of a dataset, to draft what is new of them and to code that.
    ///
    /// What the log knows is read before this returns: its database has one user at a time.
    private func begin(
        _ dataset: PlacedDataset, _ ids: [DatasetPlace: String], behind coder: AheadCoder?
    ) throws -> Coming<RecordingStep> {
        let known = ids[dataset.place]
        let before = try known.map(state) ?? DatasetState()
        let context = writer.context
        return Coming { [request, label] in
            let version = DraftedVersion.Maker(
                id: try known ?? Identifiers.make(context), isNew: known == nil, label: label,
                place: dataset.place, kind: dataset.found.kind, request: request)
            let survey = try DatasetSurvey.make(
                dataset.found, before: before, settlingSeconds: request.settlingSeconds,
                now: context.clock.now().utc, progress: request.progress)
            return try RecordingStep(try version.make(of: survey), by: coder)
        }
    }

    /// What the log knows of a dataset; a long walk to it is spared the next time.
    private func state(of id: String) throws -> DatasetState {
        let stored = try StoredDataset(id, in: writer.store.table)
        if let list = stored.fileListToKeep { try writer.store.add(list) }
        return stored.state
    }

    private func store(_ step: RecordingStep) throws -> DatasetOutcome {
        guard let coded = step.coded else { return try append(step.version) }
        var outcome = step.version.outcome
        outcome.seq = try writer.store(coded, registering: step.version.registration)
        return outcome
    }

    private func append(_ version: DraftedVersion) throws -> DatasetOutcome {
        var outcome = version.outcome
        if !version.drafts.isEmpty {
            outcome.seq = try writer.append(
                version.drafts, registering: version.registration, areChecked: true
            ).last?.seq
        }
        return outcome
    }
}

/// A drafted version with its coded records, as far as they could be coded ahead.
private struct RecordingStep: Sendable {
    let version: DraftedVersion
    let coded: CodedPortion?
    /// Codes what follows; nil where nobody knows yet what this comes behind.
    let coder: AheadCoder?

    init(_ version: DraftedVersion, by coder: AheadCoder?) throws {
        self.version = version
        guard version.isSmall, !version.drafts.isEmpty, var coder else {
            coded = nil
            self.coder = version.drafts.isEmpty ? coder : nil
            return
        }
        coded = try coder.code(version.drafts)
        self.coder = coded == nil ? nil : coder
    }

    /// Whether coding it is worth another attempt, now that everything in front of it is stored.
    var isUncoded: Bool { coded == nil && version.isSmall && !version.drafts.isEmpty }
}

import BundleFormat
import LinuxFiles
import RecordLog
import Records

/// The records of a version of a dataset before they have their places in the log.
struct DraftedVersion: Sendable {
    /// The files in byte order of path, then the dataset; none where nothing is new.
    ///
    /// All of them are what a record may hold.
    let drafts: [EntryDraft]
    /// The dataset's place for the index, where the log doesn't know it.
    let registration: [NewDataset]
    /// What is told when the drafts are stored; it lacks the number of the last record.
    let outcome: DatasetOutcome

    /// Whether one durable step holds it.
    var isSmall: Bool { drafts.count <= LogWriter.portionSize }

    /// What a version is made from beside its files.
    struct Maker: Sendable {
        let id: String
        /// Whether the log doesn't know the dataset yet.
        let isNew: Bool
        /// The project's label.
        let label: String
        let place: DatasetPlace
        let kind: DatasetKind
        let request: RecordingRequest
    }
}

extension DraftedVersion.Maker {
    /// Drafts what a survey found to be new.
    func make(of survey: DatasetSurvey) throws -> DraftedVersion {
        let before = survey.known
        let state: CapturedDataset.State = survey.missing.isEmpty ? .final : .provisional
        let isNewVersion =
            !survey.changes.isEmpty || before.closed?.dataset.state != state
            || before.isInterrupted || before.closed?.dataset.missing != survey.missing
        let version = before.nextVersion
        var drafts: [EntryDraft] = []
        var fileCount = before.fileCount
        if isNewVersion {
            let reference = CapturedFile.Dataset(id: id, version: version)
            let totals: DatasetTotals
            (drafts, totals) = try Parallel.both(
                {
                    Parallel.map(survey.changes) { change in
                        draft(.file(change.record(dataset: reference, root: place.root)))
                    }
                }, { survey.totals(below: place.path) },
                isWorthwhile: survey.changes.count >= Self.manyChanges)
            guard let sha256 = totals.digest else {
                throw CaptureError.damaged("A file of dataset \(id) doesn't lie in it.")
            }
            fileCount = totals.fileCount
            let dataset = CapturedDataset(
                dataset: .init(
                    id: id, version: version, kind: kind.rawValue, state: state,
                    missing: survey.missing),
                root: place.root.text, path: place.path.text, pathText: place.path.pathText,
                fileCount: UInt64(fileCount), byteCount: totals.byteCount, sha256: sha256)
            let last = draft(.dataset(dataset))
            // The bodies of files are made of names, sizes, digests and times that are checked already.
            try RecordCoder.check([last])
            drafts.append(last)
        }
        return DraftedVersion(
            drafts: drafts, registration: isNew ? [registration] : [],
            outcome: DatasetOutcome(
                id: id, path: PathText.shown(place.path.raw), kind: kind,
                version: isNewVersion ? version : version - 1, state: state,
                missing: survey.missing, fileCount: fileCount, created: survey.count(.created),
                modified: survey.count(.modified), deleted: survey.count(.deleted), seq: nil))
    }

    /// For as many it pays to have another thread work out the totals meanwhile.
    private static let manyChanges = 1024

    private var registration: NewDataset {
        NewDataset(
            id: id, project: label, root: place.root.text, path: place.path.text,
            kind: kind.rawValue)
    }

    private func draft(_ body: CaptureBody) -> EntryDraft {
        EntryDraft(
            family: CaptureBody.family, body: body.json, project: label, actor: request.actor,
            cause: request.cause)
    }
}

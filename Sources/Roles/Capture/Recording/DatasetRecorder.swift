import BundleFormat
import CanonicalJSON
import Cryptography
import LinuxFiles
import RecordLog
import Records

/// Compares datasets with what the log knows of them and appends the difference.
struct DatasetRecorder {
    let request: RecordingRequest
    let label: String
    let writer: LogWriter

    /// Records one dataset.
    func record(_ found: FoundDataset) throws -> DatasetOutcome {
        let place = try DatasetPlace(found, writer.context.presentation)
        let known = try DatasetIndex(writer.store.table).id(project: label, place: place)
        let id = try known ?? Identifiers.make(writer.context)
        let before = try known.map(state) ?? DatasetState()
        let survey = try DatasetSurvey.make(
            found, place: place, before: before, settlingSeconds: request.settlingSeconds,
            now: writer.context.clock.now().utc, progress: request.progress)
        let registration =
            known == nil
            ? [
                NewDataset(
                    id: id, project: label, root: place.root.text, path: place.path.text,
                    kind: found.kind.rawValue)
            ] : []
        return try append(
            survey, id: id, place: place, kind: found.kind, before: before,
            registering: registration)
    }

    /// Records datasets of this project that the log knows below some paths and nobody found.
    func recordVanished(
        below paths: [[UInt8]], except found: [FoundDataset]
    ) throws -> [DatasetOutcome] {
        let present = Set(found.map { writer.context.presentation.presented($0.absolutePath) })
        var outcomes: [DatasetOutcome] = []
        let index = DatasetIndex(writer.store.table)
        for entry in try index.entries(below: paths)
        where entry.project == label && !present.contains(entry.absolutePath) {
            let before = try state(of: entry.id)
            if before.fileCount == 0, !before.isInterrupted { continue }
            var survey = DatasetSurvey(after: DatasetState())
            survey.missing = ["the dataset is gone"]
            survey.changes = before.names.map { DatasetSurvey.Change.deleted($0) }
            outcomes.append(
                try append(
                    survey, id: entry.id, place: entry.place,
                    kind: DatasetKind(rawValue: entry.kind) ?? .folder, before: before,
                    registering: []))
        }
        return outcomes
    }

    /// What the log knows of a dataset; a long walk to it is spared the next time.
    private func state(of id: String) throws -> DatasetState {
        let stored = try StoredDataset(id, in: writer.store.table)
        if let list = stored.fileListToKeep { try writer.store.add(list) }
        return stored.state
    }

    private func append(
        _ survey: DatasetSurvey, id: String, place: DatasetPlace, kind: DatasetKind,
        before: DatasetState, registering: [NewDataset]
    ) throws -> DatasetOutcome {
        let version = before.nextVersion
        var after = before
        let files = Parallel.map(survey.changes) { change in
            let file = change.record(dataset: .init(id: id, version: version), root: place.root)
            return (file: file, body: file.json)
        }
        var drafts: [EntryDraft] = []
        drafts.reserveCapacity(files.count + 1)
        for (file, body) in files {
            // The place in the log isn't known yet, and neither count nor digest depends on it.
            after.add(.file(file), sequence: 0, project: label)
            drafts.append(draft(body))
        }
        let state: CapturedDataset.State = survey.missing.isEmpty ? .final : .provisional
        let isNew =
            !drafts.isEmpty || before.closed?.dataset.state != state || before.isInterrupted
            || before.closed?.dataset.missing != survey.missing
        var seq: UInt64?
        if isNew {
            guard let sha256 = after.files.digest(below: place.path) else {
                throw CaptureError.damaged("A file of dataset \(id) doesn't lie in it.")
            }
            let dataset = CapturedDataset(
                dataset: .init(
                    id: id, version: version, kind: kind.rawValue, state: state,
                    missing: survey.missing),
                root: place.root.text, path: place.path.text, pathText: place.path.rawText,
                fileCount: UInt64(after.fileCount), byteCount: after.files.byteCount,
                sha256: sha256)
            drafts.append(draft(dataset.json))
            seq = try writer.append(drafts, registering: registering).last?.seq
        }
        return DatasetOutcome(
            id: id, path: PathText.shown(place.path.raw), kind: kind,
            version: isNew ? version : version - 1, state: state, missing: survey.missing,
            fileCount: after.fileCount, created: survey.count(.created),
            modified: survey.count(.modified), deleted: survey.count(.deleted), seq: seq)
    }

    private func draft(_ body: JSONObject) -> EntryDraft {
        EntryDraft(
            family: CaptureBody.family, body: body, project: label, actor: request.actor,
            cause: request.cause)
    }
}

import BundleFormat
import Cryptography
import LinuxFiles
import Records
import RecordLog
import SQLiteDatabase

/// Records datasets: what is new, changed or gone since the log last saw them.
package enum Recording {
    /// Scans paths, hashes files and appends what changed; one durable step for each dataset.
    ///
    /// Everything is scanned before the first record is written, so a path that can't be
    /// captured leaves the log as it was.
    ///
    /// - Throws: `CaptureError.input` for a path that can't be captured.
    package static func run(
        _ request: RecordingRequest, writer: LogWriter
    ) throws -> RecordingResult {
        try translating {
            guard request.actor.personId != nil else {
                throw CaptureError.actorUnknown(osUser: request.actor.userId)
            }
            var found: [FoundDataset] = []
            var uncaptured: [UncapturedEntry] = []
            var covered: [[UInt8]] = []
            var folders = ResolvedFolders()
            for path in request.paths {
                let target = try scan(path, &folders, writer)
                found += target.datasets
                uncaptured += target.uncaptured
                covered.append(writer.context.presentation.presented(target.path))
            }
            let placed = try unique(found).map {
                try PlacedDataset(found: $0, presentation: writer.context.presentation)
            }
            let label = try writer.projectLabel(named: request.project, actor: request.actor)
            let known = try DatasetIndex(writer.store.table).entries(
                below: covered, project: label)
            let recorder = DatasetRecorder(
                request: request, label: label, writer: writer, known: known)
            let outcomes =
                try recorder.record(placed) + recorder.recordVanished(except: placed)
            return RecordingResult(project: label, datasets: outcomes, uncaptured: uncaptured)
        }
    }

    /// A path that is gone is acceptable when the log knows datasets there.
    private static func scan(
        _ path: [UInt8], _ folders: inout ResolvedFolders, _ writer: LogWriter
    ) throws -> DatasetScan {
        if let scan = try DatasetScanner.scan(path, &folders) { return scan }
        let missing = CaptureError.input(
            path: PathText.shown(path), reason: "there is no such file or folder")
        let parent = PathText.folder(of: path)
        guard Files.isDirectory(parent) else { throw missing }
        let absolute = PathText.join(try Files.resolvedPath(parent), PathText.name(of: path))
        let known = writer.context.presentation.presented(absolute)
        guard try !DatasetIndex(writer.store.table).entries(below: [known]).isEmpty else {
            throw missing
        }
        return DatasetScan(path: absolute, datasets: [], uncaptured: [])
    }

    private static func unique(_ datasets: [FoundDataset]) -> [FoundDataset] {
        var seen: Set<[UInt8]> = []
        return datasets.filter { seen.insert($0.absolutePath).inserted }
    }
}

/// A dataset as it was found, with its mapped place.
struct PlacedDataset: Sendable {
    let found: FoundDataset
    let place: DatasetPlace

    init(found: FoundDataset, presentation: PathPresentation) throws(CaptureError) {
        self.found = found
        place = try DatasetPlace(found, presentation)
    }
}

/// A dataset's mapped place.
struct DatasetPlace: Hashable, Sendable {
    /// The folder in which it lies, mapped, without leading slash.
    let root: MappedName
    /// Its own name below that, mapped.
    let path: MappedName

    /// Both as one path.
    var text: String { "\(root.text)/\(path.text)" }

    init(
        _ dataset: FoundDataset, _ presentation: PathPresentation = .asIs
    ) throws(CaptureError) {
        let presented = presentation.presented(dataset.root)
        guard presented.count > 1 else {
            throw .input(
                path: PathText.shown(dataset.absolutePath),
                reason: "it lies directly in the root of the file system")
        }
        do {
            root = try MappedName(raw: Array(presented.dropFirst()))
            path = try MappedName(raw: dataset.name)
        } catch {
            throw .input(path: PathText.shown(dataset.absolutePath), reason: error.sentence)
        }
    }

    init(root: MappedName, path: MappedName) {
        self.root = root
        self.path = path
    }
}

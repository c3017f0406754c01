import BundleFormat
import Cryptography
import LinuxFiles
import Records

/// The difference between a dataset on the disk and the dataset that the log knows.
struct DatasetSurvey: Sendable {
    /// One file's change.
    enum Change: Hashable, Sendable {
        case written(CapturedFile.Event, MappedName, StableFile)
        case deleted(MappedName)

        var event: CapturedFile.Event {
            switch self {
            case .written(let event, _, _): event
            case .deleted: .deleted
            }
        }

        func record(dataset: CapturedFile.Dataset, root: MappedName) -> CapturedFile {
            switch self {
            case .deleted(let name):
                CapturedFile(
                    deleted: dataset, root: root.text, path: name.text, pathText: name.pathText)
            case .written(let event, let name, let file):
                CapturedFile(
                    event: event, dataset: dataset, root: root.text, path: name.text,
                    pathText: name.pathText, size: UInt64(clamping: file.size),
                    sha256: file.sha256, modifiedUtc: Self.timestamp(file.modifiedNanoseconds))
            }
        }

        private static func timestamp(_ nanoseconds: Int64) -> Timestamp {
            let billion: Int64 = 1_000_000_000
            let seconds = nanoseconds >= 0 ? nanoseconds / billion : -1
            return Timestamp(unixSeconds: seconds, nanoseconds: max(nanoseconds % billion, 0))
        }
    }

    /// What the log knew.
    let known: DatasetState
    /// Changes in byte order of path.
    var changes: [Change] = []
    /// Why the dataset isn't final; empty when it is.
    var missing: [String] = []

    init(after known: DatasetState) {
        self.known = known
    }

    /// How many changes are of one kind.
    func count(_ event: CapturedFile.Event) -> Int {
        changes.count { $0.event == event }
    }

    /// What the dataset record states of the files after these changes.
    ///
    /// - Parameter path: The dataset's own path.
    func totals(below path: MappedName) -> DatasetTotals {
        var after = known
        for change in changes {
            switch change {
            case .deleted(let name): after.remove(name.text)
            case .written(_, let name, let file):
                // Their places in the log aren't known yet, and nothing here depends on them.
                after.set(
                    DatasetReplay.File(
                        sequence: 0, path: name.text, size: UInt64(clamping: file.size),
                        sha256: file.sha256, project: nil))
            }
        }
        return after.totals(below: path.text)
    }

    /// Hashes a dataset's files and compares.
    ///
    /// A file that changes while it's read, or can't be read, keeps the state that the log knows,
    /// and the dataset is provisional.
    static func make(
        _ found: FoundDataset, before: DatasetState,
        settlingSeconds: Int64, now: Timestamp, progress: @escaping @Sendable (Int) -> Void
    ) throws -> DatasetSurvey {
        var survey = DatasetSurvey(after: before)
        survey.missing = found.missing + found.uncaptured.map { "\($0.path) \($0.reason)" }
        let hasher = FileHasher(onChunk: progress)
        var kept: Set<MappedName> = []
        let readings = try Parallel.map(found.files) { file in
            try Self.read(file, at: found.absolutePath(of: file), by: hasher)
        }
        survey.changes.reserveCapacity(readings.count)
        for (file, reading) in zip(found.files, readings) {
            switch reading {
            case .success(let (name, reading)):
                let isThere = survey.take(name, reading, of: file)
                if isThere, before.fileCount > 0 { kept.insert(name) }
            case .failure(let problem):
                survey.missing.append("\(PathText.shown(file.path)): \(problem.sentence)")
            }
        }
        for name in before.names where !kept.contains(name) {
            survey.changes.append(.deleted(name))
        }
        // A mapped name has ASCII letters only, so that this is the order of its bytes.
        survey.changes.sort { $0.name.text < $1.name.text }
        survey.noteUnrest(found, settlingSeconds, now)
        survey.missing = bounded(survey.missing)
        return survey
    }

    private static func read(
        _ file: FoundFile, at path: [UInt8], by hasher: FileHasher
    ) throws -> Result<(MappedName, FileReading), NameProblem> {
        let name: MappedName
        do { name = try MappedName(raw: file.path) } catch { return .failure(error) }
        return .success((name, try hasher.read(path)))
    }

    /// Takes what came of reading a file.
    ///
    /// - Returns: Whether the file is there, whatever it holds.
    private mutating func take(
        _ name: MappedName, _ reading: FileReading, of file: FoundFile
    ) -> Bool {
        switch reading {
        case .gone: return false
        case .unstable:
            missing.append("\(PathText.shown(file.path)) changes while it is read")
        case .unreadable(let why):
            missing.append("\(PathText.shown(file.path)) can't be read: \(why)")
        case .stable(let read):
            guard let old = known[name.text] else {
                changes.append(.written(.created, name, read))
                return true
            }
            if old.sha256 != read.sha256 || old.size != UInt64(clamping: read.size) {
                changes.append(.written(.modified, name, read))
            }
        }
        return true
    }

    private mutating func noteUnrest(
        _ found: FoundDataset, _ settlingSeconds: Int64, _ now: Timestamp
    ) {
        guard settlingSeconds > 0,
            let newest = found.files.map(\.status.modifiedNanoseconds).max()
        else { return }
        if now.unixSeconds - newest / 1_000_000_000 < settlingSeconds {
            missing.append("quiet for less than \(settlingSeconds) s")
        }
    }

    /// A record has room for so many sentences.
    private static func bounded(_ sentences: [String]) -> [String] {
        let most = 100
        guard sentences.count > most else { return sentences }
        return Array(sentences.prefix(most)) + ["and \(sentences.count - most) more"]
    }
}

extension DatasetSurvey.Change {
    /// The file's mapped path.
    var name: MappedName {
        switch self {
        case .written(_, let name, _), .deleted(let name): name
        }
    }
}

import BundleFormat
import Cryptography
import Findings
import Records

/// What the report says of the datasets: their files, and the instrument's trail beside ours.
extension ReportAssembly {
    /// The newest version of every shown dataset, by log and place.
    var datasets: [DatasetLine] {
        var left = DatasetLine.fileLimit
        let here = Set(facts.frame.members.lazy.compactMap(\.sha256))
        return facts.logs.flatMap { log in
            let events = EventCounts(log)
            return log.datasets.newestVersions.map { version in
                var line = line(version, of: log)
                (line.fileEvents, line.deletions) = events[version.body.dataset.id]
                let files = version.files.prefix(left)
                left -= files.count
                line.files = files.map { file($0, here) }
                line.unlistedFiles = UInt64(version.files.count - files.count)
                return line
            }
        }
    }

    private func line(_ version: DatasetReplay.Version, of log: LogFacts) -> DatasetLine {
        let body = version.body
        let trails = facts.instrumentTrails.filter {
            $0.dataset == body.dataset.id && $0.log == log.label
        }
        var line = DatasetLine(
            place: Place(member: log.member, log: log.label, sequence: version.sequence),
            datasetID: body.dataset.id, kind: body.dataset.kind, path: body.pathText ?? body.path,
            version: body.dataset.version, fileCount: body.fileCount, byteCount: body.byteCount,
            state: body.dataset.state.rawValue, instrumentTrail: word(trails))
        if let entry = log.entry(at: version.sequence) {
            line.recordedAt = entry.time.utc.secondsText
            line.recordedBy = entry.actor.name ?? entry.actor.userId
        }
        line.instrumentTrails = trails.map(trail)
        return line
    }

    private func file(_ file: DatasetReplay.File, _ here: Set<Digest>) -> FileLine {
        let isOutside = facts.outsideFiles[file.sha256]?.sha256 == file.sha256
        return FileLine(
            path: file.pathText ?? file.path, byteCount: file.size, sha256: file.sha256.hex,
            modifiedAt: file.modifiedUtc?.secondsText, sequence: file.sequence,
            standing: here.contains(file.sha256)
                ? "in the bundle" : isOutside ? "outside, checked" : "not here")
    }

    // MARK: - The instrument's own trails

    /// What the trails of a dataset came to, the worst first; nil where there is none.
    private func word(_ trails: [InstrumentTrailFacts]) -> String? {
        guard !trails.isEmpty else { return nil }
        if trails.contains(where: { $0.closing == .differs }) { return "its own trail was altered" }
        if trails.contains(where: { $0.data == .differs }) {
            return "raw data differ from its own trail"
        }
        if trails.contains(where: { $0.data == .same || $0.data == .sameByteSwapped }) {
            return "raw data agree with its own trail"
        }
        return "its own trail holds"
    }

    private func trail(_ trail: InstrumentTrailFacts) -> InstrumentTrailLine {
        let closing =
            switch trail.closing {
            case .sameAsLines, .sameAsBytes: "its text gives the digest that it states of itself"
            case .differs: "its text does not give the digest that it states of itself"
            case .noDigest: "it states no digest of itself"
            }
        let data =
            switch trail.data {
            case .same, .sameByteSwapped: "the raw data give the digest that it states"
            case .differs: "the raw data do not give the digest that it states"
            case .noDigest: "it states no digest of raw data"
            case .noDataFile: "there is no raw file beside it"
            case .notHere: "the raw file lies outside the bundle"
            }
        return InstrumentTrailLine(
            member: trail.member, dataFile: trail.dataMember,
            entries: UInt64(max(0, trail.entryCount)), newest: trail.newest?.secondsText,
            users: trail.users, hosts: trail.hosts, closing: closing, data: data)
    }
}

/// How often files of each dataset of a log were written and deleted, as records tell.
private struct EventCounts {
    private let log: LogFacts
    private var written: [UInt64]
    private var deleted: [UInt64]

    init(_ log: LogFacts) {
        self.log = log
        written = Array(repeating: 0, count: log.captures.datasets.count)
        deleted = written
        for event in log.captures.events {
            if event.isDeletion {
                deleted[Int(event.dataset)] += 1
            } else {
                written[Int(event.dataset)] += 1
            }
        }
    }

    subscript(dataset: String) -> (written: UInt64, deleted: UInt64) {
        guard let place = log.captures.datasets.knownPlace(of: dataset) else { return (0, 0) }
        return (written[Int(place)], deleted[Int(place)])
    }
}

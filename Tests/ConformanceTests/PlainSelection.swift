import BundleFormat
import CanonicalJSON
import Cryptography
import RecordLog
import Records
import Sealing

/// The selection of docs/formats/bundle.md §12 record by record, as one would first write it down.
struct PlainSelection {
    private(set) var copies: [RecordCopy] = []
    private(set) var lines: [UInt8] = []
    private(set) var shownCount: UInt64 = 0
    private var answering: Set<UInt64> = []

    init(
        _ log: MemoryLog, _ query: ExportQuery, own: Set<UInt64>, reason: WithholdingReason
    ) throws {
        let entries = try log.lines.enumerated().map {
            try StoredEntry($0.element, sequence: UInt64($0.offset))
                .entry(under: log.opening(before: UInt64($0.offset)))
        }
        let chosen = Self.chosen(entries, query)
        for (line, entry) in zip(log.lines, entries) {
            let read = try RecordLine.read(line).get()
            if try isShown(entry, query, own, chosen) {
                if !Families.alwaysShown.contains(entry.family) { shownCount += 1 }
                copies.append(
                    RecordCopy(sequence: entry.seq, digest: read.digest, content: .shown(entry)))
                lines += line
            } else {
                copies.append(
                    RecordCopy(sequence: entry.seq, digest: read.digest, content: .withheld(reason))
                )
                lines += RecordLine.withheld(digest: read.digest, code: read.code, reason: reason)
            }
            lines.append(0x0A)
        }
    }

    private static func dataset(_ entry: Entry) -> String? {
        entry.body["dataset"]?.objectValue?["id"]?.stringValue
    }

    private static func chosen(_ entries: [Entry], _ query: ExportQuery) -> Set<String> {
        Set(
            entries.compactMap { entry in
                guard entry.family == CaptureBody.family, answers(entry, query),
                    let id = dataset(entry),
                    query.datasets.isEmpty || query.datasets.contains(id)
                else { return nil }
                return id
            })
    }

    private static func answers(_ entry: Entry, _ query: ExportQuery) -> Bool {
        let time = entry.time.utc
        let isByPerson = entry.actor.personId.map(query.persons.contains) ?? false
        return (query.records.isEmpty || query.records.contains(entry.seq))
            && (query.persons.isEmpty || isByPerson)
            && query.from.map { $0 <= time } ?? true && query.to.map { time <= $0 } ?? true
    }

    private mutating func isShown(
        _ entry: Entry, _ query: ExportQuery, _ own: Set<UInt64>, _ chosen: Set<String>
    ) throws -> Bool {
        if Families.alwaysShown.contains(entry.family) || own.contains(entry.seq) { return true }
        if let wanted = query.project, let label = entry.project, label != wanted { return false }
        if entry.project == nil && query.records.isEmpty { return true }
        var isShown = Self.answers(entry, query) && query.datasets.isEmpty
        switch entry.family {
        case ProjectBody.family: isShown = true
        case CaptureBody.family: isShown = Self.dataset(entry).map(chosen.contains) ?? false
        case SignatureBody.family:
            let targets = try SignatureBody(json: entry.body).statement.targets
            isShown = isShown || targets.contains { answering.contains($0.seq) }
        default: break
        }
        if isShown { answering.insert(entry.seq) }
        return isShown
    }
}

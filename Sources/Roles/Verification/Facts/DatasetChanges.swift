import Records

/// What happened to datasets of a log after a place in it, by what is shown.
struct DatasetChanges {
    /// A version, by the record that closes it.
    struct Version: Hashable {
        let seq: UInt64
        let number: UInt64
    }

    private var closed: [String: [Version]] = [:]
    private var events: [String: Events] = [:]

    /// The file events of one dataset, with the smallest version that any from there on states.
    private struct Events {
        var places: [UInt64] = []
        var lowest: [UInt64] = []

        /// Turns the version of each event into the smallest from there on.
        mutating func settle() {
            for place in lowest.indices.dropLast().reversed() {
                lowest[place] = min(lowest[place], lowest[place + 1])
            }
        }
    }

    /// Gathers the changes of some datasets.
    init(of datasets: Set<String>, in log: LogFacts) {
        guard !datasets.isEmpty else { return }
        for (seq, body) in log.bodies(CaptureBody.self) {
            guard case .dataset(let record) = body, datasets.contains(record.dataset.id) else {
                continue
            }
            closed[record.dataset.id, default: []].append(
                Version(seq: seq, number: record.dataset.version))
        }
        var wanted: [Int32: String] = [:]
        for id in datasets {
            if let place = log.captures.datasets.knownPlace(of: id) { wanted[place] = id }
        }
        for event in log.captures.events {
            guard let id = wanted[event.dataset] else { continue }
            events[id, default: Events()].places.append(event.seq)
            events[id, default: Events()].lowest.append(event.version)
        }
        for id in events.keys { events[id]?.settle() }
    }

    /// The newest version that is closed behind a place; nil where none is.
    func newest(of dataset: String, after seq: UInt64) -> Version? {
        closed[dataset]?.last.flatMap { $0.seq > seq ? $0 : nil }
    }

    /// A version behind a place whose number isn't above the one at the place.
    func versionNotRaised(of dataset: String, after seq: UInt64, above number: UInt64) -> UInt64? {
        closed[dataset]?.first { $0.seq > seq && $0.number <= number }?.seq
    }

    /// A file event behind a place that states a version not above the one at the place.
    func eventNotRaised(of dataset: String, after seq: UInt64, above number: UInt64) -> UInt64? {
        guard let events = events[dataset],
            let first = events.places.firstIndex(where: { $0 > seq }),
            events.lowest[first] <= number
        else { return nil }
        return events.places[first]
    }

    /// The first file event behind a place that no version closes; nil where none is left open.
    func openChange(of dataset: String, after seq: UInt64) -> UInt64? {
        let end = max(seq, closed[dataset]?.last?.seq ?? 0)
        return events[dataset]?.places.first { $0 > end }
    }
}

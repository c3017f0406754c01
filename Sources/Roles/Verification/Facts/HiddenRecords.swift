/// Where records of one family may be hidden in a log, so that what is shown of it isn't all.
///
/// Known epoch by epoch: from the first withheld place of an epoch that hides such a record to the
/// last. Which of them it is nobody can tell.
///
/// Source: docs/formats/records.md §10.
struct HiddenRecords {
    private var stretches: [ClosedRange<UInt64>] = []

    /// Finds them by the counts of the log.
    ///
    /// - Parameter label: Counts records with this project label or none; nil counts every label.
    init(of family: String, label: String? = nil, in log: LogFacts) {
        // By place: an epoch isn't copied to be asked.
        for place in log.epochs.indices where log.epochs[place].mayHide(family, of: label) {
            let epoch = log.epochs[place]
            guard epoch.first <= epoch.last else { continue }
            stretches.append(Self.stretch(of: epoch, in: log))
        }
    }

    /// Whether one may stand behind a place and in front of another.
    ///
    /// - Parameters:
    ///   - start: The place behind which; nil for anywhere from the beginning.
    ///   - end: The place in front of which; nil for anywhere to the end.
    func mayStand(after start: UInt64?, before end: UInt64? = nil) -> Bool {
        guard let first = firstStretch(endingAfter: start) else { return false }
        let earliest = max(stretches[first].lowerBound, start.map { $0 &+ 1 } ?? 0)
        return end.map { earliest < $0 } ?? true
    }

    /// Stretches don't overlap and rise, so that halving finds the place.
    private func firstStretch(endingAfter start: UInt64?) -> Int? {
        guard let start else { return stretches.isEmpty ? nil : 0 }
        let place = stretches.firstPlace { $0.upperBound > start }
        return place < stretches.count ? place : nil
    }

    /// From the first withheld place to the last; the whole epoch where its count speaks of
    /// hidden records and no line is withheld, which CHAIN-006 finds.
    private static func stretch(of epoch: EpochFacts, in log: LogFacts) -> ClosedRange<UInt64> {
        let places = epoch.first...epoch.last
        guard epoch.withheld > 0,
            let first = places.first(where: { log.table.isWithheld(at: $0) }),
            let last = places.reversed().first(where: { log.table.isWithheld(at: $0) })
        else { return places }
        return first...last
    }
}

/// Where records of one family may be hidden, label by label, found out once each.
struct HiddenByLabel {
    private let family: String
    private let log: LogFacts
    private var known: [String?: HiddenRecords] = [:]

    /// Finds nothing out yet.
    init(of family: String, in log: LogFacts) {
        self.family = family
        self.log = log
    }

    /// Where they may be hidden with this label or none; nil counts every label.
    mutating func records(of label: String?) -> HiddenRecords {
        if let found = known[label] { return found }
        let found = HiddenRecords(of: family, label: label, in: log)
        known[label] = found
        return found
    }
}

/// Places in a log, as runs of places that stand behind each other.
///
/// A query takes whole datasets or projects, so a million places usually are a handful of runs.
struct PlaceRuns: Hashable, Sendable {
    private var runs: [Range<UInt64>] = []
    /// How many places there are.
    private(set) var count: UInt64 = 0

    /// Adds a place behind all others.
    mutating func append(_ place: UInt64) { append(place..<place + 1) }

    /// Adds places that stand behind all others.
    mutating func append(_ others: PlaceRuns) { others.runs.forEach { append($0) } }

    private mutating func append(_ run: Range<UInt64>) {
        count += UInt64(run.count)
        if let last = runs.last, last.upperBound == run.lowerBound {
            runs[runs.count - 1] = last.lowerBound..<run.upperBound
        } else {
            runs.append(run)
        }
    }

    /// Whether a place is among them.
    func contains(_ place: UInt64) -> Bool { overlaps(place..<place + 1) }

    /// Whether any place of a range is among them.
    func overlaps(_ range: Range<UInt64>) -> Bool {
        var (low, high) = (0, runs.count)
        // The first run that ends behind the beginning of the range.
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upperBound <= range.lowerBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < runs.count && runs[low].overlaps(range)
    }
}

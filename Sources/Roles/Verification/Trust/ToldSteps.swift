/// The steps of a log's clock that records tell of, as what they excuse.
///
/// Between two steps the clock was off by some amount that nobody states; what the steps do state is
/// how much more it was off here than there. A record that is dated further from a receipt than clocks
/// may differ doesn't contradict where the told steps put its stretch at least that far from another:
/// then the clock was right there and wrong here, as the log itself says. It stays an observation;
/// whether the told steps are what the clocks show is TIME-004's question.
package struct ToldSteps: Sendable {
    /// The first record behind each step, in order.
    private let places: [UInt64]
    /// By how much each stretch runs ahead of the first, in milliseconds.
    private let offsets: [Int64]
    private let least: Int64
    private let most: Int64

    /// Takes the steps of one log.
    package init(_ clock: ClockFacts) {
        var places: [UInt64] = []
        var offsets: [Int64] = [0]
        var offset: Int64 = 0
        for jump in clock.jumps {
            guard let told = jump.told else { continue }
            offset = offset.adding(told.milliseconds)
            places.append(jump.seq)
            offsets.append(offset)
        }
        self.places = places
        self.offsets = offsets
        least = offsets.min() ?? 0
        most = offsets.max() ?? 0
    }

    /// Whether the steps explain that a record of a stretch is dated too late.
    ///
    /// - Parameters:
    ///   - milliseconds: By how much.
    ///   - records: Where the record stands, as narrow as it is known.
    ///   - skew: By how many milliseconds clocks may differ anyway.
    package func tell(
        ofBeing milliseconds: Int64, aheadIn records: ClosedRange<UInt64>, _ skew: Int64
    ) -> Bool {
        guard !places.isEmpty else { return false }
        let furthest = stretches(of: records).map { offsets[$0].adding(0 - least) }.max() ?? 0
        return furthest.adding(skew) >= milliseconds
    }

    /// Whether the steps explain that a record of a stretch is dated too early.
    package func tell(
        ofBeing milliseconds: Int64, behindIn records: ClosedRange<UInt64>, _ skew: Int64
    ) -> Bool {
        guard !places.isEmpty else { return false }
        let furthest = stretches(of: records).map { most.adding(0 - offsets[$0]) }.max() ?? 0
        return furthest.adding(skew) >= milliseconds
    }

    private func stretches(of records: ClosedRange<UInt64>) -> ClosedRange<Int> {
        let first = places.prefix { $0 <= records.lowerBound }.count
        let last = first + places[first...].prefix { $0 <= records.upperBound }.count
        return first...last
    }
}

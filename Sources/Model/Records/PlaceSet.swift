/// A set of places in a list, from 0; without allocation while all are below 64.
package struct PlaceSet {
    private var first: UInt64 = 0
    private var others: Set<Int> = []

    /// An empty set.
    package init() {}

    /// How many places are in it.
    package var count: Int { first.nonzeroBitCount + others.count }

    /// Adds a place.
    package mutating func insert(_ place: Int) {
        if (0..<64).contains(place) {
            first |= 1 << UInt64(place)
        } else {
            others.insert(place)
        }
    }

    /// Whether a place is in it.
    package func contains(_ place: Int) -> Bool {
        (0..<64).contains(place) ? first & (1 << UInt64(place)) != 0 : others.contains(place)
    }
}

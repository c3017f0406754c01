/// A set of places in a list, from 0; without allocation while all are below 64.
struct PlaceSet {
    private var first: UInt64 = 0
    private var others: Set<Int> = []

    /// How many places are in it.
    var count: Int { first.nonzeroBitCount + others.count }

    /// Adds a place.
    mutating func insert(_ place: Int) {
        if (0..<64).contains(place) {
            first |= 1 << UInt64(place)
        } else {
            others.insert(place)
        }
    }

    /// Whether a place is in it.
    func contains(_ place: Int) -> Bool {
        (0..<64).contains(place) ? first & (1 << UInt64(place)) != 0 : others.contains(place)
    }
}

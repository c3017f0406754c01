/// Finds what somebody probably meant to type.
package enum Suggestion {
    /// The known word nearest to a mistyped one, nil when none is near.
    ///
    /// Near means at most a third of its letters changed, added, left out or swapped with the
    /// neighbour, or a known word that begins with what was typed.
    package static func nearest(to word: String, among known: [String]) -> String? {
        let scored = known.map { (name: $0, distance: distance(word, $0)) }
        let near = scored.filter { $0.distance <= max(1, $0.name.count / 3) }
        if let best = near.min(by: { $0.distance < $1.distance }) { return best.name }
        guard word.count >= 2 else { return nil }
        let longer = known.filter { $0.hasPrefix(word) }
        return longer.count == 1 ? longer.first : nil
    }

    static func sentence(for word: String, among known: [String], prefix: String = "") -> String {
        nearest(to: word, among: known).map { "; did you mean \(prefix)\($0)?" } ?? ""
    }

    /// Smallest number of single-letter changes and swaps of neighbours between two words.
    static func distance(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first.prefix(64)), Array(second.prefix(64)))
        var older: [Int] = []
        var previous = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(
                    previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, older[j - 1] + 1)
                }
                row.append(best)
            }
            (older, previous) = (previous, row)
        }
        return previous[b.count]
    }
}

extension Array {
    /// The first place from which on a condition holds, which it does for no element before; the end
    /// where it holds for none.
    func firstPlace(where holds: (borrowing Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Array {
    /// The elements for which a condition holds; where it holds for all, the array itself and no copy.
    func kept(where holds: (borrowing Element) -> Bool) -> [Element] {
        for place in indices where !holds(self[place]) { return filter { holds($0) } }
        return self
    }
}

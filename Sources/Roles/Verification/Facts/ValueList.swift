/// Values that are held once and named by their place.
struct ValueList<Value: Hashable & Sendable>: Sendable {
    private(set) var values: [Value] = []
    private var places: [Value: Int32] = [:]

    /// The value at a place that `place(of:)` gave.
    subscript(place: Int32) -> Value { values[Int(place)] }

    /// The place of a value, which is added where it is new.
    mutating func place(of value: Value) -> Int32 {
        if let place = places[value] { return place }
        let place = Int32(clamping: values.count)
        values.append(value)
        places[value] = place
        return place
    }
}

/// Names that are held once and named by their place.
package struct NameList: Sendable {
    private var names: [String] = []
    // By bytes: `String` would take two spellings of one letter for the same name.
    private var places: [[UInt8]: Int32] = [:]

    /// Makes an empty list.
    package init() {}

    /// The number of names.
    package var count: Int { names.count }

    /// The name at a place; empty beyond the end.
    package subscript(place: Int32) -> String {
        place >= 0 && Int(place) < names.count ? names[Int(place)] : ""
    }

    /// The place of a name; nil where it isn't in the list.
    package func knownPlace(of name: String) -> Int32? { places[Array(name.utf8)] }

    /// The place of each name of another list, which is added where it is new.
    mutating func places(of other: NameList) -> [Int32] { other.names.map { place(of: $0) } }

    /// The place of a name, which is added where it is new.
    package mutating func place(of name: String) -> Int32 {
        let key = Array(name.utf8)
        if let place = places[key] { return place }
        let place = Int32(clamping: names.count)
        names.append(name)
        places[key] = place
        return place
    }
}

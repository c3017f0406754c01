package import BundleFormat
import Synchronization

/// The members of an archive by path.
///
/// Holds hashes and places and no second copy of the paths, of which there may be a quarter of a
/// million.
package struct MemberIndex: Sendable {
    private let members: [MemberFact]
    private let places: Places

    fileprivate struct Places {
        /// The first place of each hash.
        var byHash: [Int: Int32] = [:]
        /// The first place of a path whose hash another one had already.
        var clashes: [MemberPath: Int32] = [:]
    }

    fileprivate init(_ members: [MemberFact], _ places: Places) {
        self.members = members
        self.places = places
    }

    /// The member of a path; nil where there is none.
    package subscript(path: MemberPath) -> MemberFact? { place(of: path).map { members[$0] } }

    /// The member of a path as text; nil where there is none, or the layout has no such path.
    package subscript(text: String) -> MemberFact? {
        MemberPath(text).flatMap { self[$0] }
    }

    /// The place of a path among the members; nil where there is none.
    package func place(of path: MemberPath) -> Int? {
        guard let place = places.byHash[path.hashValue].map({ Int($0) }) else { return nil }
        return members[place].parsed == path ? place : places.clashes[path].map { Int($0) }
    }
}

/// Where each path of an archive stands, found out at the first question.
///
/// Belongs to one list of members: whoever changes a path takes a new one.
final class MemberPlaces: Sendable {
    private let known = Mutex<MemberIndex.Places?>(nil)

    /// The index of the members; of several with one path the first counts.
    func index(of members: [MemberFact]) -> MemberIndex {
        let places = known.withLock { known in
            if let known { return known }
            let places = Self.places(of: members)
            known = places
            return places
        }
        return MemberIndex(members, places)
    }

    private static func places(of members: [MemberFact]) -> MemberIndex.Places {
        var places = MemberIndex.Places()
        places.byHash.reserveCapacity(members.count)
        for (place, member) in members.enumerated() {
            guard let path = member.parsed else { continue }
            let hash = path.hashValue
            guard let first = places.byHash[hash] else {
                places.byHash[hash] = Int32(clamping: place)
                continue
            }
            if members[Int(first)].parsed != path, places.clashes[path] == nil {
                places.clashes[path] = Int32(clamping: place)
            }
        }
        return places
    }
}

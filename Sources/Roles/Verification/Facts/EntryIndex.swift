import Records
import Synchronization

/// Where each family stands among the entries of a log, found out at the first question.
///
/// Belongs to one array of entries: whoever changes the entries takes a new index.
final class EntryIndex: Sendable {
    private struct Content {
        var places: [String: [Int]]?
        var identities: [String: [(seq: UInt64, body: IdentityBody)]]?
    }

    private let content = Mutex(Content())

    /// The places of a family, in order.
    func places(of family: String, in entries: [KeptEntry]) -> [Int] {
        content.withLock { content in
            if let places = content.places { return places[family] ?? [] }
            var places: [String: [Int]] = [:]
            for (place, kept) in entries.enumerated() {
                places[kept.entry.family, default: []].append(place)
            }
            content.places = places
            return places[family] ?? []
        }
    }

    /// What the identity records say of each person, in order.
    ///
    /// - Parameter read: Reads all identity records; called once.
    func identities(
        _ read: () -> [(seq: UInt64, body: IdentityBody)]
    ) -> [String: [(seq: UInt64, body: IdentityBody)]] {
        if let known = content.withLock({ $0.identities }) { return known }
        let known = Dictionary(grouping: read()) { $0.body.personId }
        content.withLock { $0.identities = known }
        return known
    }
}

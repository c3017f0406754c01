package import Records

/// Shown records of one family that one actor made while the register of people stood still.
package struct ActFacts: Hashable, Sendable {
    /// Who acted, and how the host came to know it.
    package struct Actor: Hashable, Sendable {
        /// The site's own id of the person; nil where the record names none.
        package var personId: String?
        /// The account.
        package var userId: String
        /// What acted.
        package var kind: Records.Actor.Kind
        /// How the actor was found.
        package var source: String
        /// How well that is attested.
        package var attribution: Records.Actor.Attribution

        /// Takes what a record states.
        package init(_ actor: Records.Actor) {
            personId = actor.personId
            userId = actor.userId
            kind = actor.kind
            source = actor.source
            attribution = actor.attribution
        }
    }

    /// Who.
    package var actor: Actor
    /// The family of the records.
    package var family: String
    /// The first record.
    package var first: UInt64
    /// The number of records.
    package var count: UInt64

    /// Makes the fact of one record.
    package init(actor: Actor, family: String, first: UInt64) {
        self.actor = actor
        self.family = family
        self.first = first
        count = 1
    }
}

/// Gathers who made the shown records of a log, in order of sequence.
///
/// A log has few actors and many records, so equal ones are counted together; a record of the
/// register of people begins anew, as it may change who an actor is.
struct ActWalk {
    private(set) var acts: [ActFacts] = []
    private var places: [Key: Int] = [:]
    private var last: (key: Key, place: Int)?

    private struct Key: Hashable {
        let actor: ActFacts.Actor
        let family: String
    }

    /// Takes the next shown record.
    mutating func take(_ seq: UInt64, _ actor: Actor, family: String) {
        defer { if family == IdentityBody.family { forget() } }
        let key = Key(actor: ActFacts.Actor(actor), family: family)
        if let last, last.key == key {
            acts[last.place].count += 1
            return
        }
        let place: Int
        if let known = places[key] {
            acts[known].count += 1
            place = known
        } else {
            place = acts.count
            places[key] = place
            acts.append(ActFacts(actor: key.actor, family: family, first: seq))
        }
        last = (key, place)
    }

    private mutating func forget() {
        places = [:]
        last = nil
    }
}

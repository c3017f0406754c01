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
        /// Whether a session is named.
        package var hasSession: Bool

        /// Takes what a record states.
        package init(_ actor: Records.Actor) {
            personId = actor.personId
            userId = actor.userId
            kind = actor.kind
            source = actor.source
            attribution = actor.attribution
            hasSession = actor.sessionId != nil
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
    private var actors = ValueList<ActFacts.Actor>()
    private var places: [Key: Int] = [:]
    private var last: (key: Key, place: Int)?

    private struct Key: Hashable {
        let actor: Int32
        let family: Int32
    }

    /// The place of an actor, by which records name it.
    mutating func place(of actor: Actor) -> Int32 { actors.place(of: ActFacts.Actor(actor)) }

    /// Takes the next shown record.
    ///
    /// - Parameters:
    ///   - actor: A place that `place(of:)` gave.
    ///   - family: The family, as a place in a list, and by name.
    mutating func take(_ seq: UInt64, actor: Int32, family: (place: Int32, name: String)) {
        let key = Key(actor: actor, family: family.place)
        if let last, last.key == key {
            acts[last.place].count += 1
        } else {
            last = (key, count(key, seq, family.name))
        }
        if family.name == IdentityBody.family { forget() }
    }

    private mutating func count(_ key: Key, _ seq: UInt64, _ family: String) -> Int {
        if let known = places[key] {
            acts[known].count += 1
            return known
        }
        places[key] = acts.count
        acts.append(ActFacts(actor: actors[key.actor], family: family, first: seq))
        return acts.count - 1
    }

    private mutating func forget() {
        places = [:]
        last = nil
    }
}

package import CanonicalJSON

/// Who acted, and how the host came to know it.
///
/// Source: docs/formats/records.md §2.
package struct Actor: FieldReadable {
    /// What acted.
    package enum Kind: String, Hashable, Sendable {
        /// A person, a program by itself, another machine.
        case human, service, device
    }

    /// How well the name is attested; the verifier prints it and never raises it.
    package enum Attribution: String, Hashable, Sendable, Comparable, CaseIterable {
        /// Said by the client.
        case clientAsserted = "A0"
        /// The kernel's user id of the peer.
        case kernelPeer = "A1"
        /// That and a login session that agrees.
        case loginSession = "A2"
        /// That and a fresh proof of knowledge bound to the record.
        case freshProof = "A3"
        /// A signature by a key that a token doesn't give out.
        case tokenSignature = "A4"

        /// Orders from the weakest to the strongest.
        package static func < (left: Attribution, right: Attribution) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// The site's own id of the person.
    package let personId: String?
    /// The account under which the actor worked.
    package let userId: String
    /// The printed name.
    package let name: String?
    /// What acted.
    package let kind: Kind
    /// The role in which it acted.
    package let role: String?
    /// How the actor was found, such as `os-session` or `password`.
    package let source: String
    /// How well that is attested.
    package let attribution: Attribution
    /// The login session.
    package let sessionId: String?

    /// Makes an actor.
    package init(
        personId: String? = nil, userId: String, name: String? = nil, kind: Kind,
        role: String? = nil, source: String, attribution: Attribution, sessionId: String? = nil
    ) {
        self.personId = personId
        self.userId = userId
        self.name = name
        self.kind = kind
        self.role = role
        self.source = source
        self.attribution = attribution
        self.sessionId = sessionId
    }

    package init(from reader: inout FieldReader) throws(SchemaError) {
        personId = try reader.optionalString("personId")
        userId = try reader.string("userId")
        name = try reader.optionalString("name")
        kind = try reader.choice("kind")
        role = try reader.optionalString("role")
        source = try reader.string("source")
        attribution = try reader.choice("attribution")
        sessionId = try reader.optionalString("sessionId")
    }

    package var json: JSONObject {
        JSONObject([
            ("personId", .text(personId)), ("userId", .string(userId)), ("name", .text(name)),
            ("kind", .choice(kind)), ("role", .text(role)), ("source", .string(source)),
            ("attribution", .choice(attribution)), ("sessionId", .text(sessionId)),
        ])
    }
}

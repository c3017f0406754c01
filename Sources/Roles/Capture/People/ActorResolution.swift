package import Records

/// Resolves who acts from what the host knows, never from what a client says.
///
/// Source: the attribution classes of docs/formats/records.md §2.
package enum ActorResolution {
    /// The enrolled person behind the operating system's user.
    ///
    /// The account that logged in counts before the account that the process runs under, as it
    /// survives `su` and `sudo`. A2 needs both to be the same; one alone gives A1.
    ///
    /// - Throws: `CaptureError.actorUnknown` when nobody, or more than one person, stands behind
    ///   the account.
    package static func person(
        _ facts: HostFacts, in register: PersonRegister
    ) throws(CaptureError) -> Actor {
        let account = facts.loginUser ?? facts.osUser
        let people = register.active(osUser: account)
        guard people.count == 1, let person = people.first else {
            throw .actorUnknown(osUser: account)
        }
        let agrees = facts.loginUser == facts.osUser
        return Actor(
            personId: person.personId, userId: person.userId, name: person.printedName,
            kind: person.kind, role: person.roles.first, source: "os-session",
            attribution: agrees ? .loginSession : .kernelPeer, sessionId: facts.sessionID)
    }

    /// Whoever runs an administrative command: the enrolled person, or the bare account.
    ///
    /// Before the first person is enrolled there is nobody else to name.
    package static func administrator(
        _ facts: HostFacts, in register: PersonRegister
    ) -> Actor {
        do { return try person(facts, in: register) } catch {
            return Actor(
                userId: facts.loginUser ?? facts.osUser, kind: .human, source: "os-session",
                attribution: facts.loginUser == facts.osUser ? .loginSession : .kernelPeer,
                sessionId: facts.sessionID)
        }
    }

    /// A person who has just proved the password, at a machine that several people share.
    package static func authenticated(_ person: IdentityBody, facts: HostFacts) -> Actor {
        Actor(
            personId: person.personId, userId: person.userId, name: person.printedName,
            kind: person.kind, role: person.roles.first, source: "password",
            attribution: .kernelPeer, sessionId: facts.sessionID)
    }
}

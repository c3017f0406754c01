import Cryptography
import Findings
import Records

/// The checks on who people are, in catalogue order.
enum IdentityChecks {
    static let all: [any Check] = [OnePersonCheck(), NamedActorCheck(), AttributionCheck()]
}

/// IDN-001: a user id, a person id and a key belong to one person and to nobody else, ever.
///
/// Logs of one site share their people, so their registers are read together. Source: 21 CFR
/// 11.100(a), 11.300(a); docs/formats/records.md §4.
struct OnePersonCheck: Check {
    let rule: RuleID = "IDN-001"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        var people: Set<String> = []
        for logs in Self.sites(facts.logs) {
            var register = SiteRegister()
            for log in logs {
                for (seq, body) in log.bodies(IdentityBody.self) {
                    people.insert(body.personId)
                    findings += register.take(body, at: log.place(of: seq))
                }
            }
            for log in logs {
                findings += pairs(of: log, register) + hidden(log)
            }
        }
        return .findings(
            findings, examined: people.count == 1 ? "1 person" : "\(people.count) people")
    }

    /// The logs of each site, in order; a log without a founding record stands alone.
    private static func sites(_ logs: [LogFacts]) -> [[LogFacts]] {
        var order: [String] = []
        var groups: [String: [LogFacts]] = [:]
        for log in logs {
            let site = log.genesis.map { "\($0.organisation)\u{0}\($0.site)" } ?? log.label
            if groups[site] == nil { order.append(site) }
            groups[site, default: []].append(log)
        }
        return order.compactMap { groups[$0] }
    }

    /// Records name people by person and user id together; the register must know that pair.
    private func pairs(of log: LogFacts, _ register: SiteRegister) -> [Finding] {
        var seen: Set<[String]> = []
        let acts = log.acts.compactMap { act in
            act.actor.personId.map { (person: $0, user: act.actor.userId, seq: act.first) }
        }
        let credentials = log.bodies(CredentialBody.self).map {
            (person: $0.body.personId, user: $0.body.userId, seq: $0.seq)
        }
        return (acts + credentials).compactMap { person, user, seq in
            guard let expected = register.userIDs(of: person), !expected.contains(user),
                seen.insert([person, user]).inserted
            else { return nil }
            return Finding(
                .failure, "ID_MISMATCH", at: log.place(of: seq),
                expected: "\(person) as \(Wording.list(expected.sorted()))",
                found: "\(person) as \(user)",
                "A record gives a person a user id that the register doesn't know as theirs.")
        }
    }

    /// Who else had an id may stand in a record that is withheld.
    private func hidden(_ log: LogFacts) -> [Finding] {
        guard log.hides(IdentityBody.family) else { return [] }
        return [
            Finding(
                .openQuestion, "HIDDEN", at: Place(member: log.member, log: log.label),
                expected: "every record of the register of people in clear",
                found: "some withheld",
                "Whether an id belonged to somebody else may stand in a withheld record.")
        ]
    }
}

/// The people of a site, as their identity records come.
private struct SiteRegister {
    private var users: [String: (person: String, place: Place)] = [:]
    private var keys: [Digest: (person: String, place: Place)] = [:]
    private var states: [String: IdentityBody] = [:]
    private var known: [String: Set<String>] = [:]

    /// The user ids that a person ever had; nil for nobody of the register.
    func userIDs(of person: String) -> Set<String>? { known[person] }

    mutating func take(_ body: IdentityBody, at place: Place) -> [Finding] {
        let findings = [sharedUser(body, place), sharedKey(body, place), reissued(body, place)]
        users[body.userId] = users[body.userId] ?? (body.personId, place)
        keys[body.spkiSha256] = keys[body.spkiSha256] ?? (body.personId, place)
        states[body.personId] = body
        known[body.personId, default: []].insert(body.userId)
        return findings.compactMap { $0 }
    }

    private func sharedUser(_ body: IdentityBody, _ place: Place) -> Finding? {
        guard let owner = users[body.userId], owner.person != body.personId else { return nil }
        return Finding(
            .failure, "ID_SHARED", at: place,
            expected: "\(body.userId) of \(owner.person) alone, by record "
                + "\(owner.place.sequence.map(String.init) ?? "")",
            found: body.personId, "A user id was given to a second person.")
    }

    private func sharedKey(_ body: IdentityBody, _ place: Place) -> Finding? {
        guard let owner = keys[body.spkiSha256], owner.person != body.personId else { return nil }
        return Finding(
            .failure, "ID_SHARED", at: place,
            expected: "a key of \(body.personId)'s own", found: "that of \(owner.person)",
            "Two people have one signing key.")
    }

    /// A person id whose name, key and proofing all change stands for somebody else; one that
    /// becomes active again after it was ended is said.
    private func reissued(_ body: IdentityBody, _ place: Place) -> Finding? {
        guard let before = states[body.personId] else { return nil }
        let isAnother =
            before.printedName != body.printedName && before.spkiSha256 != body.spkiSha256
            && before.proofing != body.proofing
        let isReturn = before.status == .deactivated && body.status != .deactivated
        guard isAnother || isReturn else { return nil }
        return Finding(
            isAnother ? .failure : .observation, "ID_REISSUED", at: place,
            expected: isAnother
                ? before.printedName
                : "\(body.personId) as ended, and a new id for whoever returns",
            found: "\(body.printedName), \(body.status.rawValue)",
            isAnother
                ? "A person id goes on with another name, another key and another proof of "
                    + "identity: it was given to somebody else."
                : "A person id that had been ended is in use again.")
    }
}

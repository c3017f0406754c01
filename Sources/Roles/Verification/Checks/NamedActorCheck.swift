import Findings
import Records

/// IDN-002: every act of a person is laid to one named person of the register.
///
/// The founding records, and the first enrolment, are made before there is anybody to name.
/// Source: 21 CFR 11.100(a), 11.200(a)(2).
struct NamedActorCheck: Check {
    let rule: RuleID = "IDN-002"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let findings = facts.logs.flatMap { log in
            let judge = ActorJudge(log: log)
            return log.acts.flatMap(judge.findings) + judge.signers + judge.accounts
        }
        let acts = facts.logs.flatMap(\.acts).filter { $0.actor.kind == .human }
        let count = acts.reduce(UInt64(0)) { $0 &+ $1.count }
        return .findings(findings, examined: Wording.count(count, "record") + " made by people")
    }
}

/// Judges the actors of one log.
private struct ActorJudge {
    let log: LogFacts
    private let hidden: HiddenRecords
    private let firstIdentity: UInt64?

    /// What can't be done by an account that is nobody's: it is data, or somebody's word on data.
    private static let content: Set<String> = [
        CaptureBody.family, SignatureBody.family, SignatureStatusBody.family, AuditBody.family,
    ]

    /// What is done before anybody is enrolled.
    private static let founding: Set<String> = [
        GenesisBody.family, PolicyBody.family, ConfigBody.family, ProjectBody.family,
        IdentityBody.family, CredentialBody.family,
    ]

    init(log: LogFacts) {
        self.log = log
        hidden = HiddenRecords(of: IdentityBody.family, in: log)
        firstIdentity = log.entries(of: IdentityBody.family).first?.seq
    }

    func findings(on act: ActFacts) -> [Finding] {
        guard act.actor.kind == .human else { return machine(act) }
        guard let person = act.actor.personId else { return unnamed(act) }
        return named(act, person)
    }

    private func finding(
        _ effect: Finding.Effect, _ code: String, _ act: ActFacts, expected: String,
        _ sentence: String
    ) -> Finding {
        Finding(
            effect, code, at: log.place(of: act.first), expected: expected,
            found: "\(act.actor.kind.rawValue) \(act.actor.personId ?? act.actor.userId), "
                + "\(Wording.count(act.count, "record")) of \(act.family)", sentence)
    }

    private func machine(_ act: ActFacts) -> [Finding] {
        guard [SignatureBody.family, SignatureStatusBody.family].contains(act.family) else {
            return []
        }
        return [
            finding(
                .failure, "ACTOR_KIND", act, expected: "a person",
                "A program or a device acted where only a person may.")
        ]
    }

    private func unnamed(_ act: ActFacts) -> [Finding] {
        if isFounding(act) { return [] }
        let isContent = Self.content.contains(act.family)
        return [
            finding(
                isContent ? .failure : .openQuestion, "ACTOR_UNKNOWN", act,
                expected: "a person of the register",
                isContent
                    ? "Data, or somebody's word on data, is laid to an account and to no person."
                    : "Which person did this isn't recorded, only the account.")
        ]
    }

    /// The first enrolment's own record of a credential stands directly behind it.
    private func isFounding(_ act: ActFacts) -> Bool {
        guard let first = firstIdentity, Self.founding.contains(act.family) else {
            return Self.founding.contains(act.family)
        }
        if act.first <= first { return true }
        return act.family == CredentialBody.family && act.first == first &+ 1 && act.count == 1
    }

    private func named(_ act: ActFacts, _ person: String) -> [Finding] {
        let state = log.identity(of: person, before: act.first)
        guard let state else {
            let mayBeHidden = hidden.mayStand(after: nil, before: act.first)
            return [
                finding(
                    mayBeHidden ? .openQuestion : .failure,
                    mayBeHidden ? "IDENTITY_WITHHELD" : "IDENTITY_UNKNOWN", act,
                    expected: "an identity record of person \(person) before it",
                    mayBeHidden
                        ? "The register's record of who acted may be among the withheld ones."
                        : "The register of people did not know who acted.")
            ]
        }
        guard state.body.kind != .human else { return [] }
        return [
            finding(
                .failure, "ACTOR_KIND", act, expected: "a person",
                "The register knows a \(state.body.kind.rawValue) where the record says a person.")
        ]
    }

    /// Whoever signs is a person by the register too.
    var signers: [Finding] {
        log.bodies(SignatureBody.self).compactMap { seq, body in
            let person = body.statement.personId
            guard let state = log.identity(of: person, before: seq), state.body.kind != .human
            else { return nil }
            return Finding(
                .failure, "ACTOR_KIND", at: log.place(of: seq), expected: "a person",
                found: "\(state.body.kind.rawValue) \(person)",
                "A program or a device signed, by the register of people.")
        }
    }

    /// An account of the operating system that stands for two people names neither.
    var accounts: [Finding] {
        var states: [String: IdentityBody] = [:]
        var findings: [Finding] = []
        for (seq, body) in log.bodies(IdentityBody.self) {
            states[body.personId] = body
            guard let account = body.osUser, body.status == .active else { continue }
            let others = states.values.filter {
                $0.osUser == account && $0.status == .active && $0.personId != body.personId
            }
            guard let other = others.map(\.personId).min() else { continue }
            findings.append(
                Finding(
                    .failure, "ACCOUNT_SHARED", at: log.place(of: seq),
                    expected: "an account of \(body.personId)'s own",
                    found: "\(account), also of \(other)",
                    "One account of the operating system stands for two people, so what is done "
                        + "under it names neither."))
        }
        return findings
    }
}

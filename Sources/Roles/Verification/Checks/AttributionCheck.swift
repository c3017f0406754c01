import Findings
import Records

/// IDN-004: who acted is what the system found, and no record claims more than it bears.
///
/// The classes are those of docs/formats/records.md §2. What the host's kernel and its sessions said
/// is the host's word; what a record can show of itself is held against it.
struct AttributionCheck: Check {
    let rule: RuleID = "IDN-004"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        var findings: [Finding] = []
        var lowered: [JudgedAttribution] = []
        for log in facts.logs {
            let judge = AttributionJudge(log: log, context: context)
            let signatures = judge.signatures
            findings += log.acts.flatMap(judge.findings) + signatures.flatMap(\.findings)
            lowered += signatures.filter { $0.isHuman && $0.borne < $0.claimed }
        }
        return .findings(findings, examined: Self.classes(facts, lowered))
    }

    /// How many records of people bear each class: what is claimed, but for signatures that bear less.
    private static func classes(_ facts: Facts, _ lowered: [JudgedAttribution]) -> String {
        var counts: [Actor.Attribution: UInt64] = [:]
        for act in facts.logs.flatMap(\.acts) where act.actor.kind == .human {
            counts[act.actor.attribution, default: 0] &+= act.count
        }
        for signature in lowered {
            guard let claimed = counts[signature.claimed], claimed > 0 else { continue }
            counts[signature.claimed] = claimed - 1
            counts[signature.borne, default: 0] &+= 1
        }
        let words = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
            "\(Wording.number($0.value)) \($0.key.rawValue)"
        }
        return words.isEmpty ? "no act of a person" : words.joined(separator: ", ")
    }
}

/// What the record of a signature claims, and what the signature bears.
private struct JudgedAttribution {
    let findings: [Finding]
    let isHuman: Bool
    let claimed: Actor.Attribution
    let borne: Actor.Attribution
}

/// Judges the attribution of one log's records.
private struct AttributionJudge {
    let log: LogFacts
    private let context: JudgementContext
    private let hidden: HiddenRecords

    init(log: LogFacts, context: JudgementContext) {
        self.log = log
        self.context = context
        hidden = HiddenRecords(of: IdentityBody.family, in: log)
    }

    func findings(on act: ActFacts) -> [Finding] {
        [claimed(act), remote(act), overclaimed(act), unmapped(act)].compactMap { $0 }
    }

    private func finding(
        _ effect: Finding.Effect, _ code: String, _ act: ActFacts, expected: String,
        _ sentence: String
    ) -> Finding {
        Finding(
            effect, code, at: log.place(of: act.first), expected: expected,
            found: "\(act.actor.attribution.rawValue) by \(act.actor.source), "
                + "\(Wording.count(act.count, "record")) of \(act.family)", sentence)
    }

    private func claimed(_ act: ActFacts) -> Finding? {
        guard act.actor.kind == .human, act.actor.attribution == .clientAsserted else { return nil }
        return finding(
            .failure, "ATTR_CLIENT_CLAIM", act, expected: "who the system found",
            "Who acted is only what a client said.")
    }

    /// What another machine writes to a share is found afterwards, and by whom it was nobody saw.
    private func remote(_ act: ActFacts) -> Finding? {
        guard act.actor.kind != .human, act.actor.source == AttributionSource.remoteShare.rawValue,
            act.actor.attribution == .clientAsserted
        else { return nil }
        return finding(
            .observation, "ATTR_REMOTE", act, expected: "A0",
            "Another machine wrote this to a share: that it happened was found by a rescan, and who "
                + "did it isn't known here.")
    }

    /// A fresh proof, or a token's signature, is bound to a record by that record being a signature;
    /// below that, a class is worth what the host looked at.
    private func overclaimed(_ act: ActFacts) -> Finding? {
        if let source = AttributionSource(rawValue: act.actor.source) {
            let bound = source.bound(hasSession: act.actor.hasSession)
            if act.actor.attribution > bound {
                return finding(
                    .failure, "ATTR_OVERCLAIM", act, expected: "at most \(bound.rawValue)",
                    "The record claims a stronger proof of who acted than the way in which the host "
                        + "found it can give.")
            }
        }
        guard act.actor.attribution >= .freshProof, act.family != SignatureBody.family else {
            return nil
        }
        return finding(
            .failure, "ATTR_OVERCLAIM", act, expected: "at most A2",
            "The record claims a proof that only a signature can hold.")
    }

    /// An account counts for a person only by the register's word.
    private func unmapped(_ act: ActFacts) -> Finding? {
        guard act.actor.kind == .human,
            AttributionSource(rawValue: act.actor.source)?.namesAccount == true,
            let person = act.actor.personId
        else { return nil }
        let state = log.identity(of: person, before: act.first)
        if hidden.mayStand(after: state?.seq, before: act.first) {
            return finding(
                .openQuestion, "IDENTITY_WITHHELD", act,
                expected: "the register's record of \(person) in clear",
                "Which account stands for the person may be said in a withheld record.")
        }
        guard let state, state.body.osUser == nil else { return nil }
        return finding(
            .openQuestion, "ATTR_UNMAPPED", act,
            expected: "the account of the operating system that stands for \(person)",
            "The register doesn't say which account stands for the person, so the session that "
                + "was found names nobody.")
    }

    // MARK: Signatures

    /// What a signature says of the proof must bear the class that its record claims.
    var signatures: [JudgedAttribution] {
        log.entries(of: SignatureBody.family).compactMap { kept in
            guard let body = kept.body as? SignatureBody, let value = kept.signature else {
                return nil
            }
            return judge(body, value, kept)
        }
    }

    private func judge(
        _ body: SignatureBody, _ value: SignatureValue, _ kept: KeptEntry
    ) -> JudgedAttribution {
        let actor = kept.entry.actor
        let place = log.place(of: kept.seq)
        let identity = log.identity(of: body.statement.personId, before: kept.seq)
        var borne = Self.borne(body, identity?.body)
        // Who relied on a sign-in service and kept nothing of it has shown no fresh proof.
        if body.assertion == nil, actor.source == AttributionSource.signIn.rawValue {
            borne = min(borne, .loginSession)
        }
        var findings = [overclaimed(actor.attribution, borne, at: place)].compactMap { $0 }
        if let assertion = body.assertion {
            let judgement = SignInJudgement(
                assertion, on: body.statement, signed: value.signedBytes, trust: context.trust,
                limits: context.profile.limits)
            let said = SignInFindings(judgement, at: place).all(
                of: identity?.body,
                mayBeHidden: hidden.mayStand(after: identity?.seq, before: kept.seq))
            // What is said leaves it open or fails by itself; the class is printed as it is borne.
            if !said.isEmpty { borne = min(borne, .loginSession) }
            findings += said
        }
        return JudgedAttribution(
            findings: findings, isHuman: actor.kind == .human, claimed: actor.attribution,
            borne: borne)
    }

    private func overclaimed(
        _ claimed: Actor.Attribution, _ borne: Actor.Attribution, at place: Place
    ) -> Finding? {
        guard claimed > borne else { return nil }
        return Finding(
            .failure, "ATTR_OVERCLAIM", at: place, expected: "at most \(borne.rawValue)",
            found: claimed.rawValue,
            "The record of a signature claims a stronger proof than the signature holds.")
    }

    private static func borne(_ body: SignatureBody, _ identity: IdentityBody?) -> Actor.Attribution
    {
        let auth = body.statement.auth
        guard auth.full, Set(auth.components).count >= 2 else { return .loginSession }
        return identity?.keyStore == .token ? .tokenSignature : .freshProof
    }
}

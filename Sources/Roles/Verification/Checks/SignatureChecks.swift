import CanonicalJSON
import Cryptography
import Findings
import Records

extension Facts {
    /// Whether a record of family `signature` is shown, readable or not.
    var showsSignatures: Bool { logs.contains { !$0.entries(of: SignatureBody.family).isEmpty } }

    /// The answer where no signature is shown: there is none, or some are hidden.
    var answerWithoutSignatures: CheckAnswer {
        let family = SignatureBody.family
        if logs.contains(where: { $0.hides(family) }) {
            return .findings(
                [
                    Finding(
                        .openQuestion, "HIDDEN", expected: "signatures in clear", found: "withheld",
                        "No signature is shown and some may be withheld, so what they say was not "
                            + "judged.")
                ], examined: "0 signatures")
        }
        return .notApplicable(ground(forAbsent: family), examined: "0 signatures")
    }
}

/// SIG-001: every signature says who signed, when and what it means, as the policy and the
/// register of people know it.
///
/// Source: 21 CFR 11.50(a).
struct ManifestationCheck: SignatureCheck {
    let rule: RuleID = "SIG-001"

    func findings(
        on views: [SignatureView], facts: Facts, context: JudgementContext
    ) -> [Finding] {
        unreadable(facts)
            + views.flatMap { Self.findings(on: $0, facts: facts, context: context) }
    }

    /// Signature records that lack what makes them one.
    private func unreadable(_ facts: Facts) -> [Finding] {
        facts.logs.flatMap { log in
            log.entries(of: SignatureBody.family).compactMap { kept in
                kept.bodyProblem.map { Self.finding(on: $0, at: log.place(of: kept.seq)) }
            }
        }
    }

    private static func finding(on problem: SchemaError, at place: Place) -> Finding {
        if problem.kind == .unknownVersion {
            return Finding(
                .openQuestion, "VERSION", at: place, expected: "version 1",
                found: problem.description,
                "The record of a signature is of a version that this program is too old for.")
        }
        return Finding(
            .failure, "PART11_11_50", at: place, expected: "printed name, date and time, meaning",
            found: problem.description,
            "The record of a signature lacks what every signature must show.")
    }

    /// What is wrong with what one signature says.
    static func findings(
        on view: SignatureView, facts: Facts, context: JudgementContext
    ) -> [Finding] {
        blanks(view) + policy(view, facts) + identity(view) + time(view, context)
    }

    private static func blanks(_ view: SignatureView) -> [Finding] {
        let statement = view.statement
        let fields = [
            ("printed name", statement.printedName), ("user id", statement.userId),
            ("meaning", statement.meaning.label),
        ]
        return fields.filter { $0.1.isBlank }.map { name, _ in
            Finding(
                .failure, "PART11_11_50", at: view.place, expected: name, found: "blanks only",
                "A signature without a \(name) says nothing.")
        }
    }

    // MARK: Policy

    private static func policy(_ view: SignatureView, _ facts: Facts) -> [Finding] {
        let stated = view.statement.policySha256
        if view.doubts.policy {
            return [
                Finding(
                    .openQuestion, "POLICY_WITHHELD", at: view.place, expected: stated.hex,
                    found: view.policyInForce.map { "\($0.sha256.hex), perhaps replaced" }
                        ?? "none that is shown",
                    "The record of the policy in force may be among the withheld ones, so what "
                        + "\(view.name) means can't be told.")
            ]
        }
        guard let inForce = view.policyInForce else {
            return [
                Finding(
                    .failure, "POLICY_MISSING", at: view.place, expected: stated.hex,
                    found: "no policy record before the signature",
                    "No policy was in force that could say what \(view.name) means.")
            ]
        }
        guard inForce.sha256 == stated else {
            return [
                Finding(
                    .failure, "POLICY_MISMATCH", at: view.place, expected: inForce.sha256.hex,
                    found: stated.hex, "\(view.name) names another policy than the one in force.")
            ]
        }
        guard let policy = facts.policies[stated] else {
            return [
                Finding(
                    .openQuestion, "POLICY_PROCESSING_ERROR", at: view.place,
                    expected: "evidence/policies/\(stated.hex).json",
                    found: "not there or unreadable",
                    "The policy that says what \(view.name) means can't be read.")
            ]
        }
        return vocabulary(view, policy)
    }

    private static func vocabulary(_ view: SignatureView, _ policy: SitePolicy) -> [Finding] {
        let meaning = view.statement.meaning
        var findings: [Finding] = []
        if policy.meaning(code: meaning.code) != meaning {
            let known = policy.meanings.map { "\($0.code) (\($0.label))" }
            findings.append(
                Finding(
                    .failure, "MEANING_UNKNOWN", at: view.place,
                    expected: known.joined(separator: ", "),
                    found: "\(meaning.code) (\(meaning.label))",
                    "The policy in force knows no such meaning."))
        }
        let needsReason = policy.requireReason.contains(meaning.code)
        if needsReason && (view.statement.reason ?? "").isBlank {
            findings.append(
                Finding(
                    .failure, "REASON_MISSING", at: view.place, expected: "a reason",
                    found: "none", "The policy asks for a reason with this meaning."))
        }
        return findings
    }

    // MARK: Identity

    private static func identity(_ view: SignatureView) -> [Finding] {
        if let doubt = doubtfulIdentity(view) { return [doubt] }
        guard let identity = view.identity else { return [] }
        let statement = view.statement
        let pairs = [
            ("printed name", identity.printedName, statement.printedName),
            ("user id", identity.userId, statement.userId),
        ]
        var findings = pairs.filter { $0.1 != $0.2 }.map { what, expected, found in
            Finding(
                .failure, "BINDING_MISMATCH", at: view.place, expected: expected, found: found,
                "The \(what) is not the one that the register of people had at that time.")
        }
        if !identity.roles.contains(statement.role) {
            findings.append(
                Finding(
                    .failure, "ROLE_NOT_HELD", at: view.place,
                    expected: identity.roles.joined(separator: ", "), found: statement.role,
                    "The signer did not have this role at that time."))
        }
        if identity.status != .active {
            findings.append(
                Finding(
                    .failure, "ESIG_AUTHORITY", at: view.place, expected: "active",
                    found: identity.status.rawValue,
                    "The signer's identity was not active at that time."))
        }
        return findings
    }

    /// The finding where the register doesn't say who the signer was; nil where it does.
    static func doubtfulIdentity(_ view: SignatureView) -> Finding? {
        let person = "an identity record of person \(view.statement.personId)"
        guard view.doubts.identity else {
            guard view.identity == nil else { return nil }
            return Finding(
                .failure, "IDENTITY_UNKNOWN", at: view.place, expected: person, found: "none",
                "The register of people did not know the signer at that time.")
        }
        return Finding(
            .openQuestion, "IDENTITY_WITHHELD", at: view.place, expected: person,
            found: view.identity == nil
                ? "none that is shown" : "one that a withheld record may have replaced",
            "The register's record of the signer may be among the withheld ones.")
    }

    // MARK: Time

    /// The record is written when the signature is made, not long before or after.
    private static func time(_ view: SignatureView, _ context: JudgementContext) -> [Finding] {
        let signed = view.statement.signedAt.utc
        let written = view.entry.time.utc
        let distance = signed.milliseconds(to: written).magnitude
        guard distance > UInt64(max(0, context.profile.limits.skewMilliseconds)) else { return [] }
        return [
            Finding(
                .observation, "SIGNING_TIME", at: view.place, expected: written.text,
                found: signed.text,
                "The time that the signature states is not the time at which its record was "
                    + "written.")
        ]
    }
}

extension String {
    /// Whether there is nothing in it to read.
    var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace } }
}

/// SIG-002: the readable copy shows the same items for every signature.
///
/// The copy is a function of the records: where it is byte for byte what they give, every
/// signature stands in it as it was made. Source: 21 CFR 11.50(b).
struct ShownSignaturesCheck: SignatureCheck {
    let rule: RuleID = "SIG-002"

    func findings(
        on views: [SignatureView], facts: Facts, context: JudgementContext
    ) -> [Finding] {
        Self.findings(facts.readme)
    }

    private static func findings(_ readme: ViewFacts) -> [Finding] {
        let member = "data/README.html"
        return switch readme {
        case .same: []
        case .missing:
            [
                Finding(
                    .openQuestion, "DISPLAY_MISSING", at: Place(member: member),
                    expected: "a readable copy", found: "none",
                    "There is no readable copy in which the signatures could be shown.")
            ]
        case .unknown(let reason):
            [
                Finding(
                    .openQuestion, "TEMPLATE_UNKNOWN", at: Place(member: member),
                    expected: "records from which it can be made again", found: reason,
                    "Whether the readable copy shows the signatures can't be told.")
            ]
        case .differs(let offset, let sequence, let expected, let found):
            [
                Finding(
                    .openQuestion, "DISPLAY_MISMATCH",
                    at: Place(member: member, sequence: sequence, offset: offset),
                    expected: expected, found: found,
                    "The readable copy is not what the records give, so what it shows of the "
                        + "signatures can't be relied on.")
            ]
        }
    }
}

import Cryptography
import Findings
import Records

/// SIG-009: every signature is there that the policy in force at the export asks for.
///
/// Where no policy in force at the export asks for a signature, there is nothing to ask. What the policy
/// in force at a record asked for, and the one at the export doesn't, stays open where it is missing: a
/// requirement can be dropped between the work and the export, rightly or to get around it.
/// Version 1 of the policy names what needs a signature and of which meaning; it states no order.
/// Roles are held against the register by SIG-001. Source: docs/formats/records.md §9.
struct RequiredSignaturesCheck: Check {
    let rule: RuleID = "SIG-009"
    let needs: [RuleID] = ["BND-001", "REC-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let policies = facts.logs.map { ($0, PolicyAtExport(of: $0, in: facts)) }
        let dropped = facts.logs.map { DroppedRequirements(of: $0, in: facts) }
        if policies.allSatisfy({ $1.asksForNothing }), dropped.allSatisfy(\.isEmpty) {
            return .notApplicable(
                .nothingOfTheKind, examined: Wording.count(0, "required signature"))
        }
        var findings: [Finding] = []
        var required = 0
        let signatures = GivenSignatures(facts, context)
        for ((log, policy), dropped) in zip(policies, dropped) {
            var judge = RequirementJudge(log, signatures)
            findings += dropped.findings(by: &judge)
            switch policy {
            case .open(let finding): findings.append(finding)
            case .read(let policy):
                let records = policy.requiredSignatures.map { judge.records(for: $0) }
                required += records.reduce(0) { $0 + $1.places.count }
                findings += records.flatMap(\.findings)
            }
        }
        return .findings(
            findings, examined: Wording.count(required, "required signature"))
    }
}

/// The policy that is in force where a bundle's export stands in a log.
private enum PolicyAtExport {
    case read(SitePolicy)
    /// It can't be told or read.
    case open(Finding)

    /// Whether it was read and names no signature.
    var asksForNothing: Bool {
        if case .read(let policy) = self { policy.requiredSignatures.isEmpty } else { false }
    }

    init(of log: LogFacts, in facts: Facts) {
        let end =
            facts.exports().first { $0.log == log.label }?.exportSequence ?? log.table.count
        let record = log.policy(before: end)
        let place = log.place(of: record?.seq ?? 0)
        if HiddenRecords(of: PolicyBody.family, in: log).mayStand(after: record?.seq, before: end) {
            self = .open(
                Finding(
                    .openQuestion, "POLICY_WITHHELD", at: place,
                    expected: "every record of a policy in clear", found: "some withheld",
                    "The policy in force at the export may stand in a withheld record, so which "
                        + "signatures it asks for can't be told."))
            return
        }
        // Without a record the policy that the founding record names is still in force.
        let digest = record?.body.sha256 ?? log.genesis?.policySha256
        guard let policy = digest.flatMap({ facts.policies[$0] }) else {
            self = .open(
                Finding(
                    .openQuestion, "POLICY_PROCESSING_ERROR", at: place,
                    expected: digest.map { "evidence/policies/\($0.hex).json" } ?? "a policy",
                    found: "not there or unreadable",
                    "The policy in force at the export can't be read, so which signatures it asks "
                        + "for can't be told."))
            return
        }
        self = .read(policy)
    }
}

/// What policies before the one at the export asked for, and that one asks for no more.
private struct DroppedRequirements {
    private struct Period {
        let requirements: [SitePolicy.RequiredSignature]
        /// The first record behind the one that put the policy in force.
        let first: UInt64
        /// The record that put the next policy in force.
        let end: UInt64
    }

    private var periods: [Period] = []

    /// A policy that can't be read is a reference that stays open, by REC-003.
    init(of log: LogFacts, in facts: Facts) {
        let end =
            facts.exports().first { $0.log == log.label }?.exportSequence ?? log.table.count
        var inForce: [(seq: UInt64, sha256: Digest)] = []
        if let first = log.genesis?.policySha256 { inForce.append((0, first)) }
        for (seq, body) in log.bodies(PolicyBody.self) where seq < end {
            inForce.append((seq, body.sha256))
        }
        let last = inForce.last.flatMap { facts.policies[$0.sha256]?.requiredSignatures } ?? []
        for (policy, next) in zip(inForce, inForce.dropFirst()) {
            let asked = facts.policies[policy.sha256]?.requiredSignatures ?? []
            let gone = asked.filter { !last.contains($0) }
            if !gone.isEmpty {
                periods.append(Period(requirements: gone, first: policy.seq &+ 1, end: next.seq))
            }
        }
    }

    var isEmpty: Bool { periods.isEmpty }

    /// The records of those periods that still lack what was asked for.
    func findings(by judge: inout RequirementJudge) -> [Finding] {
        var findings: [Finding] = []
        for period in periods {
            for required in period.requirements {
                findings += judge.records(for: required).findings.compactMap { finding in
                    guard finding.code == "REQUIRED_SIGNATURE_MISSING",
                        let seq = finding.place.sequence, seq >= period.first, seq < period.end
                    else { return nil }
                    return Finding(
                        .openQuestion, "POLICY_RELAXED", at: finding.place,
                        expected: finding.expected, found: finding.found,
                        "The policy in force when this was recorded asks for a signature that is "
                            + "not there, and a policy put in force later asks for it no more.")
                }
            }
        }
        return findings
    }
}

/// The signatures of all logs by what they are given for.
private struct GivenSignatures {
    struct Target: Hashable {
        let log: String
        let seq: UInt64
        let leaf: Digest
        let meaning: String
    }

    /// How far a signature counts.
    enum Force: Int, Comparable {
        case none, open, full

        static func < (left: Force, right: Force) -> Bool { left.rawValue < right.rawValue }
    }

    private var best: [Target: Force] = [:]

    init(_ facts: Facts, _ context: JudgementContext) {
        let judgement = SignatureJudgement(facts, context)
        for view in judgement.views {
            let force = Self.force(of: view, judgement)
            for target in view.statement.targets {
                guard let log = target.log(in: facts, from: view) else { continue }
                let key = Target(
                    log: log.label, seq: target.seq, leaf: target.leaf,
                    meaning: view.statement.meaning.code)
                best[key] = max(best[key] ?? .none, force)
            }
        }
    }

    /// Taken back or not valid by the other rules: it doesn't count.
    private static func force(
        of view: SignatureView, _ judgement: SignatureJudgement
    ) -> Force {
        if view.fate != nil { return .none }
        let effects = Set(judgement.findings(on: view).map(\.effect))
        if effects.contains(.failure) { return .none }
        return effects.contains(.openQuestion) ? .open : .full
    }

    /// The best signature of a meaning on a record; nil where there is none.
    func force(on target: Target) -> Force? { best[target] }
}

/// Holds one log's records against what a policy asks for.
private struct RequirementJudge {
    private let log: LogFacts
    private let signatures: GivenSignatures
    private var hidden: HiddenByLabel

    init(_ log: LogFacts, _ signatures: GivenSignatures) {
        self.log = log
        self.signatures = signatures
        hidden = HiddenByLabel(of: SignatureBody.family, in: log)
    }

    /// The word for the newest version of a dataset.
    private static let dataset = "dataset"

    /// The records that need a signature, and what is wrong with them.
    mutating func records(
        for required: SitePolicy.RequiredSignature
    ) -> (places: [UInt64], findings: [Finding]) {
        if required.target == Self.dataset {
            let places = newestFinalVersions()
            return (places, places.compactMap { finding(on: $0, required) })
        }
        guard Families.known.contains(required.target) else {
            let finding = Finding(
                .openQuestion, "POLICY_PROCESSING_ERROR", at: Place(log: log.label),
                expected: "\(Self.dataset), or a family", found: required.target,
                "The policy asks for signatures on something that this version doesn't know.")
            return ([], [finding])
        }
        let places = log.entries(of: required.target).map(\.seq)
        return (places, places.compactMap { finding(on: $0, required) })
    }

    /// A provisional version isn't finished, so nothing is asked of it yet.
    private func newestFinalVersions() -> [UInt64] {
        var newest: [String: (seq: UInt64, isFinal: Bool)] = [:]
        for (seq, body) in log.bodies(CaptureBody.self) {
            guard case .dataset(let record) = body else { continue }
            newest[record.dataset.id] = (seq, record.dataset.state == .final)
        }
        return newest.values.filter(\.isFinal).map(\.seq).sorted()
    }

    private mutating func finding(
        on seq: UInt64, _ required: SitePolicy.RequiredSignature
    ) -> Finding? {
        guard let leaf = log.table.leaf(at: seq) else { return nil }
        let given = signatures.force(
            on: .init(log: log.label, seq: seq, leaf: leaf, meaning: required.meaning))
        if given == .full { return nil }
        let project = log.entry(at: seq)?.project
        let mayBeHidden = hidden.records(of: project).mayStand(after: seq)
        let isOpen = given == .open || mayBeHidden
        return Finding(
            isOpen ? .openQuestion : .failure, "REQUIRED_SIGNATURE_MISSING", at: log.place(of: seq),
            expected: "a signature \(required.meaning) on this \(required.target)",
            found: Self.word(given, mayBeHidden),
            isOpen
                ? "Whether a signature is there that the policy asks for can't be told."
                : "A signature that the policy asks for isn't there.")
    }

    private static func word(_ given: GivenSignatures.Force?, _ mayBeHidden: Bool) -> String {
        switch given {
        case .open: "one that can't be judged"
        case .none?: "one that doesn't count"
        default: mayBeHidden ? "none that is shown" : "none"
        }
    }
}

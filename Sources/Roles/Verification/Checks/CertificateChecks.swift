import Cryptography
import Findings
import Records

/// PKI-001: every certificate that is relied on leads to an anchor for its task.
///
/// Source: RFC 5280 §6; docs/formats/command-line.md §4.
struct PathCheck: Check {
    let rule: RuleID = "PKI-001"
    let needs: [RuleID] = ["BND-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let judged = context.certificates
        if judged.isEmpty && facts.logs.isEmpty { return .blocked(by: "BND-004") }
        var findings = CertificateFindings.each(judged) { $0.pathFindings(context.trust) }
        findings += missingLogCertificates(facts)
        findings += foreignTasks(judged.map(\.used), facts)
        findings += ownRoots(facts, context.trust)
        return .findings(
            findings, examined: Wording.count(judged.count, "certificate"))
    }

    /// A log's key has a certificate, which says whose log it is.
    private func missingLogCertificates(_ facts: Facts) -> [Finding] {
        facts.logs.compactMap { log in
            guard let key = log.genesis?.logKey,
                !facts.certificates.contains(where: { $0.rawEd25519Key == key })
            else { return nil }
            return Finding(
                .openQuestion, "NO_LOG_CERTIFICATE", at: Place(log: log.label, sequence: 0),
                expected: "a certificate that holds key \(Hex.encode(key))", found: "none",
                "No certificate says whose key signs the checkpoints of this log.")
        }
    }

    /// A key that records give to a person seals nothing and signs no checkpoint.
    private func foreignTasks(_ used: [UsedCertificate], _ facts: Facts) -> [Finding] {
        let people = Set(facts.peoplesKeys().map(\.identity.spkiSha256))
        return used.filter { $0.task != .person && people.contains($0.certificate.spkiSha256) }
            .map { used in
                Finding(
                    .failure, "WRONG_KEY_FOR_TASK", at: used.place,
                    expected: "a key for this task alone", found: used.certificate.subject,
                    "A person's own key does the work of the \(used.task.rawValue).")
            }
    }

    /// Roots that the bundle brings count for nothing, and the reader hears of them.
    private func ownRoots(_ facts: Facts, _ trust: Trust) -> [Finding] {
        facts.certificates.filter { $0.isSelfIssued && $0.isCA && !trust.holds($0) }.map { root in
            Finding(
                .observation, "TRUST_FROM_BUNDLE_IGNORED",
                at: Place(member: "evidence/certificates/\(root.sha256.hex).cer"),
                found: root.subject,
                "The bundle brings a root of its own, which counts for nothing.")
        }
    }
}

/// PKI-002: every certificate was valid and not revoked when its key was used, by the time that is
/// proved.
///
/// Source: docs/formats/report.md §9, after EN 319 102-1.
struct ValidityCheck: Check {
    let rule: RuleID = "PKI-002"
    let needs: [RuleID] = ["BND-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let judged = context.certificates
        if judged.isEmpty { return .blocked(by: "PKI-001") }
        let findings = CertificateFindings.each(judged) { $0.findings(of: rule) }
        return .findings(
            findings + clock(context), examined: Wording.count(judged.count, "certificate"))
    }
}

extension ValidityCheck {
    /// A judgement's clock that lies behind what receipts prove is said, and not followed.
    private func clock(_ context: JudgementContext) -> [Finding] {
        let skew = context.profile.limits.skewMilliseconds
        guard context.at.milliseconds(to: context.effectiveTime) > skew else { return [] }
        return [
            Finding(
                .observation, "CLOCK", expected: "not before \(context.effectiveTime.secondsText)",
                found: JudgementClock.name,
                "The time of this judgement lies before a time that receipts prove, so "
                    + "certificates without a proved time were judged at the later one.")
        ]
    }
}

/// Collects the findings of many certificates.
enum CertificateFindings {
    /// Asks each certificate; findings that are equal but for the place are given once.
    static func each(
        _ certificates: [JudgedCertificate], _ findings: (JudgedCertificate) -> [Finding]
    ) -> [Finding] {
        once(certificates.lazy.flatMap(findings))
    }

    /// Each finding once, at its first place.
    static func once(_ findings: some Sequence<Finding>) -> [Finding] {
        var seen: Set<Finding> = []
        return findings.filter { finding in
            seen.insert(
                Finding(
                    finding.effect, finding.code, expected: finding.expected,
                    found: finding.found, finding.sentence)
            ).inserted
        }
    }
}

extension JudgedCertificate {
    /// What stands between the certificate and an anchor, but for validity in time.
    func pathFindings(_ trust: Trust) -> [Finding] {
        var findings = path.problems.compactMap(pathFinding)
        if !path.reachesAnchor && !findings.contains(where: { $0.effect == .failure }) {
            findings.append(noAnchor(trust))
        }
        return findings
    }

    private func noAnchor(_ trust: Trust) -> Finding {
        let moment = situation.moment
        let anchors = trust.anchors(for: used.task, at: moment).map(\.subject)
        let others = trust.anchors(for: used.task).count - anchors.count
        let outside =
            others > 0 ? "; \(others) more of yours do not count at \(moment.secondsText)" : ""
        return Finding(
            .openQuestion, "NO_CERTIFICATE_CHAIN_FOUND", at: used.place,
            expected: (anchors.isEmpty
                ? "an anchor that you bring" : anchors.joined(separator: "; ")) + outside,
            found: "issuer \(path.chain.last?.issuer ?? used.certificate.issuer)",
            ValidityRow.noAnchor.sentence(used.name))
    }

    private func pathFinding(_ problem: PathProblem) -> Finding? {
        switch problem.kind {
        // Times and algorithms are judged with their dates, by the decision table.
        case .expired, .notYetValid, .noIssuer: nil
        case .weak where !isWeakNow: nil
        case .weak:
            Finding(
                .openQuestion, "CRYPTO_CONSTRAINTS_FAILURE", at: used.place,
                expected: "keys and hashes that still carry a signature", found: problem.text,
                "\(used.name.capitalisedFirst) rests on an algorithm that had been given up.")
        case .other:
            Finding(
                .openQuestion, "CHAIN_CONSTRAINTS_FAILURE", at: used.place,
                expected: "a chain that can be judged", found: problem.text,
                "The chain of \(used.name) could not be judged.")
        case .badSignature, .notCA, .pathLength, .keyUsage:
            Finding(
                .failure, "CHAIN_CONSTRAINTS_FAILURE", at: used.place,
                expected: "a chain whose certificates may do what they do", found: problem.text,
                "\(used.name.capitalisedFirst) has a chain that does not hold.")
        }
    }

    /// Whether an algorithm of the path had ended when it was used, by what is proved.
    private var isWeakNow: Bool {
        situation.answers.contains {
            $0.row.rule == "BND-005"
                && ($0.row.effect == .failure || $0.row.effect == .openQuestion)
        }
    }
}

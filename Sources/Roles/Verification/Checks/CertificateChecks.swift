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
        let used = facts.usedCertificates(in: context)
        if used.isEmpty && facts.logs.isEmpty { return .blocked(by: "BND-004") }
        var findings = PathJudge.each(used, facts, context) { $0.pathFindings }
        findings += missingLogCertificates(facts)
        findings += foreignTasks(used, facts)
        findings += ownRoots(facts, context.trust)
        return .findings(
            findings, examined: used.count == 1 ? "1 certificate" : "\(used.count) certificates")
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

/// PKI-002: every certificate was valid when its key was used, by the time that is proved.
///
/// Source: docs/formats/report.md §9, after EN 319 102-1.
struct ValidityCheck: Check {
    let rule: RuleID = "PKI-002"
    let needs: [RuleID] = ["BND-001"]

    func run(on facts: Facts, in context: JudgementContext) -> CheckAnswer {
        let used = facts.usedCertificates(in: context)
        if used.isEmpty { return .blocked(by: "PKI-001") }
        let findings = PathJudge.each(used, facts, context) { $0.validityFindings }
        let note = Finding(
            .note, "REVOCATION_NOT_JUDGED", found: "PKI-003 is not in this version",
            "Whether a certificate was revoked was not judged.")
        return .findings(
            findings + clock(context) + [note],
            examined: used.count == 1 ? "1 certificate" : "\(used.count) certificates")
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
                found: context.at.secondsText,
                "The time of this judgement lies before a time that receipts prove, so "
                    + "certificates without a proved time were judged at the later one.")
        ]
    }
}

/// One certificate under the auditor's anchors.
struct PathJudge {
    let used: UsedCertificate
    let context: JudgementContext
    private let path: PathResult
    private let moment: Timestamp

    /// Judges each certificate; findings that are equal but for the place are given once.
    static func each(
        _ used: [UsedCertificate], _ facts: Facts, _ context: JudgementContext,
        _ findings: (PathJudge) -> [Finding]
    ) -> [Finding] {
        var seen: Set<Finding> = []
        var all: [Finding] = []
        for one in used {
            for finding in findings(PathJudge(one, facts, context)) {
                let bare = Finding(
                    finding.effect, finding.code, expected: finding.expected,
                    found: finding.found, finding.sentence)
                if seen.insert(bare).inserted { all.append(finding) }
            }
        }
        return all
    }

    init(_ used: UsedCertificate, _ facts: Facts, _ context: JudgementContext) {
        self.used = used
        self.context = context
        moment = used.judgedAt(context)
        path = CertificatePath.build(
            leaf: used.certificate, intermediates: used.companions + facts.certificates,
            anchors: context.trust.anchors(for: used.task), at: moment.unixSeconds,
            purpose: used.task.purpose)
    }

    // MARK: Path

    /// What stands between the certificate and an anchor, but for validity in time.
    var pathFindings: [Finding] {
        var findings = path.problems.compactMap(pathFinding)
        if !path.reachesAnchor && !findings.contains(where: { $0.effect == .failure }) {
            findings.append(noAnchor)
        }
        return findings
    }

    private var noAnchor: Finding {
        let anchors = context.trust.anchors(for: used.task).map(\.subject)
        return Finding(
            .openQuestion, "NO_CERTIFICATE_CHAIN_FOUND", at: used.place,
            expected: anchors.isEmpty
                ? "an anchor that you bring" : anchors.joined(separator: "; "),
            found: "issuer \(path.chain.last?.issuer ?? used.certificate.issuer)",
            "\(used.name.capitalisedFirst) leads to no anchor that you brought. A root inside the "
                + "bundle does not count.")
    }

    private func pathFinding(_ problem: PathProblem) -> Finding? {
        switch problem.kind {
        case .expired, .notYetValid, .noIssuer: nil
        case .weak:
            Finding(
                .openQuestion, "CRYPTO_CONSTRAINTS_FAILURE", at: used.place,
                expected: "keys and hashes that still carry a signature", found: problem.text,
                "\(used.name.capitalisedFirst) rests on an algorithm that had been given up.")
        case .other:
            Finding(
                .openQuestion, "CHAIN_CONSTRAINTS_FAILURE", at: used.place, found: problem.text,
                "The chain of \(used.name) could not be judged.")
        case .badSignature, .notCA, .pathLength, .keyUsage:
            Finding(
                .failure, "CHAIN_CONSTRAINTS_FAILURE", at: used.place, found: problem.text,
                "\(used.name.capitalisedFirst) has a chain that does not hold.")
        }
    }

    // MARK: Validity

    /// The decision table of docs/formats/report.md §9, row by row, without revocation.
    var validityFindings: [Finding] {
        if let claimed = used.claimedTime, claimed.unixSeconds < used.certificate.notBefore {
            return [notYetValid(claimed, "by its own word")]
        }
        if used.provedTime != nil { return atProvedTime }
        return withoutProvedTime
    }

    private var atProvedTime: [Finding] {
        if moment.unixSeconds < used.certificate.notBefore {
            return [notYetValid(moment, "as receipts prove")]
        }
        if let expired = firstExpired {
            return [
                Finding(
                    .failure, "EXPIRED", at: used.place,
                    expected: "used by \(Timestamp(unixSeconds: expired.notAfter).secondsText)",
                    found: "proved for \(moment.secondsText)",
                    "\(used.name.capitalisedFirst) had expired by the time that is proved for "
                        + "its use.")
            ]
        }
        guard used.certificate.notAfter < context.effectiveTime.unixSeconds else { return [] }
        return [
            Finding(
                .note, "EXPIRED_SINCE", at: used.place,
                found: Timestamp(unixSeconds: used.certificate.notAfter).secondsText,
                "\(used.name.capitalisedFirst) has expired since, and was valid when it was used.")
        ]
    }

    private var withoutProvedTime: [Finding] {
        if moment.unixSeconds < used.certificate.notBefore {
            return [
                Finding(
                    .openQuestion, "CLOCK", at: used.place,
                    expected: Timestamp(unixSeconds: used.certificate.notBefore).secondsText,
                    found: moment.secondsText,
                    "The time of this judgement lies before \(used.name) begins, and no receipt "
                        + "proves another one.")
            ]
        }
        if let expired = firstExpired {
            return [
                Finding(
                    .openQuestion, "OUT_OF_BOUNDS_NO_POE", at: used.place,
                    expected: "a proved time not after "
                        + Timestamp(unixSeconds: expired.notAfter).secondsText,
                    found: "no proved time",
                    "\(used.name.capitalisedFirst) has expired, and nothing proves that it was "
                        + "used before.")
            ]
        }
        return [
            Finding(
                .note, "NO_PROVED_TIME", at: used.place,
                "\(used.name.capitalisedFirst) is valid as of the time of this judgement; no "
                    + "receipt proves when it was used.")
        ]
    }

    /// The first certificate of the path that had ended at the moment of judgement.
    private var firstExpired: Certificate? {
        let expired = Set(path.problems.filter { $0.kind == .expired }.map(\.certificate))
        if used.certificate.notAfter < moment.unixSeconds { return used.certificate }
        return path.chain.first { expired.contains($0.sha256) }
    }

    private func notYetValid(_ time: Timestamp, _ source: String) -> Finding {
        Finding(
            .failure, "NOT_YET_VALID", at: used.place,
            expected: "not before "
                + Timestamp(unixSeconds: used.certificate.notBefore).secondsText,
            found: "\(time.secondsText), \(source)",
            "\(used.name.capitalisedFirst) was used before it began.")
    }
}

extension String {
    /// The text with its first letter in upper case.
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

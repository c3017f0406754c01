package import Cryptography
package import Findings
import Records

/// A certificate that is relied on, with its path and everything that decides the answer.
///
/// Each is judged once, so that PKI-001 to PKI-003 and BND-005 mean the same path and time.
package struct JudgedCertificate: Sendable {
    /// The certificate at its place.
    package let used: UsedCertificate
    /// Its path under the auditor's anchors at the time in question.
    package let path: PathResult
    /// What the decision table is asked.
    package let situation: ValiditySituation

    /// What the decision table answers to a rule.
    package func findings(of rule: RuleID) -> [Finding] {
        situation.answers.filter { $0.row.rule == rule }.compactMap {
            $0.finding(at: used.place)
        }
    }
}

/// Judges every certificate that something in the bundle relies on.
///
/// Signatures of one epoch share the receipt that proves their time, so paths are built once for
/// each certificate, task and time, however many signatures there are.
struct CertificateJudgement {
    let facts: Facts
    let context: JudgementContext
    private var paths: [Question: (path: PathResult, links: [LinkRevocation])] = [:]

    private struct Question: Hashable {
        let certificate: Digest
        let task: KeyTask
        let seconds: Int64
        let companions: [Digest]
    }

    init(_ facts: Facts, _ context: JudgementContext) {
        self.facts = facts
        self.context = context
    }

    /// Judges a certificate at its proved time, or at the time of the judgement.
    mutating func judge(_ used: UsedCertificate) -> JudgedCertificate {
        let seconds = used.judgedAt(context).unixSeconds
        let (path, links) = built(used, at: seconds)
        var situation = ValiditySituation(
            today: context.effectiveTime,
            own: Validity(
                notBefore: used.certificate.notBefore, notAfter: used.certificate.notAfter),
            path: Validity(sharedBy: path.chain))
        situation.subject = used.name
        situation.proved = used.provedTime
        situation.lostProofs = used.lostProofs
        situation.claimed = used.claimedTime
        situation.notUsedBefore = used.notUsedBefore
        situation.links = links
        situation.algorithms = path.chain.flatMap { AlgorithmTable.uses(of: $0) }
        return JudgedCertificate(used: used, path: path, situation: situation)
    }

    private mutating func built(
        _ used: UsedCertificate, at seconds: Int64
    ) -> (path: PathResult, links: [LinkRevocation]) {
        let question = Question(
            certificate: used.certificate.sha256, task: used.task, seconds: seconds,
            companions: used.companions.map(\.sha256))
        if let known = paths[question] { return known }
        let others = used.companions + facts.certificates
        let anchors = context.trust.anchors(
            for: used.task, at: Timestamp(unixSeconds: seconds))
        let path = CertificatePath.build(
            leaf: used.certificate, intermediates: others, anchors: anchors, at: seconds,
            purpose: used.task.purpose)
        // Below no anchor nobody is known whose word on revocation counts.
        let links =
            path.reachesAnchor
            ? context.archive.links(of: path.chain, others: others + anchors, at: seconds)
            : [LinkRevocation(certificate: used.certificate, depth: 0, state: .unknown)]
        paths[question] = (path, links)
        return (path, links)
    }
}

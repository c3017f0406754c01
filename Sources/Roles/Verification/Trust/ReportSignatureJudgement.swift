package import Cryptography
package import Findings
package import Records

/// A signature over a report, judged under anchors of whoever reads it.
///
/// A value in, an answer out, by the table that judges the certificates of a bundle.
/// Source: docs/formats/report.md §16.
package struct JudgedReportSignature: Sendable {
    /// How far checking came.
    package enum Standing: Hashable, Sendable {
        /// The bytes are no signature that can be checked; why, as a clause.
        case unreadable(String)
        /// It is over something else.
        case overSomethingElse
        /// It isn't by the key of the certificate that it names.
        case notBySigner
        /// It is by that key and over the report; `findings` say what its certificate is worth.
        case holds
    }

    /// How far checking came.
    package let standing: Standing
    /// The certificate that the signature names; nil where it can't be read.
    package let signer: Certificate?
    /// When it was made, by the signer's own word; nil where no word says so.
    package let claimedTime: Timestamp?
    /// The anchor that the certificate leads to; nil where there is none.
    package let anchor: Certificate?
    /// What speaks against the certificate or is to be known of it.
    package let findings: [Finding]

    /// What it comes to.
    package var verdict: Verdict {
        guard standing == .holds else { return .failed }
        if findings.contains(where: { $0.effect == .failure }) { return .failed }
        return findings.contains { $0.effect == .openQuestion } ? .indeterminate : .passed
    }

    /// Judges a signature.
    ///
    /// 1. It can be read; 2. it is over the report; 3. the signer's key made it; 4. the signer's
    /// certificate leads to an anchor, was valid, wasn't revoked, and nothing of it is too weak.
    ///
    /// - Parameters:
    ///   - signature: The bytes of the signature.
    ///   - report: The bytes of the report.
    ///   - trust: What counts as an anchor for people, and lists of what was revoked.
    ///   - at: The time to judge for; nothing proves when the signature was made.
    package init(signature: [UInt8], over report: [UInt8], trust: Trust, at: Timestamp) {
        switch DetachedSignature.read(signature, known: trust.certificates) {
        case .unreadable(let reason):
            self.init(.unreadable(reason))
        case .readable(let read) where !read.covers(report):
            self.init(.overSomethingElse, read)
        case .readable(let read) where !read.isSignatureValid():
            self.init(.notBySigner, read)
        case .readable(let read):
            let judged = Self.judge(read, trust, at)
            self.init(
                .holds, read, anchor: judged.path.reachesAnchor ? judged.path.chain.last : nil,
                findings: Self.timeAhead(read, at) + Self.purpose(read)
                    + judged.pathFindings(trust)
                    + ["PKI-002", "PKI-003", "BND-005"].flatMap { judged.findings(of: $0) })
        }
    }

    private init(
        _ standing: Standing, _ read: DetachedSignature? = nil, anchor: Certificate? = nil,
        findings: [Finding] = []
    ) {
        self.standing = standing
        signer = read?.signer
        claimedTime = read?.signingTime.map { Timestamp(unixSeconds: $0) }
        self.anchor = anchor
        self.findings = findings
    }

    private static func judge(
        _ read: DetachedSignature, _ trust: Trust, _ at: Timestamp
    ) -> JudgedCertificate {
        let used = UsedCertificate(
            certificate: read.signer, task: .person, place: .wholeBundle,
            companions: read.others,
            claimedTime: read.signingTime.map { Timestamp(unixSeconds: $0) })
        let nothing = Facts()
        let context = JudgementContext(facts: nothing, trust: trust, profile: .standard, at: at)
        var judgement = CertificateJudgement(nothing, context)
        let judged = judgement.judge(used)
        var situation = judged.situation
        situation.algorithms += [
            AlgorithmTable.hash(read.digestAlgorithm),
            AlgorithmTable.signature(oid: read.signatureAlgorithm),
        ]
        return JudgedCertificate(used: used, path: judged.path, situation: situation)
    }

    /// A key that was certified for something else speaks for nobody under a document.
    private static func purpose(_ read: DetachedSignature) -> [Finding] {
        guard let problem = read.signer.documentPurposeProblem else { return [] }
        return [
            Finding(
                .failure, "CHAIN_CONSTRAINTS_FAILURE", expected: "a purpose for documents, or none",
                found: read.signer.extendedKeyUsage?.joined(separator: " "),
                "The signer's certificate is for something else: \(problem).")
        ]
    }

    /// Nobody signs tomorrow: a clock is wrong, the signer's or the one here.
    private static func timeAhead(_ read: DetachedSignature, _ at: Timestamp) -> [Finding] {
        guard let claimed = read.signingTime.map({ Timestamp(unixSeconds: $0) }),
            at.milliseconds(to: claimed) > ProfileLimits().skewMilliseconds
        else { return [] }
        return [
            Finding(
                .openQuestion, "CLOCK", expected: "not after \(at.secondsText)",
                found: claimed.secondsText,
                "The signature states a time that lies ahead of this judgement.")
        ]
    }
}

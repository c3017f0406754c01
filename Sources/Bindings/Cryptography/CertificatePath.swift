/// Builds and judges certificate paths at a given moment, never at the present one.
///
/// Revocation is not looked at here: libcrypto cannot judge it for a past time. The steps:
///
/// 1. a store of the caller's anchors, with the moment and the strength level set;
/// 2. libcrypto builds the path and reports each problem to a callback that goes on;
/// 3. our own checks that libcrypto leaves out: purposes, authorities without basic constraints.
///
/// Source: RFC 5280 §6.
package enum CertificatePath {
    /// Builds the path of a certificate.
    ///
    /// - Parameters:
    ///   - leaf: Whose path is wanted.
    ///   - intermediates: Candidates in any order; they are not trusted.
    ///   - anchors: What the caller trusts: roots, or pinned intermediates or leaves. An anchor's
    ///     own validity is judged like any other certificate's.
    ///   - moment: Seconds since 1970 in UTC.
    ///   - purpose: What the leaf is used for.
    package static func build(
        leaf: Certificate, intermediates: [Certificate], anchors: [Certificate], at moment: Int64,
        purpose: PathPurpose
    ) -> PathResult {
        let report = ProblemReport()
        // A pinned leaf ends its own path: with an issuer at hand libcrypto would go on above.
        let untrusted = anchors.contains(leaf) ? [] : intermediates
        var chain = [leaf]
        do throws(CryptographyError) {
            let verification = try PathVerification(
                leaf: leaf, untrusted: untrusted, anchors: anchors, at: moment, report: report)
            chain = try verification.run()
        } catch {
            report.add(
                PathProblem(
                    depth: 0, certificate: leaf.sha256, kind: .other(-1), text: error.description))
        }
        report.add(ownProblems(of: chain, anchors: anchors, purpose: purpose))
        let isBroken = report.problems.contains {
            $0.kind == .noIssuer || $0.kind == .badSignature || $0.kind == .other(-1)
        }
        let endsAtAnchor = chain.last.map { anchors.contains($0) } ?? false
        return PathResult(
            chain: chain, reachesAnchor: endsAtAnchor && isBroken == false,
            problems: report.problems
                .filter { isRealProblem($0, of: chain, at: moment) }
                .sorted { $0.depth < $1.depth })
    }

    /// Whether a problem stands: libcrypto ends validity one second early, RFC 5280 §4.1.2.5
    /// counts the last second in.
    private static func isRealProblem(
        _ problem: PathProblem, of chain: [Certificate], at moment: Int64
    ) -> Bool {
        guard problem.kind == .expired else { return true }
        return chain.contains { $0.sha256 == problem.certificate && $0.notAfter == moment } == false
    }

    private static func ownProblems(
        of chain: [Certificate], anchors: [Certificate], purpose: PathPurpose
    ) -> [PathProblem] {
        var problems: [PathProblem] = []
        if let leaf = chain.first, let text = purposeProblem(of: leaf, purpose) {
            problems.append(
                PathProblem(depth: 0, certificate: leaf.sha256, kind: .keyUsage, text: text))
        }
        // libcrypto takes key usage or old Netscape bits for an authority's basic constraints.
        for (depth, certificate) in chain.enumerated()
        where depth > 0 && certificate.isCA == false && anchors.contains(certificate) == false {
            problems.append(
                PathProblem(
                    depth: depth, certificate: certificate.sha256, kind: .notCA,
                    text: "issuer is not an authority"))
        }
        return problems
    }

    /// Why a certificate's key must not sign documents; nil when it may.
    package static func signingProblem(of leaf: Certificate) -> String? {
        let signs: Set<KeyUsage> = [.digitalSignature, .nonRepudiation]
        guard let usage = leaf.keyUsage, usage.isDisjoint(with: signs) else { return nil }
        return "key usage does not permit signatures"
    }

    private static func purposeProblem(of leaf: Certificate, _ purpose: PathPurpose) -> String? {
        switch purpose {
        case .any:
            return nil
        case .signing:
            return signingProblem(of: leaf)
        case .timeStamping:
            return leaf.timeStampingProblem
        }
    }
}

extension Certificate {
    /// Why it must not sign time-stamps; nil when it may.
    ///
    /// Source: RFC 3161 §2.3.
    var timeStampingProblem: String? {
        guard let purposes = extendedKeyUsage else { return "extended key usage is absent" }
        guard purposes == [OID.timeStamping.dotted] else {
            return "extended key usage is not timeStamping alone"
        }
        guard isExtendedKeyUsageCritical else { return "extended key usage is not critical" }
        guard isCA == false else { return "signer is an authority" }
        if let usage = keyUsage,
            usage.isEmpty || usage.isSubset(of: [.digitalSignature, .nonRepudiation]) == false
        {
            return "key usage is not for signatures alone"
        }
        return nil
    }
}

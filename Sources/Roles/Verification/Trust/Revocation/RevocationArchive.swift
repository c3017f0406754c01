package import Cryptography
import Synchronization

/// Every revocation list and response at hand: what the bundle holds and what the auditor brought.
///
/// A word counts only with the signature of the very issuer whose certificate is asked about, or
/// of a responder that this issuer certified for it, so it doesn't matter who brought it. A class
/// for its cache: a signature over a long list is checked once.
///
/// Source: docs/formats/report.md §9.
package final class RevocationArchive: Sendable {
    private let words: [RevocationWord]
    /// Where to look for responders beside the responses themselves.
    private let certificates: [Certificate]
    private let signed = Mutex<[Pair: Bool]>([:])

    /// How many words are named that count for nothing; the newest are the telling ones.
    private static let ignoredLimit = 4

    private struct Pair: Hashable {
        let list: Digest
        let key: Digest
    }

    /// Collects the words.
    ///
    /// - Parameters:
    ///   - facts: Lists, responses and certificates of the bundle.
    ///   - trust: Lists and responses of the auditor.
    package init(facts: Facts, trust: Trust) {
        var seen: Set<Digest> = []
        var words: [RevocationWord] = []
        for (lists, isAuditors) in [
            (trust.revocation, true), (facts.revocation, false), (facts.later.revocation, false),
        ] {
            for list in lists where seen.insert(list.sha256).inserted {
                words.append(RevocationWord(kind: .list(list), isAuditors: isAuditors))
            }
        }
        for (responses, isAuditors) in [
            (trust.responses, true), (facts.responses, false), (facts.later.responses, false),
        ] {
            for response in responses where seen.insert(response.sha256).inserted {
                words.append(RevocationWord(kind: .response(response), isAuditors: isAuditors))
            }
        }
        self.words = words.sorted { $0.madeAt > $1.madeAt }
        certificates = facts.certificates + facts.later.certificates
    }

    /// What is known of each certificate of a path that somebody could have revoked.
    ///
    /// 1. A certificate that vouches for itself is nobody's to revoke.
    /// 2. Any other is asked about at its issuer in the path.
    /// 3. An anchor that is no root (a pinned leaf) is asked about at its issuer wherever that
    ///    lies. Such an issuer is nobody the auditor trusts, so its word counts against the
    ///    certificate, and for it only if the auditor brought it.
    ///
    /// - Parameters:
    ///   - chain: The path, leaf first, which ends at an anchor.
    ///   - others: Certificates among which the issuer of a pinned one may lie.
    ///   - seconds: The time in question, since 1970 in UTC.
    package func links(
        of chain: [Certificate], others: [Certificate], at seconds: Int64
    ) -> [LinkRevocation] {
        chain.indices.compactMap { index in
            let link = LinkRevocation(certificate: chain[index], depth: index, state: .unknown)
            if index + 1 < chain.count {
                return completed(link, issuer: chain[index + 1], isTrusted: true, at: seconds)
            }
            guard !chain[index].isSelfIssued else { return nil }
            guard let issuer = others.first(where: { chain[index].isIssued(by: $0) }) else {
                return link
            }
            return completed(link, issuer: issuer, isTrusted: false, at: seconds)
        }
    }

    private func completed(
        _ link: LinkRevocation, issuer: Certificate, isTrusted: Bool, at seconds: Int64
    ) -> LinkRevocation {
        var link = link
        for word in words {
            // The words are in order of time, newest first: behind one that counts only those of
            // its own time can still decide.
            if let decided = link.state.source, word.madeAt < decided.thisUpdate { break }
            switch word.reading(of: link.certificate, issuer: issuer, at: seconds, in: self) {
            case nil: continue
            case .ignored(let why):
                if link.ignored.count < Self.ignoredLimit { link.ignored.append(why) }
            case .counts(.good) where !isTrusted && !word.isAuditors:
                link.ignored.append("a word in the bundle of an issuer that is not yours")
            case .counts(let state):
                if isNewer(state, than: link.state) { link.state = state }
            }
        }
        return link
    }

    /// The newest word wins; of two of one time the one that says revoked.
    private func isNewer(_ state: RevocationState, than other: RevocationState) -> Bool {
        guard let new = state.source, let old = other.source else { return other == .unknown }
        if case .revoked = state, new.thisUpdate == old.thisUpdate { return true }
        return new.thisUpdate > old.thisUpdate
    }

    // MARK: Signers

    /// Whether an authority's key signed a list.
    func isSigned(_ list: CertificateRevocationList, by issuer: Certificate) -> Bool {
        let pair = Pair(list: list.sha256, key: issuer.sha256)
        if let known = signed.withLock({ $0[pair] }) { return known }
        let result = list.isSigned(by: issuer)
        signed.withLock { $0[pair] = result }
        return result
    }

    /// Why the signer of a response may not speak for an issuer; nil where it may.
    ///
    /// It is the issuer itself, or a responder that the issuer certified for this: valid when the
    /// response was made, and either excused from the question or not revoked then by a list.
    ///
    /// Source: RFC 6960 §4.2.2.2.
    func problem(ofSignerOf response: RevocationResponse, issuer: Certificate) -> String? {
        if response.isSigned(by: issuer) { return nil }
        let candidates = response.certificates + certificates
        guard let signer = candidates.first(where: { response.isSigned(by: $0) }) else {
            return "its signature holds under no key that is at hand"
        }
        guard signer.isIssued(by: issuer) else { return "the issuer didn't certify its responder" }
        guard signer.mayAnswerForItsIssuer else {
            return "its responder's certificate is for something else"
        }
        guard signer.isValid(at: response.producedAt) else {
            return "its responder's certificate wasn't valid when it was made"
        }
        return problem(ofResponder: signer, issuer: issuer, at: response.producedAt)
    }

    /// A responder can't be asked about itself, so only lists count.
    private func problem(
        ofResponder responder: Certificate, issuer: Certificate, at seconds: Int64
    ) -> String? {
        var isKnownGood = responder.asksForNoRevocationCheck
        for case .list(let list) in words.map(\.kind) where list.names(issuer) {
            guard isSigned(list, by: issuer), !list.hasUnsupportedCriticalExtension else {
                continue
            }
            if list.lookup(responder.serial) != nil { return "its responder was revoked" }
            let isAtHand = list.thisUpdate >= seconds || (list.nextUpdate ?? .min) >= seconds
            isKnownGood = isKnownGood || isAtHand
        }
        return isKnownGood ? nil : "nothing says whether its responder was revoked"
    }
}

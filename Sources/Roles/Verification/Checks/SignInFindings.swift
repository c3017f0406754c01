import Findings
import Records

/// What the report says of a sign-in service's assertion beside a signature.
struct SignInFindings {
    private let judgement: SignInJudgement
    private let place: Place

    init(_ judgement: SignInJudgement, at place: Place) {
        self.judgement = judgement
        self.place = place
    }

    /// Everything that there is to say.
    ///
    /// - Parameters:
    ///   - identity: The signer in the register then.
    ///   - mayBeHidden: Whether a later state of the signer may be withheld.
    func all(of identity: IdentityBody?, mayBeHidden: Bool) -> [Finding] {
        if let problem = judgement.problem {
            return [
                Finding(
                    .failure, "AUTH_TOKEN_INVALID", at: place,
                    expected: "an assertion that its service signed, for this use",
                    found: problem,
                    "What stands there as a sign-in service's word isn't one: it proves nothing.")
            ]
        }
        return [unpinned, stale].compactMap { $0 }
            + mapping(judgement.account, identity, mayBeHidden: mayBeHidden)
    }

    private var unpinned: Finding? {
        guard !judgement.isPinned else { return nil }
        let issuer = judgement.account.map { Wording.excerpt($0.issuer) } ?? "nobody"
        return Finding(
            .openQuestion, "AUTH_ISSUER_UNKNOWN", at: place,
            expected: "a key of the service among your anchors",
            found: "a key said to be of \(issuer)",
            "The assertion holds under a key that only the laboratory says is the service's.")
    }

    private var stale: Finding? {
        guard !judgement.staleness.isEmpty else { return nil }
        return Finding(
            .openQuestion, "AUTH_NOT_FRESH", at: place,
            expected: "a sign-in for this very signature, just before it",
            found: judgement.staleness.joined(separator: "; "),
            "The person had signed in, and not afresh for this signature: that bears A2 at most.")
    }

    /// Whose account it is, by the register.
    private func mapping(
        _ account: SignInAccount?, _ identity: IdentityBody?, mayBeHidden: Bool
    ) -> [Finding] {
        guard let account, let identity else { return [] }
        let found = "\(Wording.excerpt(account.subject)) at \(Wording.excerpt(account.issuer))"
        if mayBeHidden {
            return [
                Finding(
                    .openQuestion, "IDENTITY_WITHHELD", at: place,
                    expected: "the register's record of \(identity.personId) in clear",
                    found: found,
                    "Which account stands for the signer may be said in a withheld record.")
            ]
        }
        guard let known = identity.signIn else {
            return [
                Finding(
                    .openQuestion, "ATTR_UNMAPPED", at: place,
                    expected: "an account at a sign-in service for \(identity.personId)",
                    found: found,
                    "The register doesn't say which account at the service stands for the signer.")
            ]
        }
        guard known != account else { return [] }
        return [
            Finding(
                .failure, "AUTH_OTHER_PERSON", at: place,
                expected: "\(known.subject) at \(known.issuer)", found: found,
                "Somebody else signed in than the person whose signature it is.")
        ]
    }
}

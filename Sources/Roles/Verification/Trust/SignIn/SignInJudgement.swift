import CanonicalJSON
import Cryptography
import Records

/// What a sign-in service's assertion beside a signature is worth.
///
/// Source: docs/rules.md, What IDN-004 asks of a sign-in service; RFC 8725; OpenID Connect Core §3.1.3.7.
struct SignInJudgement {
    /// Why the assertion is no statement of the service for this use; nil where it is one.
    private(set) var problem: String?
    /// Whether the auditor knows the service's key, for this audience.
    private(set) var isPinned = false
    /// Why it shows no fresh sign-in for this very signature; empty where it does.
    private(set) var staleness: [String] = []
    /// The account that signed in; nil where nothing says.
    private(set) var account: SignInAccount?

    private let trust: Trust
    private let limits: ProfileLimits

    /// Judges an assertion.
    ///
    /// - Parameters:
    ///   - statement: What the person signed.
    ///   - signed: Its exact bytes.
    init(
        _ assertion: SignInAssertion, on statement: SignatureStatement, signed: [UInt8],
        trust: Trust, limits: ProfileLimits
    ) {
        self.trust = trust
        self.limits = limits
        do throws(CompactSignature.Problem) {
            let token = try CompactSignature(assertion.jws)
            let key = try Self.key(of: token, in: assertion.keys)
            guard key.key.holds(token.signature, over: token.signedBytes) else {
                throw CompactSignature.Problem(text: "a signature that doesn't hold")
            }
            let claims = try token.claims()
            try take(claims, key.thumbprint, at: statement.signedAt.utc)
            staleness = Self.staleness(claims, statement, SHA256.hash(signed), limits)
        } catch { problem = error.text }
    }

    /// The one key that the header names and the algorithm fits.
    private static func key(
        of token: CompactSignature, in keys: [WebKey]
    ) throws(CompactSignature.Problem) -> WebKey {
        let named = keys.filter { token.kid == nil || $0.kid == token.kid }
        guard named.count == 1, let key = named.first else {
            throw CompactSignature.Problem(text: "\(named.count) keys that could be meant")
        }
        guard token.algorithm.fits(key.key) else {
            throw CompactSignature.Problem(text: "an algorithm that isn't the key's")
        }
        if case .rsa(let modulus, _) = key.key, modulus.count < 256 {
            throw CompactSignature.Problem(text: "an RSA key below 2048 bits")
        }
        return key
    }

    /// Who is said to have signed in, where, and for whom.
    private mutating func take(
        _ claims: JSONObject, _ thumbprint: Digest, at time: Timestamp
    ) throws(CompactSignature.Problem) {
        guard let issuer = claims["iss"]?.stringValue, let subject = claims["sub"]?.stringValue,
            !issuer.isEmpty, !subject.isEmpty
        else { throw CompactSignature.Problem(text: "no word on who signed in where") }
        let audiences = claims["aud"]?.stringValue.map { [$0] } ?? Self.texts(claims["aud"])
        let known = trust.signIn.filter {
            $0.thumbprint == thumbprint && trust.counts($0.thumbprint, at: time)
        }
        account = SignInAccount(issuer: issuer, subject: subject)
        guard !known.isEmpty else { return }
        let fitting = known.contains { anchor in
            anchor.issuer == issuer && audiences.contains(anchor.audience)
                && (audiences.count == 1 || claims["azp"]?.stringValue == anchor.audience)
        }
        guard fitting else {
            throw CompactSignature.Problem(
                text: "issued by \(Wording.excerpt(issuer)) for "
                    + Wording.list(audiences.map { Wording.excerpt($0) }))
        }
        isPinned = true
    }

    private static func texts(_ value: JSONValue?) -> [String] {
        (value?.arrayValue ?? []).compactMap(\.stringValue)
    }

    /// What keeps the sign-in from being one for this very signature.
    private static func staleness(
        _ claims: JSONObject, _ statement: SignatureStatement, _ digest: Digest,
        _ limits: ProfileLimits
    ) -> [String] {
        var reasons: [String] = []
        if claims["nonce"]?.stringValue != digest.hex {
            reasons.append(claims["nonce"] == nil ? "no nonce" : "the nonce of something else")
        }
        let signed = statement.signedAt.utc.unixSeconds
        let skew = max(0, limits.skewMilliseconds) / 1000
        func seconds(_ name: String) -> Int64? {
            claims[name]?.integerValue.flatMap { (0...253_402_300_799).contains($0) ? $0 : nil }
        }
        if let end = seconds("exp") {
            if end < signed - skew { reasons.append("it had ended") }
        } else {
            reasons.append("no end")
        }
        if let issued = seconds("iat") {
            if issued > signed + skew { reasons.append("it was made later") }
        } else {
            reasons.append("no time of its making")
        }
        guard let entered = seconds("auth_time") else { return reasons + ["no time of sign-in"] }
        if entered > signed + skew {
            reasons.append("a later sign-in")
        } else if signed - entered > limits.signInSeconds {
            reasons.append("a sign-in \(Wording.span(seconds: signed - entered)) old")
        }
        return reasons
    }
}

internal import CanonicalJSON
internal import Cryptography
internal import Records

/// Signatures beside which a sign-in service's assertion stands.
enum SignInSamples {
    static let all: [Sample] = [
        Sample(
            "good-sign-in", .passed, ["IDN-004": "passed", "SIG-004": "passed"],
            why: """
                The analyst signed after a fresh sign-in at the institution's own service, which put \
                the digest of the very statement into its assertion. The auditor knows the service's \
                key, and the register says whose account it is.
                """
        ) { try Scene.signedIn().export(project: Scene.project) },
        altered(
            "bad-sign-in-no-algorithm",
            why: """
                The assertion says of itself that it isn't signed. Libraries that took the word of a \
                header for it have let everybody in.
                """
        ) { answer in
            answer.header["alg"] = "none"
            answer.signature = { _ in [] }
        },
        altered(
            "bad-sign-in-shared-secret",
            why: """
                The assertion is made with an algorithm that rests on a shared secret, and the secret \
                is the service's public key, which everybody knows.
                """
        ) { answer in
            answer.header["alg"] = "HS256"
            let input = [answer.header, answer.claims].map {
                Base64URL.encode(CanonicalJSON.encode(.object($0)))
            }.joined(separator: ".")
            let key = Digest(answer.publicKey)
            answer.signature = { genuine in
                key.map { HMACSHA256.code(key: $0, message: Array(input.utf8)).bytes } ?? genuine
            }
        },
        altered(
            "bad-sign-in-for-another",
            why: """
                The assertion is genuine and was made for another program of the institution. Whoever \
                runs that program has such assertions of everybody who ever signed in there.
                """
        ) { $0.claims["aud"] = "canteen" },
        Sample(
            "odd-sign-in-not-fresh", .indeterminate,
            ["IDN-004": "indeterminate", "SIG-004": "passed"], twin: "good-sign-in",
            why: """
                The assertion is genuine and says nothing of this signature: its nonce is of \
                something else, and the sign-in was an hour old. Somebody at the analyst's open \
                session could have signed. That bears a session, and no fresh proof.
                """
        ) {
            try Scene.signedIn { answer in
                answer.claims["nonce"] = .string(SHA256.hash(Array("a log-in".utf8)).hex)
                let entered = answer.claims["auth_time"]?.integerValue ?? 0
                answer.claims["auth_time"] = .integer(entered - 3600)
            }.export(project: Scene.project)
        },
    ]

    private static func altered(
        _ name: String, why: String,
        _ change: @escaping @Sendable (inout SignInService.Answer) -> Void
    ) -> Sample {
        Sample(name, .failed, ["IDN-004": "failed"], twin: "good-sign-in", why: why) {
            try Scene.signedIn(change).export(project: Scene.project)
        }
    }
}

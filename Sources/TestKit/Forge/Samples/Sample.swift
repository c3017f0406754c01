internal import CanonicalJSON
internal import Cryptography

/// One sample bundle: what it is, how it must be judged, and why.
package struct Sample: Sendable {
    /// The verdict that the verifier has to give.
    package enum Verdict: String, Hashable, Sendable {
        /// Everything that was asked is shown.
        case passed = "PASSED"
        /// Something contradicts.
        case failed = "FAILED"
        /// Something is missing, and nothing contradicts.
        case indeterminate = "INDETERMINATE"
    }

    /// The folder's name: `good-`, `bad-` or `odd-` and what is special about it.
    package let name: String
    /// What the verifier has to say of the whole.
    package let verdict: Verdict
    /// What it has to say of some rules: `passed`, `failed`, `indeterminate` and so on.
    package let rules: [String: String]
    /// The time to judge at, RFC 3339.
    package let at: String
    /// The profile to judge by; nil for `standard`.
    package let profile: String?
    /// The sample it differs from by one change; nil for an honest one.
    package let twin: String?
    /// Two to four sentences: what was done, and why it must be judged so.
    package let why: String
    /// Makes the bundle.
    let make: @Sendable () throws -> LaboratoryBundle

    /// The time at which most samples are judged: the afternoon of the day they were made.
    package static let afternoon = "2026-11-02T15:00:00Z"

    init(
        _ name: String, _ verdict: Verdict, _ rules: [String: String], at: String = afternoon,
        profile: String? = nil, twin: String? = nil, why: String,
        make: @escaping @Sendable () throws -> LaboratoryBundle
    ) {
        self.name = name
        self.verdict = verdict
        self.rules = rules
        self.at = at
        self.profile = profile
        self.twin = twin
        self.why = why
        self.make = make
    }

    /// Makes the bundle and its trust, the same bytes every time.
    package func produce() throws -> LaboratoryBundle {
        defer { DeterministicRandom.remove() }
        return try make()
    }

    /// The bytes of `expected.json`.
    package var expectation: [UInt8] {
        let object = JSONObject([
            ("verdict", .string(verdict.rawValue)),
            ("rules", .object(JSONObject(rules.map { ($0.key, .string($0.value)) }))),
            ("at", .string(at)), ("profile", profile.map { .string($0) }),
        ])
        return CanonicalJSON.encode(.object(object)) + [0x0A]
    }

    /// The bytes of the sample's `README.md`.
    package var readme: [UInt8] {
        var text = "# \(name)\n\n\(why)\n"
        if let twin { text += "\nHonest twin: [\(twin)](../\(twin)/README.md).\n" }
        text += "\nMust be judged **\(verdict.rawValue)** at \(at)"
        if let profile { text += " by the profile `\(profile)`" }
        let words = rules.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return Array((text + ": \(words.joined(separator: ", ")).\n").utf8)
    }
}

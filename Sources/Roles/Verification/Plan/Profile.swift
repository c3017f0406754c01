import CanonicalJSON
package import Cryptography
package import Findings

/// Which rules are asked of a bundle, how much each weighs, and within which limits.
///
/// A profile is the verifier's own data, or a file that the auditor brings; it never comes from a
/// bundle. Source: docs/formats/bundle.md §14.
package struct Profile: Hashable, Sendable {
    /// The name that a report prints.
    package var name: String
    /// The rules to ask.
    package var rules: Set<RuleID>
    /// Rules that weigh otherwise than the catalogue says.
    package var severityChanges: [RuleID: Severity]
    /// How far something may go before it is a finding.
    package var limits: ProfileLimits

    /// Makes a profile of its parts.
    package init(
        name: String, rules: Set<RuleID>, severityChanges: [RuleID: Severity] = [:],
        limits: ProfileLimits = ProfileLimits()
    ) {
        self.name = name
        self.rules = rules
        self.severityChanges = severityChanges
        self.limits = limits
    }

    /// Every rule that this version answers.
    package static let complete = Profile(
        name: "complete", rules: Set(Catalogue.rules.filter(\.isImplemented).map(\.id)))

    /// Rules that this version answers from evidence which its capture program doesn't record yet,
    /// so that no bundle of its own could pass them.
    private static let beyondCapture: Set<RuleID> = ["TIME-003"]

    /// Every rule that this version answers and records the evidence for.
    package static let standard = Profile(
        name: "standard", rules: complete.rules.subtracting(beyondCapture))

    /// As `standard`, without recomputing the codes: for who has no disclosed keys.
    package static let keyless = Profile(
        name: "keyless", rules: standard.rules.subtracting(["CHAIN-002"]))

    /// The profiles that ship with the program.
    package static let shipped: [Profile] = [.standard, .keyless, .complete]

    /// The rules of the profile in catalogue order, each with the weight that the profile gives it.
    package var plan: [Rule] {
        Catalogue.rules.filter { rules.contains($0.id) }.map { rule in
            guard let severity = severityChanges[rule.id] else { return rule }
            return Rule(
                id: rule.id, title: rule.title, question: rule.question, clauses: rule.clauses,
                severity: severity, block: rule.block, basis: rule.basis, missing: rule.missing,
                isImplemented: rule.isImplemented)
        }
    }

    /// The rules that are left out, in catalogue order, each with why.
    package var rulesNotAsked: [RuleNotAsked] {
        Catalogue.rules.filter { !rules.contains($0.id) }.map { rule in
            RuleNotAsked(
                rule: rule, reason: rule.isImplemented ? .outsideProfile : .notImplemented)
        }
    }

    /// The SHA-256 of the profile's canonical JSON.
    package var sha256: Digest { SHA256.hash(CanonicalJSON.encode(.object(json))) }
}

/// How far something may go before it is a finding.
package struct ProfileLimits: Hashable, Sendable {
    /// How far a clock may step back between two records, in milliseconds, 0 or more.
    package var skewMilliseconds: Int64 = 120_000
    /// How long the stretch may be that an unclosed epoch leaves open, in seconds.
    package var unclosedSeconds: Int64 = 259_200
    /// How many records may stand after the last proved receipt.
    package var unwitnessedRecords: Int64 = 1_000
    /// How much time the records after the last proved receipt may span, in seconds.
    package var unwitnessedSeconds: Int64 = 604_800
    /// How many records may stand before the first proved receipt.
    package var unwitnessedStartRecords: Int64 = 1_000
    /// How much time may lie between two proved receipts while records are written, in seconds.
    package var receiptGapSeconds: Int64 = 2_592_000
    /// How long after the export's record the bundle may have been sealed, in seconds.
    package var sealDelaySeconds: Int64 = 2_592_000
    /// How old the last comparison of the clock with its reference may be, in seconds.
    package var syncAgeSeconds: Int64 = 86_400
    /// How long a store has to keep a note from when it took it, in seconds.
    package var storeRetentionSeconds: Int64 = 31_536_000
    /// How far a store's clock may be from what a receipt proves, in seconds.
    package var storeClockSeconds: Int64 = 86_400
    /// How long before a signature a person may have signed in at a service for it, in seconds.
    package var signInSeconds: Int64 = 300
    /// How long nothing may have been watched at a stretch, in seconds.
    package var gapSeconds: Int64 = 259_200
    /// Whether NOT-002 asks for a proved receipt from outside for every log.
    package var asksForIndependence: Bool = true

    /// Takes the limits of `standard`.
    package init() {}
}

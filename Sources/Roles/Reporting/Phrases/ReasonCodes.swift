package import Findings

/// The closed list of reason codes: what each means, what could be behind it, and who can mend it.
///
/// A finding carries one; programs compare codes and never sentences. docs/rules.md prints the
/// same list. Codes are never reused for something else.
package enum ReasonCodes {
    /// What a code means; nil for one that isn't on the list.
    package static func meaning(of code: String) -> String? { all[code]?.meaning }

    /// Every code with its meaning, by code.
    package static var sorted: [(code: String, meaning: String)] {
        all.sorted { $0.key < $1.key }.map { (code: $0.key, meaning: $0.value.meaning) }
    }

    /// What could be behind a code, the narrowest that is known: in this rule, for this effect, or
    /// wherever the code stands.
    ///
    /// - Parameters:
    ///   - code: The reason code; nil is returned for one that isn't on the list.
    ///   - effect: What the finding does to its rule.
    ///   - rule: The rule; nil where bundles are compared, or none is meant.
    package static func diagnosis(
        of code: String, _ effect: Finding.Effect, in rule: RuleID? = nil
    ) -> Diagnosis? {
        if let rule, let diagnosis = byRule[rule]?[ReasonKey(code, effect)] { return diagnosis }
        guard let phrase = all[code] else { return nil }
        return phrase.otherwise[effect] ?? phrase.usually
    }

    /// The codes that mean something narrower in a rule, with the effects for which they do.
    package static var narrowed: [(rule: RuleID, code: String, effect: Finding.Effect)] {
        byRule.flatMap { rule, keys in
            keys.keys.map { (rule: rule, code: $0.code, effect: $0.effect) }
        }
    }

    private static let all: [String: ReasonPhrase] = {
        var all: [String: ReasonPhrase] = [:]
        for family in [
            archive, records, chain, keys, checkpoints, notaries, stores, clocks, timeStamps,
            renewals, certificates, signatures, people, files, watch, export, verifier,
        ] {
            all.merge(family) { first, _ in first }
        }
        return all
    }()
}

/// A code with what its finding does to a rule.
struct ReasonKey: Hashable {
    let code: String
    let effect: Finding.Effect

    init(_ code: String, _ effect: Finding.Effect) {
        self.code = code
        self.effect = effect
    }
}

/// What a code means, and what could be behind it.
struct ReasonPhrase {
    let meaning: String
    /// What could be behind it, unless the effect of the finding says otherwise.
    let usually: Diagnosis
    let otherwise: [Finding.Effect: Diagnosis]

    init(
        _ meaning: String, couldMean: String, menders: [Mender], remedy: String,
        otherwise: [Finding.Effect: Diagnosis] = [:]
    ) {
        self.meaning = meaning
        usually = Diagnosis(couldMean: couldMean, menders: menders, remedy: remedy)
        self.otherwise = otherwise
    }
}

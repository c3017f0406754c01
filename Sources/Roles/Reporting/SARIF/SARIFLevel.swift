import Findings

/// How much a result weighs for a pipeline that reads SARIF.
///
/// The worst level of a file says what the verdict is: `error` FAILED, `warning` INDETERMINATE, else
/// PASSED.
///
/// Source: SARIF 2.1.0 §3.27.10; docs/formats/report.md §17.
enum SARIFLevel: String, Comparable {
    /// Worth knowing; decides nothing.
    case note
    /// It keeps a bundle from passing.
    case warning
    /// It makes a bundle fail.
    case error

    private var weight: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }

    static func < (left: SARIFLevel, right: SARIFLevel) -> Bool { left.weight < right.weight }

    /// The level of a verdict; nil where nothing is to be said.
    init?(_ verdict: Verdict) {
        switch verdict {
        case .passed: return nil
        case .indeterminate: self = .warning
        case .failed: self = .error
        }
    }

    /// The level of a rule's answer; nil where it asks for nobody's attention.
    init?(_ result: RuleResult) {
        let decides = result.rule.severity.decides
        switch result.outcome {
        case .passed, .notApplicable: return nil
        case .failed: self = decides ? .error : .note
        case .indeterminate, .notRun: self = decides ? .warning : .note
        case .observation: self = .note
        }
    }

    /// The level of one finding, never above that of its rule's answer; nil for a note.
    init?(_ finding: Finding, in result: RuleResult) {
        let limit = SARIFLevel(result) ?? .note
        switch finding.effect {
        case .failure: self = min(.error, limit)
        case .openQuestion: self = min(.warning, limit)
        case .observation: self = .note
        case .note: return nil
        }
    }
}

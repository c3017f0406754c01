import Findings

/// A citation in the catalogue: which text, where in it, and how firmly the rule is tied to it.
enum Citation {
    case part11(_ section: String, ClauseStrength)
    case annex11(_ section: String, ClauseStrength)
    case annex11Draft(_ section: String, ClauseStrength)
    case dataIntegrityQA(_ question: String, ClauseStrength)
    case clinicalQA(_ question: String, ClauseStrength)
    case pics(_ page: String, ClauseStrength)
    case mhra(_ section: String, ClauseStrength)
    case assurance(_ section: String, ClauseStrength)
    case iso(_ number: String, ClauseStrength)
    case alcoa(_ attribute: String, ClauseStrength)
    case scopeGuidance
    case ownDesign

    /// The clause with the name of its text written out.
    var clause: Clause {
        switch self {
        case .part11(let section, let strength): Clause("21 CFR \(section)", strength)
        case .annex11(let section, let strength):
            Self.clause("EU GMP Annex 11 (2011)", section, strength)
        case .annex11Draft(let section, let strength):
            Self.clause("EU GMP Annex 11 (2025 draft)", section, strength)
        case .dataIntegrityQA(let question, let strength):
            Self.clause("FDA data integrity Q&A (2018)", question, strength)
        case .clinicalQA(let question, let strength):
            Self.clause("FDA electronic systems Q&A (2024)", question, strength)
        case .pics(let page, let strength): Self.clause("PIC/S PI 041-1", page, strength)
        case .mhra(let section, let strength):
            Self.clause("MHRA GxP data integrity (2018)", section, strength)
        case .assurance(let section, let strength):
            Self.clause("FDA computer software assurance", section, strength)
        case .iso(let number, let strength): Clause("ISO/IEC \(number)", strength)
        case .alcoa(let attribute, let strength): Clause("ALCOA++ \(attribute)", strength)
        case .scopeGuidance: Clause("FDA Part 11 scope and application (2003)", .guidance)
        case .ownDesign: Clause("TrailSeal design", .design)
        }
    }

    private static func clause(
        _ text: String, _ place: String, _ strength: ClauseStrength
    ) -> Clause {
        Clause(place.isEmpty ? text : "\(text) \(place)", strength)
    }
}

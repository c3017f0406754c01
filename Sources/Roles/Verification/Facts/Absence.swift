import Findings
import Records

extension Facts {
    /// Why there is nothing to ask about a family of which no record is shown and none is hidden.
    ///
    /// By the word of the approved request, else by the counts of every close, else because the
    /// bundle's bytes hold none. Source: docs/rules.md, Results.
    func ground(forAbsent family: String) -> NotApplicableGround {
        let isDeclared = exports().contains { export in
            export.request?.notKeptHere.contains { $0.family == family } == true
        }
        if isDeclared { return .keptElsewhere }
        let isCounted = logs.flatMap(\.epochs).allSatisfy { $0.isClosed && !$0.mayHide(family) }
        return isCounted ? .noneRecorded : .nothingOfTheKind
    }
}

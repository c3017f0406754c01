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
        let isCounted = logs.allSatisfy { log in
            // By place: an epoch isn't copied to be asked.
            log.epochs.indices.allSatisfy {
                log.epochs[$0].isClosed && !log.epochs[$0].mayHide(family)
            }
        }
        return isCounted ? .noneRecorded : .nothingOfTheKind
    }
}

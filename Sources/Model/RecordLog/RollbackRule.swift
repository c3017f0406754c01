package import Records

/// What a start does after asking a witness for the newest head of the log.
///
/// Heads are compared by consistency, not by length: a longer log with another beginning is a
/// rollback like a shorter one.
///
/// Source: docs/formats/log.md §6.5.
package enum RollbackDecision: Hashable, Sendable {
    /// The log goes on; the open says how the question was answered.
    case goOn(RollbackCheck)
    /// Nothing is appended any more: the next log's genesis names this head and the lost records.
    case beginNextLog(previous: LogReference, lost: UInt64)
}

extension RollbackDecision {
    /// What asking a witness gave.
    package enum Answer: Hashable, Sendable {
        /// There is no witness to ask.
        case notAsked
        /// It couldn't be reached.
        case unavailable(witness: String)
        /// It has never seen this log.
        case unknownLog(witness: String)
        /// The newest head that it has.
        case head(LogReference, witness: String)
    }

    /// Decides by the witness's answer and the leaves in the store.
    ///
    /// When no common beginning can be told, every witnessed record counts as lost that isn't
    /// covered by a checkpoint of the store that the head confirms.
    ///
    /// - Parameters:
    ///   - answer: What the witness said.
    ///   - tree: The leaves in the store.
    ///   - confirmedSize: The size up to which the store is known to be part of the head's tree.
    package static func decide(
        _ answer: Answer, tree: MerkleTree, confirmedSize: UInt64 = 0
    ) -> RollbackDecision {
        switch answer {
        case .notAsked:
            return .goOn(RollbackCheck(result: .notAsked))
        case .unavailable(let witness):
            return .goOn(RollbackCheck(result: .unavailable, witness: witness))
        case .unknownLog(let witness):
            return .goOn(RollbackCheck(result: .consistent, witness: witness, size: 0))
        case .head(let head, let witness):
            if tree.root(size: head.size) == head.root {
                return .goOn(
                    RollbackCheck(result: .consistent, witness: witness, size: head.size))
            }
            let kept = min(confirmedSize, head.size)
            return .beginNextLog(previous: head, lost: head.size - kept)
        }
    }
}

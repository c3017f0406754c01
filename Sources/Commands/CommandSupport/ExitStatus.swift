/// What a program tells its caller in one number.
///
/// 1 is never used on purpose: shells and run-time failures use it for anything.
/// Source: docs/formats/command-line.md §1.
package enum ExitStatus: Int32, Hashable, Sendable, CaseIterable {
    /// The work is done; for the verifier: PASSED.
    case success = 0
    /// The verifier's verdict FAILED.
    case failed = 10
    /// The verifier's verdict INDETERMINATE.
    case indeterminate = 20
    /// The command line can't be understood.
    case usage = 64
    /// An input can't be opened or read.
    case unreadable = 66
    /// A mistake of the program itself.
    case internalError = 70
    /// An output can't be created.
    case cannotCreate = 73
    /// Reading or writing broke off: full disk, closed pipe, failing medium.
    case inputOutput = 74
    /// Another process holds what is needed; trying again later may help.
    case busy = 75
    /// Refused: wrong password, not the right person, not allowed by the policy.
    case refused = 77

    /// What a manual says about the status, without the verifier's verdicts.
    package var meaning: String {
        switch self {
        case .success: "done"
        case .failed: "verdict FAILED"
        case .indeterminate: "verdict INDETERMINATE"
        case .usage: "the command line could not be understood"
        case .unreadable: "an input could not be opened or read"
        case .internalError: "internal error"
        case .cannotCreate: "an output could not be created"
        case .inputOutput: "reading or writing broke off, for example because the disk is full"
        case .busy: "another process holds what is needed; try again later"
        case .refused: "refused: wrong password, wrong person, or not allowed"
        }
    }
}

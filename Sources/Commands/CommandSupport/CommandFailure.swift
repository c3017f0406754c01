package import LinuxFiles

/// Why a command ends without having done its work.
package struct CommandFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The status to end with.
    package let status: ExitStatus
    /// One sentence for a person, without the program's name and without a full stop.
    package let message: String

    /// Makes a failure with a sentence of its own.
    package init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// An input that couldn't be opened or read.
    package static func reading(_ error: SystemError) -> CommandFailure {
        CommandFailure(.unreadable, "cannot read \(error)")
    }

    /// An output that couldn't be made or filled.
    ///
    /// A full disk or a closed pipe is `inputOutput`, everything else `cannotCreate`.
    package static func writing(_ error: SystemError) -> CommandFailure {
        let broke = error.isFull || error.isBrokenPipe || error.function != "open"
        return CommandFailure(broke ? .inputOutput : .cannotCreate, "cannot write \(error)")
    }

    /// The sentence alone.
    package var description: String { message }
}

/// A command line that can't be understood.
package struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, one sentence without a full stop.
    package let message: String
    /// Names from the program to the subcommand that was being read.
    package let commandPath: [String]

    /// The sentence alone.
    package var description: String { message }
}

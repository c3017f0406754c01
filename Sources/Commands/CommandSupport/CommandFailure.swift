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
    /// What was in the way before the first byte is `cannotCreate`: a name that is taken, a folder
    /// that isn't there or may not be written. What broke off later is `inputOutput`.
    package static func writing(_ error: SystemError) -> CommandFailure {
        if error.isExisting {
            return CommandFailure(
                .cannotCreate, "\(error.path ?? "the file") exists already and is left as it is")
        }
        let isInTheWay =
            error.isMissing || error.isDenied || error.isNameTooLong || error.function == "open"
        let broke = error.isFull || error.isBrokenPipe || !isInTheWay
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

import LinuxFiles

/// Where passwords come from: a terminal, or a descriptor that the caller opened.
///
/// Never an argument and never the environment: other processes can read both.
package enum PasswordSource: Hashable, Sendable {
    /// Ask on the controlling terminal.
    case terminal
    /// Read one line for each password from an inherited descriptor.
    case descriptor(Int32)

    /// The option that names the descriptor.
    package static let option = OptionSpec(
        "password-fd", placeholder: "N",
        help: "read passwords, one line each, from file descriptor N instead of the terminal")

    /// The source that a command line chose.
    package init(_ arguments: ParsedArguments) throws(UsageError) {
        if let number = try arguments.integer("password-fd", in: 0...1023) {
            self = .descriptor(Int32(number))
        } else {
            self = .terminal
        }
    }

    /// One password.
    ///
    /// - Parameter purpose: Completes "Password for …".
    /// - Returns: At least one byte; the caller wipes it after use.
    package func read(for purpose: String) throws(CommandFailure) -> [UInt8] {
        let password = try ask("Password for \(Printable.line(purpose)): ")
        guard !password.isEmpty else {
            throw CommandFailure(.refused, "the password for \(purpose) is empty")
        }
        return password
    }

    /// A new password; on a terminal it is asked twice.
    ///
    /// - Parameters:
    ///   - purpose: Completes "New password for …".
    ///   - minimumLength: Fewest bytes that are accepted.
    package func readNew(
        for purpose: String, minimumLength: Int = 8
    ) throws(CommandFailure) -> [UInt8] {
        let shown = Printable.line(purpose)
        let password = try ask("New password for \(shown): ")
        guard password.count >= minimumLength else {
            throw CommandFailure(
                .refused, "the new password for \(purpose) is shorter than \(minimumLength) bytes")
        }
        if self == .terminal, try ask("The same again: ") != password {
            throw CommandFailure(.refused, "the two new passwords for \(purpose) differ")
        }
        return password
    }

    private func ask(_ prompt: String) throws(CommandFailure) -> [UInt8] {
        switch self {
        case .terminal:
            do { return try PasswordPrompt.read(prompt) } catch {
                throw CommandFailure(
                    .unreadable,
                    "cannot ask for a password on the terminal (\(error.text)); "
                        + "give it on a file descriptor, by an option that ends in -fd")
            }
        case .descriptor(let number):
            do {
                if let line = try PasswordPrompt.readLine(fromDescriptor: number) { return line }
            } catch {
                throw CommandFailure(
                    .unreadable, "cannot read a password from descriptor \(number): \(error.text)")
            }
            throw CommandFailure(
                .unreadable, "no password is left to read on descriptor \(number)")
        }
    }
}

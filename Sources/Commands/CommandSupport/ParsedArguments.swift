/// A command line that was understood.
package struct ParsedArguments: Hashable, Sendable {
    /// Names of the subcommands, without the program's; empty for the program itself.
    package let command: [String]
    private let path: [String]
    private let options: [String: [String]]
    private let positionals: [String: [String]]

    init(context: CommandContext, options: [String: [String]], positionals: [String: [String]]) {
        command = context.subcommandPath
        path = context.path
        self.options = options
        self.positionals = positionals
    }

    /// Whether a flag was given.
    ///
    /// - Parameter name: Without hyphens.
    package func flag(_ name: String) -> Bool { options[name] != nil }

    /// The value of an option, nil when it wasn't given.
    package func value(_ name: String) -> String? { options[name]?.last }

    /// All values of a repeatable option in the order given.
    package func values(_ name: String) -> [String] { options[name] ?? [] }

    /// The value of an option that this combination of others needs.
    package func required(_ name: String) throws(UsageError) -> String {
        guard let value = value(name) else { throw usage("--\(name) is missing") }
        return value
    }

    /// The value of an option as a whole number, nil when it wasn't given.
    package func integer(
        _ name: String, in range: ClosedRange<Int>
    ) throws(UsageError) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), range.contains(number), String(number) == text else {
            throw usage(
                "--\(name) needs a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound), not \(text)")
        }
        return number
    }

    /// The first value of a positional argument, nil when it wasn't given.
    package func positional(_ name: String) -> String? { positionals[name]?.first }

    /// The value of a positional argument that the command can't do without.
    package func requiredPositional(_ name: String) throws(UsageError) -> String {
        guard let value = positional(name) else { throw usage("\(name) is missing") }
        return value
    }

    /// All values of a positional argument in the order given.
    package func positionals(_ name: String) -> [String] { positionals[name] ?? [] }

    /// An error about this command line that only the command itself can see.
    package func usage(_ message: String) -> UsageError {
        UsageError(message: message, commandPath: path)
    }
}

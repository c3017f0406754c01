/// A command together with the commands above it.
package struct CommandContext: Hashable, Sendable {
    /// From the program down to the command itself, at least one.
    private let ancestors: [CommandSpec]
    /// The command.
    package let command: CommandSpec

    /// The context of a program.
    package init(program: CommandSpec) {
        ancestors = []
        command = program
    }

    private init(ancestors: [CommandSpec], command: CommandSpec) {
        self.ancestors = ancestors
        self.command = command
    }

    /// The context of a subcommand, nil when there is none of that name.
    package func subcommand(_ name: String) -> CommandContext? {
        command.subcommands.first { $0.name == name }.map {
            CommandContext(ancestors: ancestors + [command], command: $0)
        }
    }

    /// Contexts of all subcommands in order.
    package var subcommands: [CommandContext] {
        command.subcommands.map {
            CommandContext(ancestors: ancestors + [command], command: $0)
        }
    }

    /// Names from the program down to the command.
    package var path: [String] { (ancestors + [command]).map(\.name) }

    /// Names of the subcommands, without the program's.
    package var subcommandPath: [String] { Array(path.dropFirst()) }

    /// The command's own options, the global ones from above, then those every command has.
    package var options: [OptionSpec] {
        command.options + ancestors.reversed().flatMap { $0.options.filter(\.isGlobal) }
            + (ancestors.isEmpty ? [Self.help, Self.version] : [Self.help])
    }

    /// The statuses of the command, or of the nearest one above that names some.
    package var exitStatuses: [StatusSpec] {
        let all = (ancestors + [command]).map(\.exitStatuses)
        return all.last { !$0.isEmpty } ?? []
    }

    static let help = OptionSpec("help", letter: "h", help: "show this help", standsAlone: true)
    static let version = OptionSpec(
        "version", help: "show the version", standsAlone: true)
}

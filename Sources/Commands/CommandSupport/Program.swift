import LinuxFiles

/// Runs a command line program: parses, answers help, maps every error to a status.
package struct Program: Sendable {
    private let spec: CommandSpec
    private let version: String
    private let arguments: [String]

    /// Describes a program.
    ///
    /// - Parameters:
    ///   - spec: Its commands and options.
    ///   - version: Without the program's name.
    ///   - arguments: Those of the process, unless a test says otherwise.
    package init(
        _ spec: CommandSpec, version: String,
        arguments: [String] = Host.arguments
    ) {
        self.spec = spec
        self.version = version
        self.arguments = arguments
    }

    /// Runs the program and ends the process.
    ///
    /// - Parameter body: The work; gets a command line that was understood.
    package func run(_ body: (ParsedArguments) throws -> ExitStatus) -> Never {
        let status = finish { () throws in
            guard let arguments = try prepare() else { return .success }
            return try body(arguments)
        }
        Host.exit(status.rawValue)
    }

    /// Runs a program whose work is asynchronous and ends the process.
    ///
    /// The main thread waits and does nothing else. An asynchronous `main` would end it, and
    /// `valgrind`, which counts our instructions, dies of a process without one.
    package func runAsync(
        _ body: @escaping @Sendable (ParsedArguments) async throws -> ExitStatus
    ) -> Never {
        Task.detached {
            let status: ExitStatus
            do {
                if let arguments = try prepare() {
                    status = try await body(arguments)
                } else {
                    status = .success
                }
            } catch {
                status = report(error)
            }
            Host.exit(status.rawValue)
        }
        Host.sleepForever()
    }

    private func finish(_ body: () throws -> ExitStatus) -> ExitStatus {
        do { return try body() } catch { return report(error) }
    }

    /// Understands the command line; nil when the answer was help and all is done.
    private func prepare() throws -> ParsedArguments? {
        try Interrupts.ignoreBrokenPipes()
        if let foreign = Host.foreignArgument {
            throw UsageError(
                message:
                    "the argument \(PathText.shown(foreign)) is not UTF-8; name a folder above "
                    + "it, names of files in folders may be any bytes", commandPath: [spec.name])
        }
        switch try ArgumentParser.parse(arguments, as: spec) {
        case .run(let parsed): return parsed
        case .help(let context):
            let width = Terminal.width(.output) ?? 80
            try StandardStreams.write(HelpText.text(for: context, width: width))
        case .version:
            try StandardStreams.write(
                ProgramVersion.statement(of: spec.name, version: version))
        case .completion(let shell):
            try StandardStreams.write(Completion.script(for: spec, shell: shell))
        case .manual:
            try StandardStreams.write(ManualPage.text(for: spec, version: version))
        }
        return nil
    }

    private func report(_ error: any Error) -> ExitStatus {
        switch error {
        case let error as UsageError:
            say(error.message)
            StandardStreams.writeError(
                HelpText.usage(of: context(error.commandPath))
                    + "'\(error.commandPath.joined(separator: " ")) --help' says more.\n")
            return .usage
        case let error as CommandFailure:
            say(error.message)
            return error.status
        case let error as SystemError:
            say(error.description)
            return .inputOutput
        default:
            say("internal error: \(error)")
            return .internalError
        }
    }

    private func say(_ message: String) {
        StandardStreams.writeError("\(spec.name): \(Printable.lines(message))\n")
    }

    private func context(_ path: [String]) -> CommandContext {
        var context = CommandContext(program: spec)
        for name in path.dropFirst() { context = context.subcommand(name) ?? context }
        return context
    }
}

/// What a command line asks for.
package enum ParsedCommand: Hashable, Sendable {
    /// To do the work.
    case run(ParsedArguments)
    /// To see the help of a command.
    case help(CommandContext)
    /// To see the version.
    case version
    /// To get a completion script.
    case completion(CompletionShell)
    /// To get the manual page.
    case manual
}

/// Reads a command line by the words of its specification.
///
/// `--name VALUE` and `--name=VALUE` are the same; `-x VALUE` and `-xVALUE` too. `--` ends the
/// options; `-` alone is a value. The first word that isn't an option chooses the subcommand.
package struct ArgumentParser {
    private var context: CommandContext
    private var rest: ArraySlice<String>
    private var options: [String: [String]] = [:]
    private var words: [String] = []
    private var optionsEnded = false
    private var help = false

    /// Understands a command line.
    ///
    /// - Parameters:
    ///   - arguments: Without the program's name.
    ///   - program: What is understood.
    package static func parse(
        _ arguments: [String], as program: CommandSpec
    ) throws(UsageError) -> ParsedCommand {
        if let shell = completionShell(arguments) { return .completion(shell) }
        if arguments == ["manual"] { return .manual }
        var parser = ArgumentParser(context: CommandContext(program: program), rest: arguments[...])
        return try parser.run()
    }

    private init(context: CommandContext, rest: ArraySlice<String>) {
        self.context = context
        self.rest = rest
    }

    private static func completionShell(_ arguments: [String]) -> CompletionShell? {
        guard arguments.count == 2, arguments[0] == "completion" else { return nil }
        return CompletionShell(rawValue: arguments[1])
    }

    private mutating func run() throws(UsageError) -> ParsedCommand {
        while let word = rest.popFirst() {
            if optionsEnded || word == "-" || !word.hasPrefix("-") {
                try take(word)
            } else if word == "--" {
                optionsEnded = true
            } else if word.hasPrefix("--") {
                try takeLong(word.dropFirst(2))
            } else {
                try takeShort(word.dropFirst())
            }
        }
        if help || options["help"] != nil { return .help(context) }
        if options["version"] != nil { return .version }
        let positionals = try assignPositionals()
        try checkRequired()
        return .run(
            ParsedArguments(context: context, options: options, positionals: positionals))
    }

    private mutating func take(_ word: String) throws(UsageError) {
        guard words.isEmpty, !optionsEnded, !context.command.subcommands.isEmpty else {
            words.append(word)
            return
        }
        if word == "help", !help {
            help = true
        } else if let below = context.subcommand(word) {
            context = below
        } else if context.command.positionals.isEmpty {
            let known = context.command.subcommands.map(\.name)
            throw error(
                "unknown command \(shown(word))" + Suggestion.sentence(for: word, among: known))
        } else {
            words.append(word)
        }
    }

    private mutating func takeLong(_ text: Substring) throws(UsageError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = context.options.first(where: { $0.name == name }) else {
            let known = context.options.filter { !$0.isHidden }.map(\.name)
            throw error(
                "unknown option --\(shown(name))"
                    + Suggestion.sentence(for: name, among: known, prefix: "--"))
        }
        try take(option, attached: parts.count == 2 ? String(parts[1]) : nil)
    }

    private mutating func takeShort(_ text: Substring) throws(UsageError) {
        guard let letter = text.first,
            let option = context.options.first(where: { $0.letter == letter })
        else {
            throw error(
                "unknown option -\(shown(String(text)))"
                    + Suggestion.sentence(
                        for: String(text), among: context.options.map(\.name), prefix: "--"))
        }
        let attached = text.dropFirst()
        if option.placeholder == nil, !attached.isEmpty {
            // Several flags in one word.
            try take(option, attached: nil)
            return try takeShort(attached)
        }
        try take(option, attached: attached.isEmpty ? nil : String(attached))
    }

    private mutating func take(_ option: OptionSpec, attached: String?) throws(UsageError) {
        if options[option.name] != nil, !option.isRepeatable {
            throw error("\(option.spelling) is given twice")
        }
        guard let placeholder = option.placeholder else {
            if attached != nil { throw error("\(option.spelling) takes no value") }
            options[option.name] = []
            return
        }
        let value: String
        if let attached {
            value = attached
        } else {
            value = try nextValue(for: option, placeholder)
        }
        if case .choice(let choices) = option.kind, !choices.contains(value) {
            throw error(
                "\(option.spelling) is one of \(choices.joined(separator: ", ")), not "
                    + shown(value) + Suggestion.sentence(for: value, among: choices))
        }
        options[option.name, default: []].append(value)
    }

    private mutating func nextValue(
        for option: OptionSpec, _ placeholder: String
    ) throws(UsageError) -> String {
        guard let next = rest.first, !(next.hasPrefix("--") && next.count > 2) else {
            throw error("\(option.spelling) needs a value: \(option.spelling) \(placeholder)")
        }
        rest = rest.dropFirst()
        return next
    }

    private func assignPositionals() throws(UsageError) -> [String: [String]] {
        var left = words[...]
        var assigned: [String: [String]] = [:]
        for positional in context.command.positionals {
            switch positional.count {
            case .one, .optional:
                if let word = left.popFirst() { assigned[positional.name] = [word] }
            case .oneOrMore, .any:
                assigned[positional.name] = Array(left)
                left = []
            }
            let isMissing = assigned[positional.name, default: []].isEmpty
            let isNeeded = positional.count == .one || positional.count == .oneOrMore
            if isMissing, isNeeded, !standsAlone {
                throw error("\(positional.name) is missing")
            }
        }
        if let extra = left.first { throw error("unexpected argument \(shown(extra))") }
        if context.command.positionals.isEmpty, !context.command.subcommands.isEmpty, !standsAlone {
            let names = context.command.subcommands.map(\.name).joined(separator: ", ")
            throw error("a command is missing: \(names)")
        }
        return assigned
    }

    private func checkRequired() throws(UsageError) {
        if standsAlone { return }
        for option in context.options where option.isRequired && options[option.name] == nil {
            throw error("\(option.spelling) \(option.placeholder ?? "") is missing")
        }
    }

    private var standsAlone: Bool {
        context.options.contains { $0.standsAlone && options[$0.name] != nil }
    }

    private func shown(_ text: String) -> String { Printable.line(text) }

    private func error(_ message: String) -> UsageError {
        UsageError(message: message, commandPath: context.path)
    }
}

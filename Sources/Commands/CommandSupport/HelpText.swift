/// Writes the help of a command from its specification.
package struct HelpText {
    private let context: CommandContext
    private let width: Int
    private var lines: [String] = []

    /// The help of a command.
    ///
    /// - Parameters:
    ///   - context: The command and those above it.
    ///   - width: Columns of the terminal; kept between 40 and 100.
    /// - Returns: Lines that end with a line feed, none longer than the width unless a single
    ///   word is.
    package static func text(for context: CommandContext, width: Int) -> String {
        var help = HelpText(context: context, width: width)
        help.write()
        return help.lines.map { $0 + "\n" }.joined()
    }

    /// The usage lines alone, for an error message.
    package static func usage(of context: CommandContext) -> String {
        usageLines(context).map { "usage: \($0)\n" }.joined()
    }

    private init(context: CommandContext, width: Int) {
        self.context = context
        self.width = min(max(width, 40), 100)
    }

    private mutating func write() {
        let command = context.command
        let title = context.path.joined(separator: " ")
        lines += Wrapping.lines("\(title): \(command.summary)", width: width)
        section("Usage")
        for usage in Self.usageLines(context) {
            lines += Wrapping.lines(usage, width: width, indent: 2, hanging: 6)
        }
        for paragraph in command.details {
            lines.append("")
            lines += Wrapping.lines(paragraph, width: width)
        }
        table("Arguments", command.positionals.map { ($0.usage, $0.help) })
        table("Commands", command.subcommands.map { ($0.name, $0.summary) })
        table("Options", context.options.filter { !$0.isHidden }.map(Self.row))
        examples(command.examples)
        table("Exit status", context.exitStatuses.map { (String($0.status.rawValue), $0.meaning) })
        if !command.subcommands.isEmpty {
            lines.append("")
            lines += Wrapping.lines(
                "\(title) COMMAND --help says more about a command.", width: width)
        }
    }

    private mutating func section(_ title: String) { lines += ["", title + ":"] }

    private mutating func table(_ title: String, _ rows: [(term: String, text: String)]) {
        if rows.isEmpty { return }
        section(title)
        let widest = rows.map(\.term.count).filter { $0 <= 24 }.max() ?? 24
        let column = widest + 4
        for row in rows {
            let text = Wrapping.lines(row.text, width: width, indent: column, hanging: column)
            let term = "  " + row.term
            guard term.count + 2 <= column, let first = text.first else {
                lines += [term] + text
                continue
            }
            let gap = String(repeating: " ", count: column - term.count)
            lines.append(term + gap + first.dropFirst(column))
            lines += text.dropFirst()
        }
    }

    private mutating func examples(_ examples: [ExampleSpec]) {
        if examples.isEmpty { return }
        section("Examples")
        for example in examples {
            // A line to copy is never broken.
            lines.append("  " + example.line)
            lines += Wrapping.lines(example.explanation, width: width, indent: 6, hanging: 6)
        }
    }

    static func row(_ option: OptionSpec) -> (term: String, text: String) {
        let letter = option.letter.map { "-\($0), " } ?? ""
        let value = option.placeholder.map { " " + $0 } ?? ""
        var notes: [String] = []
        if case .choice(let choices) = option.kind {
            notes.append("one of " + choices.joined(separator: ", "))
        }
        if option.isRequired { notes.append("required") }
        if option.isRepeatable { notes.append("may be repeated") }
        let note = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
        return (letter + option.spelling + value, option.help + note)
    }

    static func usageLines(_ context: CommandContext) -> [String] {
        let command = context.command
        let path = context.path.joined(separator: " ")
        var lines: [String] = []
        if !command.positionals.isEmpty || command.subcommands.isEmpty {
            lines.append(
                ([path] + optionUsage(context) + command.positionals.map(\.usage))
                    .joined(separator: " "))
        }
        lines += context.options.filter { $0.standsAlone && !isCommon($0) && !$0.isHidden }
            .map { "\(path) \($0.spelling)" }
        if command.subcommands.count > 3 {
            lines.append("\(path) COMMAND ...")
        } else {
            lines += context.subcommands.flatMap(usageLines)
        }
        return lines
    }

    private static func optionUsage(_ context: CommandContext) -> [String] {
        let shown = context.options.filter { !$0.isHidden && !$0.standsAlone }
        let required = shown.filter(\.isRequired).map { option in
            option.spelling + (option.placeholder.map { " " + $0 } ?? "")
        }
        return (shown.count > required.count ? ["[options]"] : []) + required
    }

    private static func isCommon(_ option: OptionSpec) -> Bool {
        option == CommandContext.help || option == CommandContext.version
    }
}

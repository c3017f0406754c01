/// Writes a program's manual page from its specification.
///
/// The page is for man(1), in the `man` macros that groff and mandoc read.
package struct ManualPage {
    private let root: CommandContext
    private var lines: [String] = []

    /// The page of a program, section 1.
    package static func text(for program: CommandSpec, version: String) -> String {
        var page = ManualPage(root: CommandContext(program: program))
        page.write(version: version)
        return page.lines.map { $0 + "\n" }.joined()
    }

    private init(root: CommandContext) { self.root = root }

    private mutating func write(version: String) {
        let name = root.command.name
        let title = Roff.escaped(name.uppercased())
        lines.append(
            ".TH \"\(title)\" 1 \"\(ReleaseCommit.day ?? "")\" \"TrailSeal \(version)\" \"TrailSeal\""
        )
        lines += [
            ".SH NAME",
            "\(Roff.escaped(name)) \\- \(Roff.escaped(Self.bare(root.command.summary)))",
        ]
        lines.append(".SH SYNOPSIS")
        synopsis(root)
        lines.append(".SH DESCRIPTION")
        paragraphs(root.command.details)
        table("OPTIONS", root.command.positionals, root.options)
        commands()
        table("EXIT STATUS", root.exitStatuses)
        examples(root.command.examples, heading: ".SH EXAMPLES")
        lines.append(".SH SEE ALSO")
        lines.append(
            Self.programs.filter { $0 != name }.map { "\\fB\(Roff.escaped($0))\\fR(1)" }
                .joined(separator: ",\n"))
    }

    /// The programs that have a page.
    private static let programs = ["trailseal-capture", "trailseal-seal", "trailseal-verify"]

    private mutating func synopsis(_ context: CommandContext) {
        for (index, usage) in HelpText.usageLines(context).enumerated() {
            if index > 0 { lines.append(".br") }
            lines.append(Roff.styled(usage))
        }
    }

    private mutating func paragraphs(_ texts: [String]) {
        for text in texts {
            // A heading begins a paragraph by itself.
            if lines.last?.hasPrefix(".S") != true { lines.append(".PP") }
            lines.append(Roff.line(text))
        }
    }

    // MARK: Commands

    private mutating func commands() {
        let leaves = Completion.all(root).dropFirst().filter { $0.command.subcommands.isEmpty }
        if leaves.isEmpty { return }
        lines.append(".SH COMMANDS")
        for context in leaves { command(context) }
    }

    private mutating func command(_ context: CommandContext) {
        let command = context.command
        lines.append(".SS \"\(Roff.escaped(context.subcommandPath.joined(separator: " ")))\"")
        synopsis(context)
        lines += [".PP", Roff.line(Self.sentence(command.summary))]
        paragraphs(command.details)
        let own = context.options.filter { $0 != CommandContext.help }
        entries(command.positionals, own)
        if !command.exitStatuses.isEmpty {
            lines += [".PP", "Exit status:"]
            statuses(command.exitStatuses)
        }
        examples(command.examples, heading: ".PP\nFor example:")
    }

    // MARK: Lists

    private mutating func table(
        _ title: String, _ positionals: [PositionalSpec], _ options: [OptionSpec]
    ) {
        lines.append(".SH \(title)")
        entries(positionals, options)
    }

    private mutating func table(_ title: String, _ statuses: [StatusSpec]) {
        if statuses.isEmpty { return }
        lines.append(".SH \"\(title)\"")
        self.statuses(statuses)
    }

    private mutating func entries(_ positionals: [PositionalSpec], _ options: [OptionSpec]) {
        for positional in positionals {
            entry(Roff.styled(positional.usage), Self.sentence(positional.help))
        }
        for option in options where !option.isHidden {
            let row = HelpText.row(option)
            entry(Roff.styled(row.term), Self.sentence(row.text))
        }
    }

    private mutating func statuses(_ statuses: [StatusSpec]) {
        for status in statuses {
            entry("\\fB\(status.status.rawValue)\\fR", Self.sentence(status.meaning))
        }
    }

    private mutating func entry(_ term: String, _ text: String) {
        lines += [".TP", term, Roff.line(text)]
    }

    private mutating func examples(_ examples: [ExampleSpec], heading: String) {
        if examples.isEmpty { return }
        lines.append(heading)
        for example in examples {
            paragraphs([example.explanation])
            lines += [".PP", ".nf", ".RS 4", Roff.line(example.line), ".RE", ".fi"]
        }
    }

    // MARK: Sentences

    private static func bare(_ text: String) -> String {
        text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// Help speaks in lower case without a full stop; a page speaks in sentences.
    private static func sentence(_ text: String) -> String {
        guard let first = text.first else { return "" }
        let isName = text.prefix { $0 != " " }.dropFirst().contains { $0.isUppercase }
        return (isName ? String(first) : first.uppercased()) + bare(text).dropFirst() + "."
    }
}

/// Text in the language of roff.
private enum Roff {
    /// Text in which nothing is a command or another character than it looks like.
    static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "\\": "\\e"
            case "-": "\\-"
            case "'": "\\(aq"
            case "`": "\\(ga"
            case "^": "\\(ha"
            case "~": "\\(ti"
            default: String(character)
            }
        }.joined()
    }

    /// A line of text; a dot at its beginning would be a command.
    static func line(_ text: String) -> String {
        let escaped = escaped(text)
        return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
    }

    /// What is typed as it stands in bold, what stands for something else in italics.
    static func styled(_ usage: String) -> String {
        usage.split(separator: " ").map { word in
            let letters = word.filter(\.isLetter)
            if word == "[options]" { return escaped(String(word)) }
            let font = !word.hasPrefix("-") && letters.allSatisfy(\.isUppercase) ? "I" : "B"
            return "\\f\(font)\(escaped(String(word)))\\fR"
        }.joined(separator: " ")
    }
}
